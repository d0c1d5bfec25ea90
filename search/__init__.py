"""How to find: names, dates, the parts of a filter, links from one question to the next.

Knows no article: `news` puts these parts together into the question that visitors ask.
"""
