# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare the policies of a new edition of the App2Container guide with the catalogue, statement by statement.

Usage: python -m tools.compare_edition [--edition NAME] [--partial] FILE...

A file is the page of the guide that has the policies, as Markdown, HTML or text, or the JSON of a policy. All files
together are the edition. Ends with 0 if it is the same as the catalogue, 1 if it differs, and 2 if it cannot be read.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import (
    EDITION_ROWS,
    EDITIONS,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.section import TARGETS, Section
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    DocumentError,
    Statement,
)

SAME, DIFFERENT, UNREADABLE = 0, 1, 2
PIPELINES = ("azure_devops", "jenkins")  # the guide has a policy of its own for each

_POLICY = re.compile(r'\{\s*"(?:Version|Id|Statement)"\s*:')
_HTML = re.compile(r"</(?:html|body|pre|code|div)>", re.IGNORECASE)
_HTML_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ACTION = re.compile(r"[\w-]+:[\w*?]+|\*")
_FIELD = re.compile(r"\{(\w+)\}")
_ONE_PART_OF_AN_ARN = frozenset({"partition", "region", "account"})


class UnreadableError(Exception):
    """A file without a policy, or with something that is no policy."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A policy of a file, and where it begins."""

    where: str
    statements: Mapping[str, Statement]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A statement of the guide as the catalogue has it: actions as printed, templates of resources."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]


Known = Mapping[str, Mapping[str, Row]]  # policy -> Sid -> statement


def known_policies(edition: str) -> Known:
    """The policies of an edition, by deployment target or pipeline, as the catalogue has them."""
    policies: dict[str, dict[str, Row]] = {name: {} for name in (*TARGETS, *PIPELINES)}
    for section in SECTIONS:
        for wording in section.wordings if section.in_guide else ():
            if edition in wording.editions:
                for name in _own_policy(section) or wording.targets:
                    policies[name][section.sid] = Row(actions=wording.actions, resources=wording.resources)
    return {name: rows for name, rows in policies.items() if rows}


def _own_policy(section: Section) -> tuple[str, ...]:
    """The pipelines for which a section is a policy of its own; none if it is a part of others."""
    chosen = [str(when.value) for when in section.when if when.option == "pipeline"]
    own = len(chosen) == len(section.when) and set(chosen) <= set(PIPELINES)
    return tuple(chosen) if own else ()


def plain_text(text: str) -> str:
    """A page without the markup of HTML, whose lines are those of its text. Elsewhere, angle brackets stay."""
    if not _HTML.search(text):
        return text
    return html.unescape(_HTML_TAG.sub("", text))


def policies_in(text: str, file: str) -> Iterator[Policy]:
    """The policies in the text of a file, in its order.

    Raises:
        UnreadableError: there is none, or one is not JSON or not a policy.
    """
    text, end = plain_text(text), 0
    while match := _POLICY.search(text, end):
        where = f"{file}, line {text.count(chr(10), 0, match.start()) + 1}"
        try:
            value, end = json.JSONDecoder().raw_decode(text, match.start())
            yield Policy(where=where, statements=_statements(Document.parse(value), where))
        except (ValueError, DocumentError) as error:
            message = f"{where}: this policy cannot be read: {error}"
            raise UnreadableError(message) from error
    if not end:
        message = f"{file}: no policy found; expected JSON that begins with Version or Statement"
        raise UnreadableError(message)


def _statements(document: Document, where: str) -> Mapping[str, Statement]:
    """The statements by Sid. What follows an action in its string is dropped: the guide prints addresses there."""
    statements: dict[str, Statement] = {}
    for at, statement in enumerate(document.statements):
        sid = statement.sid or f"Statement[{at}]"
        if sid in statements:
            message = f"{where}: {sid} is there twice"
            raise UnreadableError(message)
        matches = [(_ACTION.match(action), action) for action in statement.actions]
        statements[sid] = replace(statement, actions=tuple(match[0] if match else text for match, text in matches))
    return statements


def assigned(policies: Iterable[Policy], known: Known) -> dict[str, Policy]:
    """Which policy of the files is which of the catalogue: the guide prints no names, so Sids decide.

    A policy that is none of the catalogue's gets the place where it begins as its name.
    """
    rest = list(policies)
    found: dict[str, Policy] = {}
    while rest:
        score, name, policy = max(
            ((_likeness(policy, known[name]), name, policy) for policy in rest for name in known if name not in found),
            key=lambda item: item[0],
            default=(0.0, "", rest[0]),
        )
        found[name if score else policy.where] = policy
        rest.remove(policy)
    return found


def _likeness(policy: Policy, rows: Mapping[str, Row]) -> float:
    return len(policy.statements.keys() & rows.keys()) / len(policy.statements.keys() | rows.keys())


