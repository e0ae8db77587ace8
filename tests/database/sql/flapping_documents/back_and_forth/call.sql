-- the path of the last reversal; documents that flip once are omitted
from flapping_documents(min_reversals := 2)
