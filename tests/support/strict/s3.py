# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the names of S3's operations, which a request does not say, and for what moto leaves out of S3.

Moto ignores the expected owner of a bucket, and the tags of a bucket that is created:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

from moto.s3.models import s3_backends

from tests.support.strict.answers import RefusedError
from tests.support.strict.model import service_model

TAG = re.compile(r"<Tag><Key>(.*?)</Key><Value>(.*?)</Value></Tag>")
OWNER = "ExpectedBucketOwner"


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
    owner = environ.get("HTTP_X_AMZ_EXPECTED_BUCKET_OWNER")
    further = {name: value for name, value in (("Key", key), (OWNER, owner)) if value}
    return next(named, ""), {"Bucket": bucket, **further}


def check_owner(params: Mapping[str, str]) -> None:
    """Refuse a call on a bucket that does not belong to the account that it expects."""
    partition_and_owner = s3_backends.bucket_accounts.get(params.get("Bucket", ""))
    if OWNER in params and partition_and_owner and partition_and_owner[1] != params[OWNER]:
        raise RefusedError("AccessDenied", "Access Denied", "expected-owner")


def tags_of(environ: dict[str, Any]) -> dict[str, str]:
    """Return the tags in the body of a request, which stays unread."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return {unescape(key): unescape(value) for key, value in TAG.findall(body.decode(errors="replace"))}


def tag_new(account_id: str, bucket: str, tags: Mapping[str, str]) -> None:
    """Give a bucket that was just created its tags."""
    s3_backends[account_id]["aws"].put_bucket_tagging(bucket, dict(tags))


def saved(account_id: str) -> Any:
    """Return the buckets of an account with their tags, detached from it."""
    backend = s3_backends[account_id]["aws"]
    buckets = {name: copy.copy(bucket) for name, bucket in backend.buckets.items()}
    return {name: (bucket, backend.get_bucket_tagging(name)["Tags"]) for name, bucket in buckets.items()}


def restored(account_id: str, before: Any) -> None:
    """Make the buckets of an account what they were."""
    backend = s3_backends[account_id]["aws"]
    for name in list(backend.buckets):
        backend.delete_bucket_tagging(name)
        del backend.buckets[name]
        del s3_backends.bucket_accounts[name]
    for name, (bucket, tags) in before.items():
        backend.buckets[name] = copy.copy(bucket)
        s3_backends.bucket_accounts[name] = ("aws", account_id)
        backend.put_bucket_tagging(name, {tag["Key"]: tag["Value"] for tag in tags})
