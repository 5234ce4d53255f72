# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What IAM accepts, at the exact edges."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError, shown
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.checks import (
    check_arn,
    check_name,
    check_path,
    check_tags,
    tag_texts,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.limits import NAME_LENGTHS

LONGEST = {
    Kind.USER: 64,
    Kind.ROLE: 64,
    Kind.GROUP: 128,
    Kind.POLICY: 128,
    Kind.INSTANCE_PROFILE: 128,
    Kind.PERMISSION_SET: 32,
}


def refusal(check: Callable[[], object]) -> str:
    with pytest.raises(OptionError) as caught:
        check()
    return str(caught.value)


def test_tags_are_texts() -> None:
    given = {"a": 1, 2: None, "c": True, "d": "x"}
    assert tag_texts(given, "tags") == {"a": "1", "2": "", "c": "True", "d": "x"}


@pytest.mark.parametrize("value", [["a", "b"], [], {"a": "b"}])
def test_a_tag_has_one_value(value: object) -> None:
    told = f"instance_tags.team: must be a text, since a tag has one value, got {value!r}."
    assert refusal(lambda: tag_texts({"team": value}, "instance_tags")) == told


@pytest.mark.parametrize("kind", NAME_LENGTHS)
def test_length_of_names(kind: Kind) -> None:
    longest = LONGEST[kind]
    assert check_name(kind, "a", "o") == "a"
    assert check_name(kind, "n" * longest, "o") == "n" * longest
    for length in (0, longest + 1):
        name = "n" * length
        expected = f"o: a {kind.label} name has 1 to {longest} characters, not {length}, got {name!r}."
        assert refusal(lambda name=name: check_name(kind, name, "o")) == expected  # type: ignore[misc]


@pytest.mark.parametrize("name", ["Aa0_+=,.@-", "-", "a.b@c", "0"])
def test_names_that_iam_takes(name: str) -> None:
    assert check_name(Kind.USER, name, "o") == name


@pytest.mark.parametrize("name", [" ", "a b", "a/b", "a\n", "ä", "a:b", "a*", "<name>", "a\tb", "\u0661"])
def test_names_that_iam_refuses(name: str) -> None:
    assert refusal(lambda: check_name(Kind.USER, name, "users[0].name")) == (
        f"users[0].name: IAM rejects this user name, got {name!r};"
        " use only letters, digits and the characters _ + = , . @ -."
    )


@pytest.mark.parametrize("path", ["/", "/a/", "/app2container/", "/A.b,c+d@e=f_g-h/0/", "/" + "p" * 510 + "/"])
def test_paths_that_iam_takes(path: str) -> None:
    assert check_path(path, "path") == path


@pytest.mark.parametrize(
    "path", ["", "a", "/a", "a/", "//", "/a//b/", "/a b/", "/ä/", "/a/\n", "/a*/", "/" + "p" * 511 + "/"]
)
def test_paths_that_iam_refuses(path: str) -> None:
    assert refusal(lambda: check_path(path, "path")) == (
        f"path: IAM rejects this path, got {shown(path)}; begin and end with a slash, use letters, digits"
        " and . , + @ = _ - between, at most 512 characters."
    )


@pytest.mark.parametrize("path", ["/aws-service-role/x/", "/aws-reserved/sso.amazonaws.com/", "/AWS-Reserved/"])
def test_paths_that_belong_to_aws(path: str) -> None:
    told = refusal(lambda: check_path(path, "path"))
    assert told == f"path: only AWS creates entities under this path, got {path!r}; use another path."


SSO = "AWSReservedSSO_Admin_0123456789abcdef"


@pytest.mark.parametrize(
    ("session", "role"),
    [
        (
            "arn:aws:sts::111122223333:assumed-role/Admins/ada",
            "arn:aws:iam::111122223333:role/Admins, with its path if it has one",
        ),
        (
            f"arn:aws-us-gov:sts::111122223333:assumed-role/{SSO}/ada@example.org",
            f"arn:aws-us-gov:iam::111122223333:role/aws-reserved/sso.amazonaws.com/<region>/{SSO}",
        ),
    ],
)
def test_a_session_of_a_role_is_refused_with_the_role(session: str, role: str) -> None:
    told = refusal(lambda: check_arn(session, "o", kinds=("user", "role", "root"), partition="aws"))
    assert told == f"o: is a session of a role, which ends, got {session!r}; use the role, {role}."


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"a": ""},
        {"Kostenstelle Süd": "a b_.:/=+-@"},
        {"k" * 128: "v" * 256},
        {f"key{number}": "x" for number in range(46)},
    ],
)
def test_tags_that_iam_takes(tags: dict[str, str]) -> None:
    assert check_tags(tags, "tags") == tags


