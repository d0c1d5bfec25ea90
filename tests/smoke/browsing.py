"""A program that reads the site as a browser does: over TLS, by its public name, with cookies."""

import http.client
import socket
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from urllib3.filepost import encode_multipart_formdata

from tests.caches import HOST, Answer

Form = dict[str, Any] | None
FORM = "application/x-www-form-urlencoded"


class _ByName(http.client.HTTPSConnection):
    """A connection to this machine that asks for the site's public name and believes its certificate."""

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        super().__init__(HOST, port, timeout=30, context=context)
        self._context = context

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=HOST)


@dataclass
class Browser:
    """Cookies of one person; `root` is the certificate that vouches for the site's own."""

    port: int
    root: Path
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = _ByName(self.port, ssl.create_default_context(cafile=self.root))

    def get(self, path: str) -> Answer:
        """Read an address; status 0 when no answer comes."""
        return self._ask("GET", path)

    def post(self, path: str, form: Form = None) -> Answer:
        """Send a form, with the token against forged ones."""
        data = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **(form or {})}
        return self._ask("POST", path, urlencode(data, doseq=True).encode())

    def upload(self, path: str, form: dict[str, Any], name: str, file: Path) -> Answer:
        """Send a form with a file in the field of this name."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        fields = {**token, **form, name: (file.name, file.read_bytes())}
        return self._ask("POST", path, *encode_multipart_formdata(fields))

    def follow(self, answer: Answer) -> Answer:
        """The page that an answer leads to."""
        for _step in range(5):
            if answer.status not in {301, 302, 303, 307, 308}:
                break
            answer = self.get(
                urlsplit(answer.headers["location"])._replace(scheme="", netloc="").geturl()
            )
        return answer

    def close(self) -> None:
        """Leave."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = FORM) -> Answer:
        headers = {**self.headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers |= {
                "Content-Type": kind,
                "Referer": f"https://{HOST}{path}",
            }
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return Answer(0)
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, named, text)
