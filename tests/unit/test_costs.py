# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/costs.md says of each price where it is from, and of which page of AWS; its sums are right."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
import yaml

from tests.support.emulator.servers import CHECKOUT

PAGE = (CHECKOUT / "docs/costs.md").read_text()
AWS = ("https://aws.amazon.com/", "https://docs.aws.amazon.com/")
UNKNOWN = "not known"


def rows(text: str) -> list[list[str]]:
    """The cells of the only table of a text, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


PRICES, SOURCES = (rows(part) for part in PAGE.split("## Sources"))
LINKS = dict(re.findall(r"^\[(\w+)\]: (\S+)$", PAGE, re.MULTILINE))


def link_in(cell: str) -> str:
    """The address of the only link of a cell."""
    (label,) = re.findall(r"\]\[(\w+)\]", cell)
    return str(LINKS[label])


def test_each_price_has_a_source_and_each_source_a_price() -> None:
    named = {
        source for _choice, _billed, _price, cell in PRICES for source in re.findall(r"\[(.+?)\]\(#sources\)", cell)
    }
    assert named == {source for source, *_rest in SOURCES}
    assert [choice for choice, _billed, _price, source in PRICES if not source] == [
        "`a2c_iam_access_keys_store` of kind `vault_file` or `age_file`"
    ]


@pytest.mark.parametrize("row", SOURCES, ids=lambda row: row[0])
def test_each_source_names_the_page_of_aws_and_what_was_read_when(row: list[str]) -> None:
    _name, page, read, day = row
    assert link_in(page).startswith(AWS)
    assert re.search(r"stored copy|transcription|article of others", read)
    assert day == UNKNOWN or date.fromisoformat(day)


def test_what_others_wrote_is_linked() -> None:
    for _name, _page, read, _day in SOURCES:
        if "others" in read:
            assert not link_in(read).startswith(AWS)


def test_the_sum_for_users_is_that_of_the_price() -> None:
    (price,) = {Decimal(row[2].split()[0]) for row in PRICES if "Secrets Manager" in row[3]}
    (users, total) = re.findall(r"For (\d+) users .* expect ([\d.]+) a month", PAGE)[0]
    assert int(users) * price == Decimal(total)


def test_the_choices_are_variables_with_these_values() -> None:
    specs = yaml.safe_load((CHECKOUT / "roles/a2c_iam/meta/argument_specs.yml").read_text())
    options = specs["argument_specs"]["main"]["options"]
    named = {name for row in PRICES for name in re.findall(r"`(a2c_iam_\w+)`", row[0])}
    assert named <= options.keys()
    kinds = options["a2c_iam_access_keys_store"]["options"]["kind"]["choices"]
    shown = {name for row in PRICES if "store" in row[0] for name in re.findall(r"`(\w+)`", row[0])}
    assert shown == {"a2c_iam_access_keys_store", *kinds}