def differences(policies: Iterable[Policy], known: Known, *, partial: bool = False) -> Iterator[str]:
    """What differs, one line for each difference: the file, the policy, the statement and what it is.

    Args:
        policies: those of the files.
        known: those of the catalogue.
        partial: the files need not have all policies.
    """
    found = assigned(policies, known)
    for name in (*known, *(name for name in found if name not in known)):
        policy, rows = found.get(name), known.get(name)
        if policy is None:
            if not partial:
                yield f"policy {name}: the files do not have it"
        elif rows is None:
            sids = ", ".join(policy.statements)
            yield f"{policy.where}: the catalogue does not have this policy, with the statements {sids}"
        else:
            yield from (f"{policy.where}: policy {name}: {line}" for line in _in_policy(policy, rows))


def _in_policy(policy: Policy, rows: Mapping[str, Row]) -> Iterator[str]:
    for sid, row in rows.items():
        if sid not in policy.statements:
            yield f"{sid}: removed"
            continue
        yield from (f"{sid}: {line}" for line in _in_statement(policy.statements[sid], row))
    for sid, statement in policy.statements.items():
        if sid not in rows:
            yield f"{sid}: added, with the actions {', '.join(statement.actions) or 'none'}"


def _in_statement(statement: Statement, row: Row) -> Iterator[str]:
    printed = {action.lower(): action for action in statement.actions}
    held = {action.lower(): action for action in row.actions}
    for verb, names, others in (("added", printed, held), ("removed", held, printed)):
        if only := [name for key, name in names.items() if key not in others]:
            yield f"actions {verb}: {', '.join(only)}"
    if not same_resources(statement.resources, row.resources):
        yield f"resources: printed {', '.join(statement.resources) or 'none'}; catalogue {', '.join(row.resources)}"
    plain = replace(statement, effect="Allow", principals=(), not_principals=(), not_actions=(), conditions=())
    known = replace(plain, not_resources=()).to_json()
    for key, value in statement.to_json().items():
        if value != known.get(key):
            yield f"{key}: {json.dumps(value)}, which the catalogue does not have"


def same_resources(printed: Sequence[str], templates: Sequence[str]) -> bool:
    """Tells whether printed resources are those of the catalogue.

    A placeholder such as ``resource-ARNs`` stands for whatever ARNs the catalogue has. In an ARN, a placeholder, a
    wildcard or a value stands for a field of a template.
    """
    if all(_is_placeholder(text) for text in printed):
        return bool(printed) and "*" not in templates
    patterns = [_pattern(template) for template in templates]
    return all(any(pattern.fullmatch(text) for pattern in patterns) for text in printed) and all(
        any(pattern.fullmatch(text) for text in printed) for pattern in patterns
    )


def _is_placeholder(text: str) -> bool:
    return text != "*" and not text.startswith("arn:")


def _pattern(template: str) -> re.Pattern[str]:
    pieces = _FIELD.split(template)  # text, name, text, name, …, text
    return re.compile(
        "".join(
            re.escape(piece) if at % 2 == 0 else "[^:]+" if piece in _ONE_PART_OF_AN_ARN else ".+"
            for at, piece in enumerate(pieces)
        )
    )


def read(files: Iterable[str]) -> list[Policy]:
    """The policies of all files.

    Raises:
        UnreadableError: a file cannot be read, or has no policy.
    """
    policies: list[Policy] = []
    for file in files:
        try:
            text = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            message = f"{file}: cannot be read: {error}"
            raise UnreadableError(message) from error
        policies += policies_in(text, file)
    return policies


def main(arguments: Sequence[str] | None = None) -> int:
    """Compares files and prints the differences. Returns the exit code."""
    summary = (__doc__ or "").split("\n", maxsplit=1)[0]
    parser = argparse.ArgumentParser(prog="python -m tools.compare_edition", description=summary)
    parser.add_argument("files", nargs="+", metavar="FILE", help="the page of the guide, or the JSON of a policy")
    parser.add_argument("--edition", choices=EDITIONS, default=EDITIONS[-1], help="compare with this edition")
    parser.add_argument("--partial", action="store_true", help="the files need not have all policies of the edition")
    options = parser.parse_args(arguments)
    try:
        policies = read(options.files)
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    lines = list(differences(policies, known_policies(options.edition), partial=options.partial))
    edition = next(row for row in EDITION_ROWS if row.name == options.edition)
    name = f"edition {edition.name} ({edition.date})"
    if not lines:
        count = sum(len(policy.statements) for policy in policies)
        print(f"The same as {name}: {len(policies)} policies, {count} statements.")
        return SAME
    print("\n".join(lines))
    number = "1 difference" if len(lines) == 1 else f"{len(lines)} differences"
    print(f"{number} from {name}. CONTRIBUTING.md says how to take in a new edition.")
    return DIFFERENT


if __name__ == "__main__":
    sys.exit(main())