KEY_HINT = "; use 1 to 128 letters, digits, spaces and _ . : / = + - @."
RESERVED = "tags: tag keys that begin with aws: or app2container: are reserved, got {!r}."


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"": "x"}, f"tags: IAM rejects this tag key, got ''{KEY_HINT}"),
        ({"k" * 129: "x"}, f"tags: IAM rejects this tag key, got {'k' * 129!r}{KEY_HINT}"),
        ({"a?": "x"}, f"tags: IAM rejects this tag key, got 'a?'{KEY_HINT}"),
        ({"aws:x": "x"}, RESERVED.format("aws:x")),
        ({"AWS:x": "x"}, RESERVED.format("AWS:x")),
        ({"app2container:managed-by": "x"}, RESERVED.format("app2container:managed-by")),
        (
            {"a": "v" * 257},
            (
                f"tags.a: IAM rejects this tag value, got {'v' * 257!r};"
                " use up to 256 letters, digits, spaces and _ . : / = + - @."
            ),
        ),
        (
            {"a": "<b>"},
            "tags.a: IAM rejects this tag value, got '<b>'; use up to 256 letters, digits, spaces and _ . : / = + - @.",
        ),
        (
            {"Team": "x", "team": "x"},
            "tags: IAM ignores the letter case of tag keys, so 'Team' and 'team' are one key, got 'team'.",
        ),
        (
            {f"key{number}": "x" for number in range(47)},
            "tags: an IAM entity has at most 50 tags, 4 of them the collection's, got 47.",
        ),
    ],
)
def test_tags_that_iam_refuses(tags: dict[str, str], expected: str) -> None:
    assert refusal(lambda: check_tags(tags, "tags")) == expected


ACCOUNT = "111122223333"


@pytest.mark.parametrize(
    ("arn", "kinds"),
    [
        (f"arn:aws:iam::{ACCOUNT}:policy/p", ("policy",)),
        (f"arn:aws:iam::{ACCOUNT}:policy/a/b/p", ("policy",)),
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", ("policy",)),
        (f"arn:aws:iam::{ACCOUNT}:root", ("user", "role", "root")),
        (f"arn:aws:iam::{ACCOUNT}:role/x", ("user", "role", "root")),
    ],
)
def test_arns_that_fit(arn: str, kinds: tuple[str, ...]) -> None:
    assert check_arn(arn, "o", kinds=kinds, partition="aws", account_id=ACCOUNT) == arn


NO_ARN = "is not an IAM ARN"
NO_POLICY = "no policy can have this path and name"
ARABIC = "\u0661" * 12


@pytest.mark.parametrize(
    ("arn", "problem"),
    [
        ("Boundary", NO_ARN),
        ("", NO_ARN),
        ("arn:aws:s3:::bucket", NO_ARN),
        ("arn:aws:iam::12345:policy/p", NO_ARN),
        ("arn:aws:iam::your account ID:policy/p", NO_ARN),
        (f"arn:aws:iam::{ACCOUNT}:policy/", NO_ARN),
        (f"arn:aws:iam::{ACCOUNT}:policy", NO_ARN),
        (f"arn:aws:iam::{ACCOUNT}:policy/p\n", NO_POLICY),
        (f"arn:aws:iam::{ACCOUNT}:policy/a b", NO_POLICY),
        (f"arn:aws:iam::{ACCOUNT}:policy//p", NO_POLICY),
        (f"arn:aws:iam::{ACCOUNT}:policy/{'n' * 129}", NO_POLICY),
        (f"arn:aws:iam::{ACCOUNT}:policy/\u0434", NO_POLICY),
        (f"arn:aws:iam::{ARABIC}:policy/p", NO_ARN),
        (f"arn:aws:iam::{ACCOUNT}:root/x", NO_ARN),
        (f"arn:aws:iam:eu-west-1:{ACCOUNT}:policy/p", NO_ARN),
        (f"arn:aws:iam::{ACCOUNT}:role/p", "the ARN must name a policy, not a role"),
        (f"arn:aws:iam::{ACCOUNT}:root", "the ARN must name a policy, not a root"),
        (f"arn:aws-cn:iam::{ACCOUNT}:policy/p", "the ARN must be in the partition of the account, aws"),
        ("arn:aws:iam::999900001111:policy/p", f"the ARN must be in account {ACCOUNT}"),
    ],
)
def test_arns_that_do_not(arn: str, problem: str) -> None:
    told = refusal(lambda: check_arn(arn, "o", kinds=("policy",), partition="aws", account_id=ACCOUNT))
    hint = "; use arn:aws:iam::<account id>:policy/<name>" if problem == NO_ARN else ""
    assert told == f"o: {problem}, got {arn!r}{hint}."


def test_aws_owns_nothing_but_policies() -> None:
    told = refusal(lambda: check_arn("arn:aws:iam::aws:role/x", "o", kinds=("role",), partition="aws"))
    assert told == "o: only policies can belong to AWS, got 'arn:aws:iam::aws:role/x'; use the account id."
