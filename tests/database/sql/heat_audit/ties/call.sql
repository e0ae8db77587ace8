-- equal differences are in order of publication, then of title, too much or too little
from heat_audit()
