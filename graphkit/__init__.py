"""graphkit: news articles in, a diplomatic-relations knowledge graph out."""

__version__ = "0.1.0"
