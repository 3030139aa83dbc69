"""What `import graphkit` offers to programs and notebooks: the commands, as a few functions.

Each takes and gives the records that travel down graphkit's line.  docs/python.md is the guide.
"""
