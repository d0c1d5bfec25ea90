"""The six roles. Wagtail's own migrations made Editors and Moderators; the other four are made here.

`news.view_articlepage` lets all of them see lists, reports, exports and the desk. Page permissions stand at the
root of the tree, since the news pages of a language are made only after the migrations.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Q

SNIPPETS = ["venue", "topic", "partner", "person"]
SEE = ["wagtailadmin.access_admin", "news.view_articlepage"]
TRANSLATE = ["simple_translation.submit_translation"]


def may(actions, *models):
    return [f"news.{action}_{model}" for model in models for action in actions]


DESCRIBE = may(["add", "change", "view"], *SNIPPETS)
PRESS_LINKS = may(["add", "change"], "presslink")
# A picture's and a document's permissions are those of Wagtail's own models, and stand at a collection.
UPLOAD = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]
# What has no permission of its own in this list is managed by the models' add, change and delete.
MANAGED = {
    "auth": ["user", "group"],
    "wagtailredirects": ["redirect"],
    "wagtailcore": ["collection", "locale", "site", "task", "workflow"],
    "wagtailimages": ["image"],
    "wagtaildocs": ["document"],
    "news": SNIPPETS,
}

PERMISSIONS = {
    "Editors": SEE,
    "Moderators": SEE,
    "Translators": [*SEE, *TRANSLATE, *may(["change", "view"], *SNIPPETS)],
    "Press officers": [
        *SEE, *TRANSLATE, *DESCRIBE, *may(["delete"], "partner", "person"), *PRESS_LINKS,
    ],
    "Staff": SEE,
    "Administrators": [
        *SEE,
        *TRANSLATE,
        *PRESS_LINKS,
        "institute_site.change_sitesettings",
        "institute_site.view_sitesettings",
        *(
            f"{app}.{action}_{model}"
            for app, models in MANAGED.items()
            for model in models
            for action in ["add", "change", "delete", "view"]
        ),
    ],
}
PAGES = {
    "Translators": ["change_page"],
    "Press officers": ["add_page", "change_page"],
    "Administrators": [
        "add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page",
    ],
}
COLLECTIONS = {
    "Translators": ["choose_image", "choose_document"],
    "Press officers": UPLOAD,
    "Administrators": [*UPLOAD, "delete_image", "delete_document"],
}


def grant(apps, schema_editor):
    # Permissions are made after all migrations; these are needed now.
    for label in {name.split(".")[0] for names in PERMISSIONS.values() for name in names}:
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
    Group = apps.get_model("auth", "Group")
    for name, permissions in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*_found(apps, permissions))
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    _at(apps, PAGES, "wagtailcore", "GroupPagePermission", page=root)
    top = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    _at(apps, COLLECTIONS, None, "GroupCollectionPermission", collection=top)
    administrators = Group.objects.get(name="Administrators")
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(
        groups__name="Moderators"
    ):
        task.groups.add(administrators)


def _found(apps, names):
    wanted = Q()
    for name in names:
        label, codename = name.split(".")
        wanted |= Q(content_type__app_label=label, codename=codename)
    return apps.get_model("auth", "Permission").objects.filter(wanted)


def _at(apps, granted, label, model, **place):
    """Grant at a place of the tree of pages or of collections."""
    for name, codenames in granted.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        for permission in apps.get_model("auth", "Permission").objects.filter(
            codename__in=codenames,
            content_type__app_label__in=[label] if label else ["wagtailimages", "wagtaildocs"],
        ):
            apps.get_model("wagtailcore", model).objects.get_or_create(
                group=group, permission=permission, **place
            )


class Migration(migrations.Migration):
    dependencies = [
        ("institute_site", "0005_shared_cache"),
        ("news", "0012_desk_indexes"),
        ("simple_translation", "0001_initial"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)]
