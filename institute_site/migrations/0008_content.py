"""What the site itself tells readers leaves marks too when it changes, see the news app's `0017_content`."""

from importlib import import_module

from django.db import migrations

content = import_module("news.migrations.0017_content")
TABLES = [
    "institute_site_homepage",
    "institute_site_standardpage",
    "institute_site_sitesettings",
    "institute_site_sociallink",
]


class Migration(migrations.Migration):
    dependencies = [("institute_site", "0007_purges"), ("news", "0017_content")]

    operations = [
        migrations.RunSQL(content.watch_parts({"things": TABLES}), content.unwatch(TABLES)),
    ]
