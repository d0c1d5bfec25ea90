"""What editors and moderators may do with venues, topics, partners and persons, and translations.

Wagtail's own migrations make both groups, let them into the admin, grant them pages, pictures and
documents and have the moderators approve every page: a picture's and a document's permissions are those
of Wagtail's own models, whichever model the site uses.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = ["venue", "topic", "partner", "person"]
ACTIONS = {"Editors": ["add", "change", "view"], "Moderators": ["add", "change", "view", "delete"]}


def grant(apps, schema_editor):
    # Permissions are made after all migrations; these are needed now.
    for label in ("news", "simple_translation"):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
    Permission = apps.get_model("auth", "Permission")
    for name, actions in ACTIONS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        codenames = [f"{action}_{model}" for model in MODELS for action in actions]
        snippets = Permission.objects.filter(content_type__app_label="news", codename__in=codenames)
        translate = Permission.objects.filter(
            content_type__app_label="simple_translation", codename="submit_translation"
        )
        group.permissions.add(*snippets, *translate)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0001_initial"),
        ("simple_translation", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)]
