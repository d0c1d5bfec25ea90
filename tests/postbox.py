"""A mail server for the tests: a real one, that keeps letters in memory and can be unkind."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller


@dataclass
class Postbox:
    """What has arrived, and what the server answers to an address (`250` or a refusal)."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    # Called before a letter is taken: a test may do there what happens at a bad moment.
    before: Callable[[EmailMessage], str | None] = lambda _letter: None
    connections: int = 0

    async def handle_EHLO(
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        letter = message_from_bytes(envelope.content, policy=policy.default)
        if refused := self.before(letter):
            return refused
        self.letters.append(letter)
        return "250 OK"

    def reset(self) -> None:
        """As it was in the beginning."""
        self.letters, self.answers, self.connections = [], {}, 0
        self.before = lambda _letter: None

    def to(self, address: str) -> list[EmailMessage]:
        """The letters for an address."""
        return [letter for letter in self.letters if address in letter["To"]]

    def wait_for(self, address: str, number: int) -> EmailMessage:
        """The letter of this number (from 1) for an address, once it has come."""
        for _attempt in range(300):
            if len(self.to(address)) >= number:
                return self.to(address)[number - 1]
            time.sleep(0.2)
        raise AssertionError(f"{len(self.to(address))} letters for {address}, not {number}")


def text(letter: EmailMessage) -> str:
    """What a letter says in plain text."""
    return letter.get_body(("plain",)).get_content()


def html(letter: EmailMessage) -> str:
    """What it says in HTML."""
    return letter.get_body(("html",)).get_content()


def link(letter: EmailMessage, ending: str = "") -> str:
    """The address of an alert's own page in a letter, without the host; `leave/` to leave it."""
    found = re.search(rf"https?://[^/\s]+(/\w\w/news/alerts/[\w-]{{32}}/{ending})\s", text(letter))
    assert found, text(letter)
    return found[1]


@pytest.fixture(scope="module")
def mail_server() -> Iterator[Postbox]:
    """A mail server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        box = Postbox(port=probe.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def postbox(mail_server: Postbox) -> Iterator[Postbox]:
    """The mail server, empty and kind."""
    mail_server.reset()
    yield mail_server
    mail_server.reset()
