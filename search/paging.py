"""Links to the other pages of a list of results."""

from typing import Any

from django.core.paginator import Page

from .question import Question


class Paged:
    """What `templates/parts/pagination.html` shows: one page of the results of a question."""

    results: Page
    question: Question

    @property
    def here_query(self) -> str:
        """The question of this very page."""
        return self.page_query(self.results.number)

    def page_query(self, number: int) -> str:
        """The question for a page of the results."""
        return self.question.set(page=str(number) if number > 1 else "").query

    @property
    def pages(self) -> list[dict[str, Any]]:
        """Links to the pages around this one; a gap has no number."""
        gap = self.results.paginator.ELLIPSIS
        return [
            {
                "number": None if n == gap else n,
                "query": "" if n == gap else self.page_query(int(n)),
            }
            for n in self.results.paginator.get_elided_page_range(
                self.results.number, on_each_side=1
            )
        ]

    @property
    def previous_query(self) -> str:
        """The question for the page before this one."""
        return self.page_query(self.results.previous_page_number())

    @property
    def next_query(self) -> str:
        """The question for the page after this one."""
        return self.page_query(self.results.next_page_number())
