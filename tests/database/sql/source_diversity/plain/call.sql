-- shares 1/2, 1/4, 1/4: the entropy is 1.5 ln 2, so exp of it is 2 sqrt 2; hhi is 3/8
from source_diversity()
