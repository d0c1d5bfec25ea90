"""Alerts by e-mail: a question that writes when something new answers it.

`asking` takes subscriptions within `limits`, `views` are their pages. A worker goes round (`round`): it
notices new articles and asks each question once for all its owners (`gathering`), writes letters in the
same transaction that notes what has been told, and hands them to the mail server (`post`).

Never twice: what an alert was told and its letter are written together, and a letter is claimed before it
is handed over. A worker killed between handing over and noting so leaves a letter of which nobody
knows whether it has gone: that one is given up, and the log says so. Only the first publication of an
article is told; corrections and updates stand in the article and in the feed.
"""
