# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for small services of AWS that no emulator has: each path has one answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.support.emulator.servers import LOOPBACK, url


@contextmanager
def serving(known: Mapping[str, str]) -> Iterator[str]:
    """Serve answers by their paths for the time of the context, and give the URL of the service."""

    class Handler(BaseHTTPRequestHandler):
        """Answers a request for a token (PUT), and others (GET)."""

        def do_GET(self) -> None:
            """Answer by the path."""
            text = known.get(self.path)
            self.send_response(404 if text is None else 200)
            self.end_headers()
            self.wfile.write((text or "").encode())

        do_PUT = do_GET  # noqa: N815 - a name of http.server

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - a name of http.server
            """Say nothing."""

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield url(server.server_port)
    finally:
        server.shutdown()
        server.server_close()
