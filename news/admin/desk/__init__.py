"""Staff's desk: saved views, the editorial calendar, reports, what is missing, changes to many at once."""
