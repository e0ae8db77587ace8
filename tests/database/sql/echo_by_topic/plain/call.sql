-- of four items under Ports three are one group; Sky comes before Fees by items
from echo_by_topic()
