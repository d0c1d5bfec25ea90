"""The demo: an institute's content, and a user of each role. Nothing of it acts outside MODE=demo."""
