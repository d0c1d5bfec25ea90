"""`manage.py search`: make the index what it should be, or say where it is not."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from tqdm import tqdm

from search import index

# Of more than these, pages or words, one sees the pattern.
TOLD = 20
WHAT = {
    "missing": gettext_lazy("page %(page)d is published and has no row"),
    "left over": gettext_lazy("page %(page)d has a row and is not published"),
    "different": gettext_lazy("page %(page)d has a row that is not as it should be"),
}


class Command(BaseCommand):
    """The index behind every question."""

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.description = _(
            "rebuild makes every row of the index what it should be while the site is in use, and goes on "
            "where it was broken off; check says what is not, and exits with 1."
        )
        parser.add_argument("action", choices=["rebuild", "check"])
        parser.add_argument(
            "--afresh", action="store_true", help=_("begin anew after a broken-off rebuild")
        )

    def handle(self, *args: Any, action: str, afresh: bool, verbosity: int, **options: Any) -> None:
        """Do it."""
        total = index.last_page()
        with tqdm(total=total, unit=_(" pages"), unit_scale=True, disable=verbosity == 0) as bar:
            if action == "rebuild":
                self._rebuild(bar, afresh)
            else:
                self._check(bar)

    def _rebuild(self, bar: tqdm, afresh: bool) -> None:
        changed = 0
        if not afresh and (page := index.resumed_at()):
            self._tell(_("Going on from page %(page)d; --afresh begins anew.") % {"page": page})
        for _first, last, number in index.rebuild(afresh=afresh):
            changed += number
            bar.update(min(last, bar.total) - bar.n)
        bar.close()
        self.stdout.write(
            ngettext(
                "The index is rebuilt: %(number)d row was not right.",
                "The index is rebuilt: %(number)d rows were not right.",
                changed,
            )
            % {"number": changed}
        )

    def _check(self, bar: tqdm) -> None:
        pages = 0
        words: set[tuple[str, str]] = set()
        for first, last in index.batches():
            found = index.drift(first, last)
            for page, what in found.pages[: max(0, TOLD - pages)]:
                self._tell(WHAT[what] % {"page": page})
            new = [word for word in found.words if word not in words]
            for language, word in new[: max(0, TOLD - len(words))]:
                self._tell(_("a name has the unknown word “%s”") % word + f" ({language})")
            pages, words = pages + len(found.pages), words.union(new)
            bar.update(min(last, bar.total) - bar.n)
        bar.close()
        if pages or words:
            raise CommandError(" ".join(self._summary(pages, len(words))))
        self.stdout.write(_("The index is right."))

    def _tell(self, line: str) -> None:
        with tqdm.external_write_mode():
            self.stdout.write(line)

    def _summary(self, pages: int, words: int) -> list[str]:
        sentences = [
            ngettext("%(number)d page is not right.", "%(number)d pages are not right.", pages)
            % {"number": pages},
            ngettext("%(number)d word is not known.", "%(number)d words are not known.", words)
            % {"number": words},
        ]
        return [
            _("The index has drifted."),
            *(
                sentence
                for sentence, number in zip(sentences, (pages, words), strict=True)
                if number
            ),
            _("“manage.py search rebuild” mends it."),
        ]
