"""Clients who send their requests letter by letter."""

import socket
import ssl
import time
from contextlib import ExitStack

from tests.caches import HOST

from ..installation import Installation
from ..watching import Watch

CLIENTS = 400


def clients_attack(site: Installation) -> str:
    """Hundreds of clients that never finish a request (slowloris): they hold no process, readers read on."""
    context = ssl.create_default_context(cafile=site.root)
    with ExitStack() as open_ones, Watch(site) as watch:
        clients = []
        for _number in range(CLIENTS):
            plain = socket.create_connection(("127.0.0.1", site.tls_port), timeout=30)
            client = open_ones.enter_context(context.wrap_socket(plain, server_hostname=HOST))
            client.sendall(f"GET /en/ HTTP/1.1\r\nHost: {HOST}\r\n".encode())
            clients.append(client)
        until, number, cut = time.monotonic() + max(site.patience, 15), 0, set()
        while time.monotonic() < until:
            number += 1
            for client in clients:
                try:
                    client.sendall(f"X-{number}: a\r\n".encode())
                except OSError:
                    cut.add(client)
            time.sleep(1)
        assert len(cut) > CLIENTS / 2, f"only {len(cut)} of {CLIENTS} were cut off"
    return f"{CLIENTS} clients, {len(cut)} cut off within the attack. {watch.verdict()}"
