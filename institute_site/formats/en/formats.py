"""English: 4 December 2019."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
