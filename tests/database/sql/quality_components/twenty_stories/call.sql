-- providers differ and nothing else does: whatever of 20 stories is left out, all of the variance is theirs
from quality_components()
