# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes to the text of AWS configuration files, judged by what botocore reads from them before and after."""

from __future__ import annotations

import copy
import locale
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from botocore.configloader import load_config, raw_config_parse
from botocore.exceptions import ConfigParseError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._profile_files.edit import Edit, edit
from ansible_collections.fleetops.app2container.plugins.module_utils._profile_files.text import (
    CONFIG,
    CREDENTIALS,
    UnreadableError,
    profiles,
    text_of,
)


@pytest.fixture(autouse=True, scope="module")
def utf8() -> Iterator[None]:
    """Let botocore read files as UTF-8, whatever locale an earlier test has left behind."""
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    yield
    locale.setlocale(locale.LC_CTYPE, before)


def botocore_reads(text: str, kind: str) -> dict[str, Any]:
    """All that botocore reads from a file: of a file config, its profiles and other sections."""
    with tempfile.NamedTemporaryFile("wb", suffix=kind) as file:
        file.write(text.encode())
        file.flush()
        found: dict[str, Any] = load_config(file.name) if kind == CONFIG else raw_config_parse(file.name)
    return found if kind == CONFIG else {"profiles": found}


def wanted(before: Mapping[str, Any], profile: str, options: Mapping[str, str | None]) -> dict[str, Any]:
    """What botocore should read after a change."""
    found = copy.deepcopy(dict(before))
    if profile not in found["profiles"] and any(options.values()):
        found["profiles"][profile] = {}
    held = found["profiles"].get(profile, {})
    for name, value in options.items():
        held.pop(name, None)
        if value is not None:
            held[name] = value
    return found


@pytest.mark.parametrize(
    ("before", "options", "after"),
    [
        ("", {"region": "x"}, "[default]\nregion = x\n"),
        ("", {"region": None}, ""),
        ("[default]\nRegion =a\n", {"region": "x"}, "[default]\nRegion = x\n"),
        ("[default]\nregion: a\n", {"region": "x"}, "[default]\nregion: x\n"),
        ("[default]\nregion=a\n", {"region": "x"}, "[default]\nregion=x\n"),
        ("[default]\nregion=a", {"region": "x"}, "[default]\nregion=x"),
        ("[default]\nregion =\n", {"region": "x"}, "[default]\nregion = x\n"),
        ("[default]\r\nREGION = a\r\n", {"region": "x"}, "[default]\r\nREGION = x\r\n"),
        ("[default]\r\na=1", {"region": "x"}, "[default]\r\na=1\r\nregion = x\r\n"),
        ("[default]\na = 1\n\n# end\n", {"region": "x"}, "[default]\na = 1\nregion = x\n\n# end\n"),
        ("[default]\n  a = 1\n  [b]\n", {"region": "x"}, "[default]\n  a = 1\n  region = x\n  [b]\n"),
        ("[default]\n  [b]\n", {"region": "x"}, "[default]\n  region = x\n  [b]\n"),
        ("[default]\ns3 =\n  a=1\n# why\n  b=2\nc=3\n", {"s3": None}, "[default]\n# why\nc=3\n"),
        ("[default]\ns3 =\n  a=1\nc=3\n", {"s3": "x"}, "[default]\ns3 = x\nc=3\n"),
        ("[default]\ns3 =\n  region=1\n", {"region": "x"}, "[default]\ns3 =\n  region=1\nregion = x\n"),
        ("[default]\n#region=a\n;region=b\n", {"region": "x"}, "[default]\nregion = x\n#region=a\n;region=b\n"),
        ("[a]\nb=1", {"region": "x"}, "[a]\nb=1\n\n[default]\nregion = x\n"),
        ("[profile default]\nb=1\n", {"region": "x"}, "[profile default]\nb=1\nregion = x\n"),
        ("[default]\na=1\n", {"a": "1"}, "[default]\na=1\n"),
    ],
)
def test_nothing_but_the_option_changes(before: str, options: dict[str, str | None], after: str) -> None:
    assert edit(before, CONFIG, [Edit("default", options)]) == after


@pytest.mark.parametrize(
    "before",
    ["[profile ada]\n", '[profile "ada"]\n', "[profile 'ada']  # hers\n", "[profile  ada]\n", "[profile ada]\n[ada]\n"],
)
def test_a_profile_is_found_in_every_spelling(before: str) -> None:
    assert edit(before, CONFIG, [Edit("ada", {"a": "1"})]) == before.replace("\n", "\na = 1\n", 1)


def test_of_two_sections_of_a_profile_the_one_that_counts_is_changed() -> None:
    before = '[profile ada]\nregion = a\n[profile "ada"]\nregion = b\n'
    after = edit(before, CONFIG, [Edit("ada", {"region": "x"})])
    assert after == before.replace("= b", "= x")
    assert botocore_reads(after, CONFIG)["profiles"]["ada"] == {"region": "x"}


def test_a_new_profile_is_named_as_the_kind_of_file_has_it() -> None:
    assert edit("", CONFIG, [Edit("ada", {"a": "1"})]) == "[profile ada]\na = 1\n"
    assert edit("", CREDENTIALS, [Edit("ada", {"a": "1"})]) == "[ada]\na = 1\n"


