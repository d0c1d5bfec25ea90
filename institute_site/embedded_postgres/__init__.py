"""The database engine of a site that runs its own PostgreSQL, for want of DATABASE_URL.

    DATABASES = {
        "default": {
            "ENGINE": "institute_site.embedded_postgres",
            "NAME": "institute",
            "DATA_DIR": VAR_DIR / "postgres",
        }
    }

The server starts when a process first needs the database, listens on a Unix socket only, is shared
by every process of the site, and stops when the last of them ends.
"""
