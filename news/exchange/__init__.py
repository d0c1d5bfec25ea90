"""Articles in and out: JSON Lines with cleaned HTML, one article a line."""
