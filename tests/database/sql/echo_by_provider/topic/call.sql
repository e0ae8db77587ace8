-- of the topic's documents only the first is of a group, and alone then
from echo_by_provider(topic := 'Fees')
