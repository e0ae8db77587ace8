-- a document that is known to be no lead says that its story's lead is outside the archive: no choice
from lead_choice()
