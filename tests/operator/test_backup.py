"""A backup gives back the same site on another machine, or is refused before anything is touched."""

import hashlib
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import MEDIA
from tests.buckets import BucketServer, bucket  # noqa: F401 - the fixture
from tests.demo_folder import copy_demo, environment

ROOT = Path(__file__).resolve().parents[2]
COMPARE = """
from django.db import connection
with connection.cursor() as cursor:
    for table in sorted(connection.introspection.table_names(cursor)):
        cursor.execute(f'SELECT one::text FROM "{table}" AS one ORDER BY 1')
        print(table, *(repr(row[0]) for row in cursor), sep="\\n")
"""

CAMPUS = MEDIA / "campus.webp"
# A picture with one of its sizes, and a document that a visitor asks for.
UPLOAD = """
from pathlib import Path
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
picture = ContentFile(Path(%r).read_bytes(), name="new.webp")
image = get_image_model().objects.create(title="New", file=picture)
image.get_rendition("width-200")
text = ContentFile(b"Minutes of the council", name="minutes.txt")
document = get_document_model().objects.create(title="Minutes", file=text)
answer = Client().get(document.url, headers={"host": "localhost"})
print(answer.status_code, b"".join(answer).decode())
"""


class Machine:
    """A machine with a site of its own, under one folder."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.environment = environment(folder, **settings)

    def manage(self, *arguments: object, fails: bool = False, **more: str) -> str:
        """What a command says; it ends well unless it `fails`."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**self.environment, **more},
            text=True,
            check=False,
            capture_output=True,
        )
        assert bool(done.returncode) is fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def rows(self) -> str:
        """Every row of every table, as text."""
        return self.manage("shell", "--no-imports", "-c", COMPARE)

    def uploads(self) -> dict[str, str]:
        """Every upload, with its checksum."""
        media = self.folder / "media"
        return {
            str(path.relative_to(media)): hashlib.md5(
                path.read_bytes(), usedforsecurity=False
            ).hexdigest()
            for path in media.rglob("*")
            if path.is_file()
        }


def demo(factory: pytest.TempPathFactory) -> Machine:
    """A machine with a demo of its own."""
    folder = factory.mktemp("machine")
    copy_demo(factory, folder)
    return Machine(folder)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return demo(tmp_path_factory)


@pytest.fixture(scope="module")
def backup(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "today"
    machine.manage("backup", folder)
    return folder


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Machine]:
    yield Machine(tmp_path / "bare")


def test_a_restored_site_has_every_row_and_every_file(
    machine: Machine, backup: Path, bare: Machine
):
    said = bare.manage("restore", backup)
    assert re.search(r"Restored: \d{4,} rows, \d+ files", said), said
    assert bare.rows() == machine.rows()
    assert bare.uploads() == machine.uploads() != {}
    bare.manage("search", "check")


def test_a_restored_site_takes_new_articles(backup: Path, bare: Machine, tmp_path: Path):
    bare.manage("restore", backup)
    row = {"id": "after", "lang": "en", "title": "Written after the restore", "date": "2026-11-28"}
    (tmp_path / "new.jsonl").write_text(json.dumps(row))
    assert "created: 1" in bare.manage("import_articles", tmp_path / "new.jsonl")


def test_a_backup_is_of_one_moment_while_articles_come_and_go(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, bare: Machine
):
    machine = demo(tmp_path_factory)
    stop = threading.Event()
    done = 0

    def import_on() -> None:
        nonlocal done
        while not stop.is_set():
            rows = [
                {
                    "id": f"busy-{done}-{part}",
                    "lang": "en",
                    "title": f"Busy {done}",
                    "date": "2026-11-01",
                }
                for part in range(20)
            ]
            (tmp_path / "busy.jsonl").write_text("\n".join(map(json.dumps, rows)))
            machine.manage("import_articles", tmp_path / "busy.jsonl")
            done += 1

    writer = threading.Thread(target=import_on)
    writer.start()
    try:
        machine.manage("backup", tmp_path / "backup")
    finally:
        stop.set()
        writer.join()
    bare.manage("restore", tmp_path / "backup")
    bare.manage("search", "check")
    assert done > 0


@pytest.mark.parametrize("name", ["database.dump", "media.tar", "settings.env"])
def test_a_damaged_backup_is_refused_and_nothing_is_touched(
    backup: Path, bare: Machine, tmp_path: Path, name: str
):
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in backup.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    data = bytearray((copy / name).read_bytes()) or bytearray(b"\0")
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    assert f"damaged, take another one: {name}" in bare.manage("restore", copy, fails=True)
    assert not bare.uploads()
    assert "news_articlepage" not in bare.rows()


