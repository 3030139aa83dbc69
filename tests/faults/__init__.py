"""What befalls a Neo4j server and the way to it in the middle of a load, and what must hold then.

    python -m tests.faults [FAULT ...] [--runs 20] [--seed 1]

Each run loads the same statements by the command line, through a proxy that strikes at some byte of
the conversation, another in every run.  While the fault lasts the command is run once more; after
it, again.  The store must then equal one that nothing befell, every failure must say what, where
and what to do, without a traceback or a password, and no wait may be longer than the fault allows.
"""
