"""Writing an article: what its form starts with, and what stands beside the fields."""
