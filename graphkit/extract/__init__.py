"""Parsed sentences -> statements: mentions, clauses, relations, speakers, polarity, dates."""
