"""Links that lead nowhere: `collect` finds links, `inside` and `outside` try them, `run` keeps the rest."""
