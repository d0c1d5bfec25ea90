"""Other forms of an answer: a feed, a spreadsheet, data, a calendar."""
