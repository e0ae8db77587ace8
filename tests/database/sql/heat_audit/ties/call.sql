-- equal differences stand in order of article_id, too much or too little
from heat_audit()
