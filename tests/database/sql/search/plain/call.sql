-- all articles have 10 bytes, the mean; chip is in 2 of 2 articles, so idf is ln 1.2; a word of the title counts 3: 2.2 × 3 / 4.2, in the text 1
from search('CHIP')
