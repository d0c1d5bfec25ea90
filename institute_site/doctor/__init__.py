"""`manage.py doctor`: what is wrong with this installation, and how it is mended.

Each file here looks at one thing. A check is a function without arguments that yields findings, none when
all is well; it stands in `CHECKS` of `examination.py` under the name that the operator reads.
"""
