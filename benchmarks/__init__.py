"""Figures: each is a ratio to a reference measured in the same run."""
