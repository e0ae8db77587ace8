-- providers differ by 20 and topics by 10, and nothing else varies: variances of 200 and 50; a second topic, and articles without score or topic, do not count
from quality_components()
