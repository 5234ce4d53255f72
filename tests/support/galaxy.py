# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for Ansible Galaxy on loopback: it serves artifacts, as version 3 of Galaxy's API does.

ansible-galaxy looks at signatures only when it installs from a server, and not when it installs a file. Of other
collections, the server says that it has none, so they have to be installed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.support.emulator.servers import LOOPBACK
from tools.artifact import sha256
from tools.signature import manifest_of

DATE = "2026-01-01T00:00:00Z"


def answers(artifact: Path, server: str) -> Mapping[str, Any]:
    """Return what the server answers about an artifact, by path."""
    info = json.loads(manifest_of(artifact))["collection_info"]
    collection = f"/api/v3/collections/{info['namespace']}/{info['name']}/"
    href = f"{collection}versions/{info['version']}/"
    return {
        "/api/": {"available_versions": {"v3": "v3/"}},
        collection: {"created_at": DATE, "updated_at": DATE, "highest_version": {"version": info["version"]}},
        f"{collection}versions/": {
            "meta": {"count": 1},
            "links": {"next": None},
            "data": [{"version": info["version"], "href": href}],
        },
        href: {
            "href": href,
            "version": info["version"],
            "namespace": {"name": info["namespace"]},
            "collection": {"name": info["name"]},
            "download_url": f"{server}/download/{artifact.name}",
            "artifact": {"sha256": sha256(artifact)},
            "metadata": {"dependencies": info["dependencies"]},
            "signatures": [],
        },
        f"/download/{artifact.name}": artifact.read_bytes(),
    }


class Server(ThreadingHTTPServer):
    """An HTTP server with its table of answers."""

    table: Mapping[str, Any]


class Handler(BaseHTTPRequestHandler):
    """Answers by the table, and with 404 where it has nothing."""

    server: Server

    def do_GET(self) -> None:
        """Answer one request."""
        found = self.server.table.get(self.path.partition("?")[0])
        body = (
            found if isinstance(found, bytes) else json.dumps(found or {"errors": [{"detail": "Not found."}]}).encode()
        )
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Type", "application/octet-stream" if isinstance(found, bytes) else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@contextmanager
def galaxy(*artifacts: Path) -> Iterator[str]:
    """Serve artifacts for the time of the context, and give the address for the option --server."""
    with Server((LOOPBACK, 0), Handler) as server:
        address = f"http://{LOOPBACK}:{server.server_port}"
        server.table = {path: row for artifact in artifacts for path, row in answers(artifact, address).items()}
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"{address}/api/"
        finally:
            server.shutdown()
            thread.join()
