# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ARNs as values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._iam.arn import Arn

PART = st.text(alphabet=st.characters(exclude_characters=":"), max_size=8)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("arn:aws:iam::111122223333:role/path/Name", ("aws", "iam", "", "111122223333", "role/path/Name")),
        (
            "arn:aws-cn:ecr:cn-north-1:111122223333:repository/a",
            ("aws-cn", "ecr", "cn-north-1", "111122223333", "repository/a"),
        ),
        ("arn:aws:s3:::bucket/key", ("aws", "s3", "", "", "bucket/key")),
        ("arn:aws:secretsmanager:*:1:secret:a2c/x", ("aws", "secretsmanager", "*", "1", "secret:a2c/x")),
        ("arn:aws:iam::aws:policy/AdministratorAccess", ("aws", "iam", "", "aws", "policy/AdministratorAccess")),
        ("arn:::::", ("", "", "", "", "")),
    ],
)
def test_parts(text: str, parts: tuple[str, ...]) -> None:
    arn = Arn.parse(text)
    assert arn
    assert (arn.partition, arn.service, arn.region, arn.account_id, arn.resource) == parts
    assert str(arn) == text


@pytest.mark.parametrize("text", ["", "*", "arn", "arn:aws", "arn:aws:s3::bucket", "ARN:aws:s3:::bucket", " arn:::::"])
def test_other_texts(text: str) -> None:
    assert Arn.parse(text) is None


@given(PART, PART, PART, PART, st.text(max_size=20))
def test_text_and_value_agree(partition: str, service: str, region: str, account_id: str, resource: str) -> None:
    arn = Arn(partition=partition, service=service, region=region, account_id=account_id, resource=resource)
    assert Arn.parse(str(arn)) == arn
