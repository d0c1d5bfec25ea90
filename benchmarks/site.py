"""A process of its own for each site that is measured: `Site` asks it, `python -m benchmarks.site N` answers.

Django knows one database a process, and figures of two sites are to be taken in turns.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any, Self

from .environment import ROOT, use_site


class Site:
    """The process of the site with so many articles; every method of `Work` can be asked for."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.site", str(number)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, work: str) -> Any:
        """Have some work done; returns what it gives. Raises RuntimeError when the process ends."""
        assert self.process.stdin and self.process.stdout
        print(work, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The site of {self.number} articles ended during “{work}”.")
        return json.loads(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


class Work:
    """What a site's process can be asked to do."""

    def __init__(self, number: int) -> None:
        self.number = number

    def seed(self) -> None:
        """Have the articles, the index and everything that the contenders need."""
        from . import index, seed
        from .contenders import ideal, wagtail

        seed.site(self.number)
        index.build()
        wagtail.prepare()
        ideal.prepare()

    def archive(self) -> None:
        """Have the articles and the index, and what staff work with."""
        from . import desk, index, seed

        seed.site(self.number)
        index.build()
        desk.prepare()

    def desk(self) -> dict[str, dict[str, float]]:
        """The queries and seconds of staff's pages, once each."""
        from . import desk

        return desk.measure()

    def questions(self) -> Any:
        """The seconds of each contender at each question."""
        from . import asking

        return asking.measure()

    def forms(self) -> Any:
        """The seconds that reading a question's form takes."""
        from . import asking

        return asking.forms()

    def publishing(self) -> float:
        """The seconds that publishing one article takes."""
        from . import publishing

        return publishing.seconds()

    def streams(self) -> dict[str, dict[str, float]]:
        """What taking all articles away takes."""
        from . import streams

        return streams.measure()

    def size(self) -> dict[str, float]:
        """The bytes that the index takes for an article."""
        from . import index

        return index.size()

    def recall(self) -> dict[str, Any]:
        """How often the wanted article is found, by contender and kind of error: figures and a table."""
        from . import recall, seed

        seed.demo()
        found = recall.measure()
        figures = {
            name: {kind: asdict(one) for kind, one in kinds.items()}
            for name, kinds in found.items()
        }
        return {"table": recall.table(found), "figures": figures}

    def addresses(self) -> dict[str, list[str]]:
        """The pages whose speed is measured."""
        from . import pages

        return pages.addresses()


def main() -> None:
    """Answer one line of JSON for each line asked, until there are no more."""
    answers, sys.stdout = sys.stdout, sys.stderr
    number = int(sys.argv[1])
    use_site(number)
    work = Work(number)
    for line in sys.stdin:
        print(json.dumps(getattr(work, line.strip())()), file=answers, flush=True)


if __name__ == "__main__":
    main()
