"""What an editor does in the admin, over HTTP; what they were told is saved is remembered."""

import datetime as dt
import json
import re
from dataclasses import dataclass, field

from tests.caches import Answer

from .browsing import Browser
from .installation import Installation


def _formset(name: str) -> dict[str, str]:
    return {
        f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0",
        f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000",
    }  # fmt: skip


def article_form(title: str, slug: str) -> dict[str, str]:
    """What a browser sends when an article is published."""
    return {
        "title": title, "slug": slug, "date": str(dt.datetime.now(dt.UTC).date()), "kind": "news",
        "lead": "In short.",
        "body-count": "0", "action-publish": "1",
        **_formset("venue_links"), **_formset("corrections"), **_formset("comments"),
    }  # fmt: skip


@dataclass
class Desk:
    """One article that is published again and again: `told` is the last title that was said to be saved."""

    site: Installation
    browser: Browser
    edit: str
    path: str
    slug: str
    told: str
    times: int = 0
    refused: list[str] = field(default_factory=list)

    @classmethod
    def with_article(cls, site: Installation, slug: str) -> "Desk":
        """Sign in and publish a new article."""
        browser = site.editor()
        parent = _news_page(browser)
        title = f"{slug.capitalize()} 0"
        answer = browser.post(
            f"/admin/pages/add/news/articlepage/{parent}/", article_form(title, slug)
        )
        page = browser.follow(answer)
        edit = re.search(r"/admin/pages/\d+/edit/", answer.headers.get("location", "") + page.text)
        said = " ".join(re.findall(r'class="messages".*?</div>', page.text, re.DOTALL))
        assert answer.status == 302 and edit, (
            f"publishing was answered with {answer.status}: {said}"
        )
        return cls(site, browser, edit[0], f"/en/news/{slug}/", slug, title)

    def publish(self, title: str) -> Answer:
        """Publish the article anew under a title."""
        # Readers are told what was changed in an article that they know.
        why = {"change_kind": "update", "change_note": "Tried by the smoke test."}
        answer = self.browser.post(self.edit, article_form(title, self.slug) | why)
        if answer.status == 302 and "login" not in answer.headers.get("location", ""):
            self.told, self.times = title, self.times + 1
        else:
            self.refused.append(f"{title}: {answer.status}")
        return answer

    def is_visible(self) -> bool:
        """Whether a new reader sees what was last said to be saved."""
        return self.told in self.site.browser().get(self.path).text


def _news_page(browser: Browser) -> int:
    found = json.loads(browser.get("/admin/api/main/pages/?slug=news&locale=en").text)
    return int(found["items"][0]["id"])
