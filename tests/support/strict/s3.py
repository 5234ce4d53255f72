# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the names of S3's operations: a request to S3 does not say which one it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from tests.support.strict.model import service_model


@cache
def operations() -> Mapping[tuple[str, bool], list[tuple[frozenset[str], str]]]:
    """Return, by method and whether an object is named, the operations with the words of their queries, most first."""
    found: dict[tuple[str, bool], list[tuple[frozenset[str], str]]] = {}
    models = (service_model("s3").operation_model(name) for name in service_model("s3").operation_names)
    for name, http in ((model.name, model.http) for model in models if not model.deprecated):
        path, _mark, query = http["requestUri"].partition("?")
        words = frozenset(word for word, _value in parse_qsl(query, keep_blank_values=True))
        found.setdefault((http["method"], "{Key" in path), []).append((words, name))
    for rows in found.values():
        rows.sort(key=lambda row: (-len(row[0]), len(row[1]), row[1]))
    return found


def candidates(environ: Mapping[str, Any], key: str) -> Iterator[str]:
    """Give the operations that fit a request, the best first."""
    query = {word for word, _value in parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)}
    for words, name in operations().get((environ["REQUEST_METHOD"], bool(key)), ()):
        if words <= query:
            yield name


def parsed(environ: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the operation of a request with the bucket in its path, and its parameters; no operation for another."""
    bucket, _slash, key = str(environ["PATH_INFO"]).removeprefix("/").partition("/")
    if not bucket:
        return "ListBuckets", {}
    named = (name for name in candidates(environ, key) if name != "ListBuckets")
    return next(named, ""), {"Bucket": bucket, **({"Key": key} if key else {})}
