"""The process that works while nobody asks: publishes what is due, runs tasks, starts the periodic ones.

`loop` holds it together; `news.publishing` knows what is due. Several workers may run at once, and
any of them may be killed at any moment: whatever is done is done in one transaction with its row locked.
"""
