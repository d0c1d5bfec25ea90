"""People: their roles, how they sign in, their second factor and sessions, and what is logged of it."""
