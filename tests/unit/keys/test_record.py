# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of managed keys in a tag of the user."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.record import (
    Intent,
    Previous,
    Record,
    record_from,
)

MOMENT = datetime(2026, 11, 24, 10, 54, 40, tzinfo=UTC)
LATER = datetime(2026, 12, 1, tzinfo=UTC)
OLD, NEW = "AKIAOLDOLDOLDOLDOLD1", "AKIANEWNEWNEWNEWNEW2"
TAG_VALUE = re.compile(r"[\w\s.:/=+@-]{0,256}", re.ASCII)

TEXTS: list[tuple[Record, str]] = [
    (Record(), ""),
    (Record(current=NEW), f"current={NEW}"),
    (Record(intent=Intent(at=MOMENT)), "intent=2026-11-24T10:54:40Z"),
    (Record(previous=Previous(key_id=OLD, since=MOMENT)), f"previous={OLD}/2026-11-24T10:54:40Z"),
    (
        Record(
            current=NEW,
            previous=Previous(key_id=OLD, since=MOMENT, deactivated=LATER),
            intent=Intent(at=MOMENT, known=(NEW, OLD)),
        ),
        (
            f"current={NEW} previous={OLD}/2026-11-24T10:54:40Z/2026-12-01T00:00:00Z"
            f" intent=2026-11-24T10:54:40Z/{NEW}+{OLD}"
        ),
    ),
]


@pytest.mark.parametrize(("record", "text"), TEXTS)
def test_texts(record: Record, text: str) -> None:
    assert record.text == text
    assert record_from(text) == record


moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
key_ids = st.from_regex(r"AKIA[A-Z0-9]{16}", fullmatch=True)
records = st.builds(
    Record,
    current=st.just("") | key_ids,
    previous=st.none() | st.builds(Previous, key_id=key_ids, since=moments, deactivated=st.none() | moments),
    intent=st.none() | st.builds(Intent, at=moments, known=st.lists(key_ids, max_size=2).map(tuple)),
)


@given(records)
def test_what_is_written_is_read_and_fits_into_a_tag(record: Record) -> None:
    assert record_from(record.text) == record
    assert TAG_VALUE.fullmatch(record.text)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "current=",
        "current=AKIA",
        f"current={NEW} x",
        " intent=2026-11-24T10:54:40Z",
        f"previous={OLD}",
        f"previous={OLD}/2026-13-24T10:54:40Z",
    ],
)
def test_a_value_that_something_else_has_written(text: str) -> None:
    assert record_from(text) is None
