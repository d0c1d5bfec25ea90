"""The newsroom: articles, programmes and venues, how they are written, asked for and given out."""
