-- one opened a group of three; three only repeats; the undated comet is alone
from echo_by_provider()
