"""What protects the site at every address: policies and headers, the admin's own place, limits, uploads.

`docs/security.md` has the threats and what meets each of them.
"""
