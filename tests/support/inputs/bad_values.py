# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for users who get values wrong: values that hardly any option takes."""

from __future__ import annotations

from typing import Any

KEY_ID = "11111111-2222-3333-4444-555555555555"


def nested(depth: int, leaf: Any = "x") -> Any:
    """Return lists and dictionaries inside each other."""
    for level in range(depth):
        leaf = {"a": leaf} if level % 2 else [leaf]
    return leaf


ARN_PARTS = (
    ("arn", "ARN", ""),
    ("aws", "aws-cn", "aws-us-gov", "amazon", ""),
    ("iam", "kms", "secretsmanager", "sts", "s3", ""),
    ("", "us-east-1", "cn-north-1", "nowhere"),
    ("ACCOUNT", "444455556666", "aws", "1", ""),
    ("policy/x", "role/x", "user/x", "root", "group/x", f"key/{KEY_ID}", "alias/x", "secret:x", "policy/", "*", "a b"),
)
TEMPLATES = ("{{ x }}", "{% if x %}a{% endif %}", "${x}", "${aws:username}", "<name>", "your region", "%(x)s", "$x")
CHARACTERS = (
    *("", " ", "\t", "\n", "ada\n", " ada", "a b", "a\u00a0b", "\x00", "a\x00b", "\x1b[31mred", "\x7f", "a\r\nb"),
    *("\u202eada", "\u200bada", "\ufeffada", "\u00e9", "e\u0301", "\U0001f4a5", "\ud800", "\uffff", "\u0130", "\u0661"),
    *("\u0441", "\u212a", "\u4f60\u597d", "\u0645\u0631\u062d\u0628\u0627", "'", '"', "\\", "a'b\"c", "&lt;", "a;b"),
    *("-", ".", "..", "/", "//", "/a", "a/", "../../etc/passwd", "*", "?", "**", "#", "%00", "a:b", "a,b", "a=b", "@"),
)
YAML_ODDITIES = (
    "null",
    "~",
    "yes",
    "No",
    "on",
    "0123",
    "1_000",
    "1e400",
    "0x1f",
    "12:30:45",
    "2026-01-01",
    ".nan",
    "!x",
)
JSON_TEXTS = ('{"name": "ada"}', "[1, 2]", "{", "[", '{"a": ', "a=b c=d", "key=value", "True", "ecs,eks")
TAG_TEXTS = ("aws:x", "AWS:x", "app2container:managed-by")
LENGTHS = tuple("n" * length for length in (1, 2, 64, 65, 128, 129, 256, 512, 513, 2048, 6145, 100_000))
TEXTS = (*CHARACTERS, *TEMPLATES, *YAML_ODDITIES, *JSON_TEXTS, *TAG_TEXTS, *LENGTHS, "/" + "p" * 600 + "/", "ACCOUNT")
NUMBERS = (
    0,
    -1,
    1,
    12,
    444455556666,
    10**30,
    10**400,
    0.0,
    -0.0,
    1.5,
    1e300,
    float("inf"),
    float("-inf"),
    float("nan"),
)
ARNS = (
    *("arn:aws:iam::ACCOUNT:policy/x", "arn:aws:iam::ACCOUNT:role/x", "arn:aws:iam::ACCOUNT:user/x"),
    *("arn:aws:iam::444455556666:policy/x", "arn:aws:iam::aws:policy/x", "arn:aws:iam::aws:role/x"),
    *(
        "arn:aws:iam::ACCOUNT:root",
        "arn:aws:iam::ACCOUNT:root/x",
        "arn:aws:iam::ACCOUNT:policy/",
        "arn:aws:iam::*:role/x",
    ),
    *("arn:aws-cn:iam::ACCOUNT:policy/x", "arn:aws:s3:::bucket", f"arn:aws:kms:us-east-1:444455556666:key/{KEY_ID}"),
    *(
        f"arn:aws:kms:nowhere:444455556666:key/{KEY_ID}",
        "arn:aws:kms:us-east-1:444455556666:alias/x",
        "arn:aws",
        ":::::",
    ),
    *(
        "arn:aws:iam::ACCOUNT:policy/" + "p/" * 300 + "x",
        "arn:aws:iam::ACCOUNT:policy/a b",
        "arn:aws:iam::ACCOUNT:role//x",
    ),
    *(
        "arn:aws:iam::ACCOUNT:role/" + "n" * 65,
        "arn:aws:iam::ACCOUNT:policy/" + "n" * 129,
        "arn:aws:iam::ACCOUNT:role/*",
    ),
    *("arn:aws:sts::ACCOUNT:assumed-role/x/y", "arn:aws:iam::" + "\u0661" * 12 + ":role/x"),
)
STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
CHANGES: tuple[dict[str, Any], ...] = (
    *({"Effect": "allow"}, {"Action": []}, {"Action": ""}, {"Action": "s3"}, {"Action": "s3:Get Object"}),
    *({"Action": ["*"]}, {"Action": ":"}, {"Action": "s3:*\x00"}, {"NotAction": "s3:*"}, {"Resource": []}),
    *({"Resource": ""}, {"Resource": "bucket"}, {"Resource": "arn:aws:s3"}, {"Resource": [None]}, {"Resource": 1}),
    *({"Resource": ["*", ""]}, {"Sid": "a b"}, {"Sid": ""}, {"Sid": 12}, {"Sid": "n" * 7000}, {"Sid": []}),
    *({"Principal": "*"}, {"Condition": {}}, {"Condition": {"Bool": {}}}, {"Condition": {"Nope": {"a": "b"}}}),
    *({"Condition": {"Bool": {"aws:x": []}}}, {"Condition": {"": {"a": "b"}}}, {"Condition": {"Bool": {"": "b"}}}),
    *({"Condition": []}, {"Condition": {"StringLike": {"aws:x": "y\x00"}}}, {"Condition": {"Bool": {"aws:x": {}}}}),
    *({"Resource": "arn:aws:s3:::" + "n" * 7000}, {"Resource": [f"arn:aws:s3:::b{n}-{'x' * 50}" for n in range(1500)]}),
    *({"Action": "\U0001f4a5:x"}, {"Resource": "arn:aws:s3:::\u4f60"}, {"Resource": "arn:aws:s3:::\ud800"}),
    *({"Resource": "arn:aws:iam:us-east-1:ACCOUNT:role/x"}, {"Resource": "arn:aws:s3:us-east-1:1:b"}, {"Effect": []}),
    *({"Resource": "${aws:username}"}, {"Resource": "*x"}, {"Action": "iam:*"}, {"Action": "nope:Nope"}, {"extra": 1}),
    *({"Action": float("nan")}, {"Resource": True}, {"Condition": {"NumericEquals": {"aws:x": float("inf")}}}),
)
STATEMENTS = tuple({**STATEMENT, **change} for change in CHANGES)
STRUCTURES: tuple[Any, ...] = (
    *(None, True, False, [], {}, [[]], [None], [""], [" "], [{}], {"": ""}, {"a": None}, {"a": []}, {"a": {"b": 1}}),
    *(
        [1, True],
        ["ecs", 1],
        ["ecs", ["eks"]],
        ["x", "x"],
        [[["x"]]],
        {"name": "ada"},
        {"name": None},
        {"name": ["ada"]},
    ),
    *([{"name": "ada"}], [{"name": "ada"}, {"name": "ada"}], [{"name": "ada"}, {"name": "ADA"}], [{"Name": "ada"}]),
    *([{"name": "ada", "unknown": 1}], ["ada", "grace"], {"unknown": 1}, {"Name": "x", "name": "x"}, {"k": "v" * 257}),
    *({"Stage": "a", "stage": "b"}, {"k" * 129: "v"}, {"aws:x": "v"}, {"k": "\x00"}, {"k": "\U0001f4a5"}, {"": "v"}),
    *(
        {f"k{number}": "v" for number in range(60)},
        {"k": 1.0, "j": True},
        {"k": "{{ x }}"},
        {"\u0130": "v", "i\u0307": "v"},
    ),
    *(nested(40), nested(300), {"a": nested(300)}, ["x"] * 10_000, [f"x{number}" for number in range(300)]),
    *({f"k{number}": {} for number in range(10_000)}, [{"name": f"u{number}"} for number in range(1_000)]),
)
VALUES: tuple[Any, ...] = (*TEXTS, *NUMBERS, *ARNS, *STRUCTURES, *STATEMENTS)