def test_a_backup_of_a_newer_version_is_refused(backup: Path, bare: Machine, tmp_path: Path):
    for path in backup.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["migrations"].append("news.9999_from_the_future")
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    said = bare.manage("restore", tmp_path, fails=True)
    assert "news.9999_from_the_future" in said and "upgrade this one first" in said


def test_what_is_no_backup_or_not_finished_is_refused(backup: Path, bare: Machine, tmp_path: Path):
    assert "no backup" in bare.manage("restore", tmp_path / "nowhere", fails=True)
    (tmp_path / "database.dump").write_bytes((backup / "database.dump").read_bytes())
    assert "not finished" in bare.manage("restore", tmp_path, fails=True)


def test_a_site_in_use_is_not_overwritten(machine: Machine, backup: Path):
    before = machine.rows()
    assert "empty site only" in machine.manage("restore", backup, fails=True)
    assert machine.rows() == before


def test_a_site_that_was_only_installed_is_empty(machine: Machine, backup: Path, bare: Machine):
    bare.manage("migrate", "-v0")
    bare.manage("restore", backup)
    assert "Rukami" in bare.rows()


def test_a_folder_with_something_in_it_is_not_written_to(machine: Machine, tmp_path: Path):
    (tmp_path / "mine").write_text("kept")
    assert "not empty" in machine.manage("backup", tmp_path, fails=True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_an_encrypted_backup_is_read_with_its_key_only(
    machine: Machine, bare: Machine, tmp_path: Path
):
    key, other, folder = tmp_path / "key", tmp_path / "other", tmp_path / "backup"
    public = re.search(r"BACKUP_KEYS=(age1\w+)", machine.manage("backup", "--new-key", key))
    machine.manage("backup", "--new-key", other)
    assert public
    assert "encrypted" in machine.manage("backup", folder, BACKUP_KEYS=public[1])
    for path in folder.iterdir():
        assert path.name == "manifest.json" or path.read_bytes().startswith(
            b"age-encryption.org/v1"
        )
    assert "--identity" in bare.manage("restore", folder, fails=True)
    assert "cannot be decrypted" in bare.manage("restore", folder, "--identity", other, fails=True)
    bare.manage("restore", folder, "--identity", key)
    assert bare.uploads() == machine.uploads()


def test_settings_are_kept_without_what_opens_doors(machine: Machine, tmp_path: Path):
    machine.manage(
        "backup",
        tmp_path / "backup",
        EMAIL_URL="smtp+tls://post:hunter2@mail.institute.example:587",
        SECRET_KEY="q" * 25 + "w" * 25,
        TIME_ZONE="Asia/Omsk",
    )
    kept = (tmp_path / "backup/settings.env").read_text()
    assert "TIME_ZONE=Asia/Omsk" in kept
    assert "EMAIL_URL=smtp+tls://post@mail.institute.example:587" in kept
    assert "hunter2" not in kept and "qqq" not in kept


def test_a_backup_that_cannot_be_finished_leaves_nothing(machine: Machine, tmp_path: Path):
    said = machine.manage("backup", tmp_path / "backup", fails=True, BACKUP_KEYS="no-key")
    assert "BACKUP_KEYS" in said
    assert not list(tmp_path.glob("backup/*"))


def test_only_the_newest_backups_are_kept(machine: Machine, tmp_path: Path):
    for name in ("2020-01-01T003000Z", "2020-01-02T003000Z", "2020-01-03T003000Z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text("{}")
    (tmp_path / "2020-01-01T003000Z-mine").mkdir()
    (tmp_path / "2020-01-02T120000Z").mkdir()
    said = machine.manage("backup", tmp_path, "--keep", "2")
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept[:2] == ["2020-01-01T003000Z-mine", "2020-01-03T003000Z"], said
    assert len(kept) == 3 and (tmp_path / kept[2] / "manifest.json").exists()


def test_a_site_moves_into_a_bucket_and_is_backed_up_from_it(
    machine: Machine,
    backup: Path,
    bucket: BucketServer,  # noqa: F811
    tmp_path: Path,
):
    cloud = Machine(tmp_path / "cloud", **bucket.environment)
    cloud.manage("restore", backup)
    assert bucket.uploads() == machine.uploads() != {}
    assert not cloud.uploads()
    assert "200 Minutes of the council" in cloud.manage("shell", "-v0", "-c", UPLOAD % str(CAMPUS))
    made = bucket.uploads()
    assert sorted(name.partition("/")[0] for name in made.keys() - machine.uploads().keys()) == [
        "documents", "images", "original_images",
    ]  # fmt: skip
    cloud.manage("backup", tmp_path / "second")
    bare = Machine(tmp_path / "bare")
    bare.manage("restore", tmp_path / "second")
    assert bare.uploads() == made
    assert bare.rows() == cloud.rows()
