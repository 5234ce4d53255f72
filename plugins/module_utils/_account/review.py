# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The general policy over time: a newer catalogue, an edit by somebody else, and a change of options told apart.

Each part of the policy carries a tag with the version of the catalogue that made it, the number of the policy version
that holds it, and a digest of its document, for example ``2026.11.1/v3/0f1e2d3c4b5a``. If the document in force is not
the recorded one, somebody else has edited it; if it is and the catalogue is older, the catalogue has moved; otherwise
only the options have changed.

IAM takes the tag and the document in two calls, so a run may end between them. The tag is written first. As IAM never
uses a version number again, a recorded version that does not exist yet is one that a run could not write any more.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._iam.entities import Tags
from .._policy.catalogue.editions import is_older
from .._policy.language.document import Document
from .draft import AccountDraft
from .model import CATALOGUE_TAG, ManagedPolicy, Snapshot
from .ownership import is_managed
from .review_text import statement_changes
from .spec import Desired, PolicySpec

__all__ = [
    "Record",
    "all_statements",
    "catalogue_tag",
    "digest_of",
    "recorded",
    "review",
    "reviewed",
]

_RECORD = re.compile(r"(?P<catalogue>[^/]+)/v(?P<number>\d+)/(?P<digest>[0-9a-f]{12})")
_DIGITS = 12
UNRECORDED = "a version of this collection that recorded no catalogue"
NO_STATEMENT = "no statement is added or removed"
NEXT_RUN = "the next run of the module access reverts that"
CHECK_MODE = "a run of the module access in check mode shows what would change"


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the tag of a part says of the document that this collection wrote last.

    Args:
        catalogue: the version of the catalogue.
        number: of the policy version that holds the document; 0 where it is in force without being written.
        digest: of the document.
    """

    catalogue: str
    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.catalogue}/v{self.number}/{self.digest}"


def _plain(value: object) -> Any:
    """A canonical form as JSON, in one order."""
    if isinstance(value, frozenset):
        return sorted((_plain(item) for item in value), key=json.dumps)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def digest_of(document: Document) -> str:
    """A digest that is equal for documents that mean the same, however IAM stores them."""
    text = json.dumps(_plain(document.canonical), separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def recorded(policy: ManagedPolicy | None) -> Record | None:
    """What the tag of a policy says; None where there is no tag, or one that this collection does not write."""
    match = _RECORD.fullmatch(((policy.tags if policy else None) or {}).get(CATALOGUE_TAG, ""))
    if match is None:
        return None
    return Record(catalogue=match["catalogue"], number=int(match["number"]), digest=match["digest"])


def _in_force(policy: ManagedPolicy | None) -> Document | None:
    return policy.default.document if policy and policy.default else None


def catalogue_tag(spec: PolicySpec, found: ManagedPolicy | None, document: Document, writes: int) -> Tags:
    """The tag that a part should have.

    A document that stays keeps a tag of the same or a newer catalogue, so that control nodes with different versions of
    this collection do not overwrite the tags of each other.

    Args:
        spec: the general policy.
        found: the policy that exists.
        document: what it holds in the end.
        writes: how many versions of the policy this run creates.
    """
    if not spec.catalogue:
        return {}
    held, digest = recorded(found), digest_of(document)
    if not writes and held and held.digest == digest and not is_older(held.catalogue, spec.catalogue):
        return {CATALOGUE_TAG: str(held)}
    number = (found.newest if found else 0) + writes
    return {CATALOGUE_TAG: str(Record(catalogue=spec.catalogue, number=number, digest=digest))}


def _was_edited(policy: ManagedPolicy) -> bool:
    """Tells whether somebody else has put another document in force than the one that this collection wrote last."""
    held, document = recorded(policy), _in_force(policy)
    if held is None or policy.newest < held.number:
        return False
    return document is None or digest_of(document) != held.digest


def _in_words(held: Record | None) -> str:
    return f"catalogue {held.catalogue}" if held else UNRECORDED


def all_statements(documents: Iterable[Document | None]) -> Document:
    """All statements of several documents in one."""
    return Document(statements=tuple(item for document in documents if document for item in document.statements))


def _managed_parts(desired: Desired, observed: Snapshot) -> list[ManagedPolicy]:
    """The parts of the general policy that this collection manages, the first part first."""
    spec = desired.policy
    if spec is None or not spec.catalogue:
        return []
    return [policy for policy in reversed(spec.parts_in(observed)) if is_managed(desired, policy)]


def _cause(spec: PolicySpec, policy: ManagedPolicy, *, differs: bool) -> str:
    """The finding on a part; empty where there is nothing to say. ``differs``: its document is going to change."""
    held = recorded(policy)
    if differs and _was_edited(policy):
        return "policy-edited"
    if held is None or is_older(held.catalogue, spec.catalogue):
        return "policy-outdated" if differs else "policy-reviewed"
    return "policy-newer" if differs and is_older(spec.catalogue, held.catalogue) else ""


def review(desired: Desired, draft: AccountDraft) -> None:
    """Adds findings on parts that were made with another catalogue, or were edited by somebody else.

    What only moves between the parts is no difference.
    """
    spec, parts = desired.policy, _managed_parts(desired, draft.observed)
    wanted = dict(zip(spec.names, spec.documents, strict=True)) if spec else {}
    before, after = all_statements(map(_in_force, parts)), all_statements(wanted.values())
    for policy in parts:
        document = wanted.get(policy.name)
        if spec is None or document is None:
            continue
        current = _in_force(policy)
        identifier = _cause(spec, policy, differs=current != document)
        changes = statement_changes(current or Document(), document, before=before, after=after)
        if identifier == "policy-edited":
            changes = f"this run reverts that ({changes or NO_STATEMENT})"
        elif not identifier or (identifier != "policy-reviewed" and not changes):
            continue
        draft.find(identifier, policy.ref, held=_in_words(recorded(policy)), current=spec.catalogue, changes=changes)


def reviewed(desired: Desired, observed: Snapshot) -> Iterator[tuple[ManagedPolicy, str, Mapping[str, str]]]:
    """The parts with a finding that the account alone tells, with its id and the values of its texts.

    A part whose tags were not read is left out.
    """
    for policy in _managed_parts(desired, observed):
        spec, held = desired.policy, recorded(policy)
        values = {"held": _in_words(held), "current": spec.catalogue if spec else ""}
        if _was_edited(policy):
            yield policy, "policy-edited", {**values, "changes": NEXT_RUN}
        elif spec and policy.tags is not None and (held is None or is_older(held.catalogue, spec.catalogue)):
            yield policy, "policy-outdated", {**values, "changes": CHECK_MODE}