@pytest.mark.parametrize("token", [None, "new"])
def test_the_older_name_of_the_token_goes_with_the_token(token: str | None) -> None:
    before = "[default]\naws_security_token = old\n"
    after = "[default]\n" if token is None else "[default]\naws_session_token = new\n"
    assert edit(before, CREDENTIALS, [Edit("default", {"aws_session_token": token})]) == after


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("region = secret\n", 1, "is not in a section such as [default]"),
        ("\ufeff[default]\n", 1, "is not in a section such as [default]"),
        ("[default]\na = 1\n\nsecret\n", 4, "is neither a section nor an option with = or :"),
        ("[default]\nregion = 1\nRegion: secret\n", 3, "repeats an option of its section"),
        ("[default]\n[default]\n", 2, "repeats a section of the file"),
        ("# x\n[default]\ns3 =\n  secret\n", 3, "begins an option whose indented lines are not all options with ="),
    ],
)
def test_a_file_that_the_cli_cannot_read_is_refused_by_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(ConfigParseError):
        botocore_reads(text, CONFIG)
    with pytest.raises(UnreadableError) as caught:
        edit(text, CONFIG, [Edit("default", {"region": "x"})])
    assert str(caught.value) == f"line {line}: {problem}"


def test_what_is_not_in_utf_8_is_refused_by_line() -> None:
    with pytest.raises(UnreadableError, match=r"^line 2: is not text in UTF-8$"):
        text_of(b"[default]\na = \xff\n")


def test_an_option_of_all_profiles_cannot_be_removed_from_one() -> None:
    before = "[DEFAULT]\nregion = a\n[default]\nregion = b\n"
    with pytest.raises(App2ContainerError, match=r"region comes from the section \[DEFAULT\]"):
        edit(before, CONFIG, [Edit("default", {"region": None})])
    assert edit(before, CONFIG, [Edit("default", {"region": "x"})]) == before.replace("= b", "= x")
    assert edit(before, CONFIG, [Edit("ada", {"a": "1"})]) == f"{before}\n[profile ada]\na = 1\n"


NAMES = st.sampled_from(["region", "Region", "REGION ", "output", "s3", "aws_secret_access_key", "a b", "[x", "é"])
VALUES = st.sampled_from(["", " ", "x", " = x", "eu-west-1 # y", "[z]", "a:b", "\u2028", "\x1c"])
HEADERS = st.sampled_from(
    [
        *("[default]", "[profile ada]", '[profile "ada"]', "[ada]", "[profile default]", "[DEFAULT]", "[profiles ada]"),
        *("[preview] ; x", "[sso-session s]", "[profile ada] # [b]", "[profile 'ada", "[]", "[services x]"),
    ]
)
INDENTS = st.sampled_from(["", "", "", " ", "    ", "\t"])
LINES = st.one_of(
    st.builds("{}{}".format, INDENTS, HEADERS),
    st.builds("{}{}{}{}".format, INDENTS, NAMES, st.sampled_from(["=", " = ", ":", " :"]), VALUES),
    st.builds("{}{}".format, INDENTS, st.sampled_from(["# x", ";region=y", "", "max = 20", "word"])),
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
# Most begin with a section and repeat no line: botocore can read them more often.
BODIES = st.lists(st.builds("{}{}".format, LINES, ENDS), max_size=10, unique=True).map("".join)
TEXTS = st.builds("{}\n{}".format, HEADERS, BODIES).flatmap(
    lambda text: st.sampled_from([text, text.rstrip("\r\n"), text.partition("\n")[2]])
)
OPTIONS = st.dictionaries(
    st.sampled_from(["region", "output", "s3", "role_arn", "a"]),
    st.sampled_from([None, "x", "eu-west-1", "[a]", "a = b", "# c"]),
    min_size=1,
)


@settings(max_examples=400)
@given(
    text=TEXTS,
    kind=st.sampled_from([CONFIG, CREDENTIALS]),
    profile=st.sampled_from(["default", "ada"]),
    options=OPTIONS,
)
@example(text="[ada]\n region=\n# x\n  y=1\n [b]\n", kind=CREDENTIALS, profile="ada", options={"output": "x"})
def test_botocore_reads_what_is_wanted_and_everything_else_as_before(
    text: str, kind: str, profile: str, options: dict[str, str | None]
) -> None:
    try:
        before = botocore_reads(text, kind)
    except ConfigParseError:
        with pytest.raises(UnreadableError):
            edit(text, kind, [Edit(profile, options)])
        return
    try:
        after = edit(text, kind, [Edit(profile, options)])
    except App2ContainerError as error:
        assert "[DEFAULT]" in text
        assert "comes from the section [DEFAULT]" in str(error)  # noqa: PT017 - only some texts are refused
        return
    read = botocore_reads(after, kind)
    if "[DEFAULT]" in text:
        held = read["profiles"].get(profile, {})
        assert {name: held.get(name) for name in options} == options
    else:
        assert read == wanted(before, profile, options)
    assert edit(after, kind, [Edit(profile, options)]) == after
    kept = [line for line in text.splitlines() if line.strip().startswith(("#", ";"))]
    assert [line for line in after.splitlines() if line.strip().startswith(("#", ";"))] == kept


@given(TEXTS)
def test_profiles_are_those_of_botocore(text: str) -> None:
    try:
        expected = botocore_reads(text, CONFIG)["profiles"]
    except ConfigParseError:
        return
    assert profiles(text, CONFIG) == expected
