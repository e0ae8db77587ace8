-- another outlet at the same path; a provider that comes, a move and a move back are none
from overwritten_paths()
