"""Articles from files: created, updated, left as they are, or refused with the reason."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from news.models import ArticlePage

from .exporter import export_chunk, with_related
from .files import Damaged, Line, Place, read_lines
from .pictures import Folder
from .records import FIELDS, Record, check
from .refusals import Problem, Refusal, refuse
from .writer import Outcome, Writer

CHUNK = 50


@dataclass
class Report:
    """How an import went. `refused` counts lines; `unknown` counts fields that nobody knows."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    refused: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    damaged: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A record, where it came from, and the pictures beside it."""

    record: Record
    place: Place
    folder: Folder


class Watcher(Protocol):
    """Who is told how an import goes."""

    def refused(self, place: Place, problem: Problem) -> None:
        """A line cannot be taken, or one of the reasons why."""

    def progress(self, number: int) -> None:
        """So many bytes more of the files have been read."""


class Importer:
    """Imports files in order. An article whose original is still to come waits until the end."""

    def __init__(self, watcher: Watcher, *, dry_run: bool = False) -> None:
        self.watcher = watcher
        self.dry_run = dry_run
        self.report = Report()
        self.writer = Writer(dry_run)
        self.waiting: dict[str, Entry] = {}
        self._seen: dict[str, bytes] = {}

    def run(self, paths: Iterable[Path]) -> Report:
        """Import the files; a dry run does everything and takes it back."""
        if not self.dry_run:
            self._run(paths)
        else:
            with transaction.atomic():
                self._run(paths)
                transaction.set_rollback(True)
        return self.report

    def _run(self, paths: Iterable[Path]) -> None:
        for path in paths:
            folder = Folder(path)
            for chunk in batched(self._lines(path), CHUNK):
                self._put_all([entry for line in chunk if (entry := self._entry(line, folder))])
        self._finish()

    def _lines(self, path: Path) -> Iterator[Line]:
        try:
            yield from read_lines(path, self.watcher.progress)
        except Damaged as error:
            self.report.damaged.append(str(error))

    def _entry(self, line: Line, folder: Folder) -> Entry | None:
        """What a line asks for; None if that is nothing new or it is refused."""
        try:
            if line.refusal:
                raise line.refusal
            self.report.unknown.update(line.fields.keys() - set(FIELDS))
            record = check(line.fields)
            is_new = self._is_new(record)
        except Refusal as refusal:
            self._refuse(line.place, refusal)
            return None
        if not is_new:
            self.report.outcomes[Outcome.UNCHANGED] += 1
        return Entry(record, line.place, folder) if is_new else None

    def _is_new(self, record: Record) -> bool:
        """Whether this run has not had the record yet. Raises `Refusal` when it had another."""
        content = json.dumps(record.fields, sort_keys=True).encode()
        digest = hashlib.blake2b(content, digest_size=16).digest()
        before = self._seen.setdefault(record.id, digest)
        if before is not digest and before != digest:
            raise refuse(
                "id",
                _("“%(id)s” is in the import twice, with different content") % {"id": record.id},
            )
        return before is digest

    def _put_all(self, entries: Sequence[Entry]) -> None:
        articles = ArticlePage.objects.filter(source_id__in=[entry.record.id for entry in entries])
        known = {each.record["id"]: each for each in export_chunk(list(with_related(articles)))}
        for entry in entries:
            if self._must_wait(entry.record):
                self.waiting[entry.record.id] = entry
                continue
            try:
                outcome = self.writer.put(entry.record, entry.folder, known.get(entry.record.id))
            except Refusal as refusal:
                self._seen.pop(entry.record.id, None)
                self._refuse(entry.place, refusal)
            else:
                self.report.outcomes[outcome] += 1

    @staticmethod
    def _must_wait(record: Record) -> bool:
        original = record.fields.get("translation_of")
        return bool(original) and not ArticlePage.objects.filter(source_id=original).exists()

    def _finish(self) -> None:
        """Import what waits, originals first; of articles that name each other the first is the original."""
        waiting, self.waiting = self.waiting, {}
        while waiting:
            chain = [next(iter(waiting))]
            while (original := waiting[chain[-1]].record.fields.get("translation_of")) in waiting:
                if original in chain:
                    chain = [min(chain[chain.index(original) :], key=list(waiting).index)]
                    waiting[chain[0]].record.fields.pop("translation_of")
                    break
                chain.append(original)
            entry = waiting.pop(chain[-1])
            self._put_all([entry])
            if self.waiting.pop(entry.record.id, None):
                unknown = entry.record.fields["translation_of"]
                message = _("there is no article “%(id)s” in the site or in the import")
                self._refuse(entry.place, refuse("translation_of", message % {"id": unknown}))

    def _refuse(self, place: Place, refusal: Refusal) -> None:
        self.report.refused += 1
        for problem in refusal.problems:
            self.watcher.refused(place, problem)
