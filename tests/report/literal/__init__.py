"""What the shipped reports say, held to a recomputation of the archive in plain Python.

A page's text is read sentence by sentence. Each kind of sentence is a pattern with a check, which
compares every number and name in it with those that `database.recomputation` finds in the archive's
documents. A sentence that no pattern knows is a fault, so that none is left unread.

archives    random archives, from nothing to thousands of documents
world       what plain Python finds in an archive, for a period
grammar     reads a page against the patterns
"""
