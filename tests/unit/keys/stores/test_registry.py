# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of stores is the only one: what else has to know them agrees with it."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.registry import (
    STORES,
    user_suboptions,
)
from ansible_collections.fleetops.app2container.plugins.modules import access_keys
from tests.support.emulator.servers import CHECKOUT
from tests.support.inputs.documented import spec_of, without
from tests.support.key_stores import KEY_STORES

ROLE = CHECKOUT / "roles/a2c_iam/meta/argument_specs.yml"
PAGE = CHECKOUT / "docs/access-keys.md"
SPEC: dict[str, Any] = access_keys.ARGUMENT_SPEC
SUBOPTIONS, USER_SUBOPTIONS = SPEC["store"]["options"], SPEC["users"]["options"]
EVERY = pytest.mark.parametrize("kind", STORES)


def documented_kinds() -> dict[str, str]:
    """What the documentation of the module says of each kind of store."""
    options = yaml.safe_load(access_keys.DOCUMENTATION)["options"]
    texts: list[str] = options["store"]["suboptions"]["kind"]["description"]
    return {text.partition(")")[0].removeprefix("V("): text for text in texts}


def test_every_store_is_tested() -> None:
    assert list(KEY_STORES) == list(STORES)


def test_every_store_is_documented() -> None:
    assert list(documented_kinds()) == list(STORES) == SUBOPTIONS["kind"]["choices"]


@EVERY
def test_the_documentation_of_a_store_names_its_suboptions(kind: str) -> None:
    assert re.findall(r"O\(store\.(\w+)\)", documented_kinds()[kind]) == list(STORES[kind].suboptions)


@EVERY
def test_the_module_takes_the_suboptions_of_a_store(kind: str) -> None:
    assert STORES[kind].suboptions.items() <= SUBOPTIONS.items()
    assert STORES[kind].user_suboptions.items() <= USER_SUBOPTIONS.items()


@EVERY
def test_the_page_on_access_keys_explains_a_store(kind: str) -> None:
    assert f"\n### Store {kind}\n" in PAGE.read_text(encoding="utf-8")


def test_the_module_takes_no_other_suboptions() -> None:
    assert set(SUBOPTIONS) == {"kind"}.union(*(store.suboptions for store in STORES.values()))
    assert set(USER_SUBOPTIONS) == {"name", *user_suboptions()}


def test_the_role_takes_the_suboptions_of_all_stores() -> None:
    """The role types the password as a text; the module takes any value, to refuse other types without showing them."""
    options: dict[str, Any] = yaml.safe_load(ROLE.read_text())["argument_specs"]["main"]["options"]
    stores, users = (options[f"a2c_iam_access_keys_{name}"]["options"] for name in ("store", "users"))
    assert spec_of(stores) == {**without(SUBOPTIONS, "no_log"), "vault_password": {"type": "str"}}
    assert spec_of(users) == without(USER_SUBOPTIONS, "no_log")
