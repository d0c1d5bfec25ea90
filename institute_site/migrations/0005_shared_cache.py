"""The table of the cache that all processes share: it counts failed sign-ins, see `institute_site.accounts.cache`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("institute_site", "0004_periodic_runs")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE IF NOT EXISTS institute_site_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX IF NOT EXISTS institute_site_cache_expires ON institute_site_cache (expires);
            """,
            "DROP TABLE institute_site_cache",
        )
    ]
