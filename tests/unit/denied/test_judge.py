# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What sources say becomes answers. Cases of the evaluation are in data/evaluation.yml: a new one needs no Python."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import botocore.session
import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._denied.deniers import CHECKS, DENIERS
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.judge import (
    decoded,
    evaluated,
    from_decoded,
    from_details,
    from_message,
    from_verdict,
    ruling,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.model import Answer, Asked, Denial
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.remedy import reason_of
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.rights import Verdict
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "data/evaluation.yml").read_text("utf-8"))
NOTHING: dict[str, Any] = {"kind": None, "where": None, "missing_condition_keys": []}


def document(statements: list[dict[str, Any]]) -> Document:
    """A document of these statements."""
    return Document.parse({"Version": "2012-10-17", "Statement": statements})


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_evaluation(case: dict[str, Any]) -> None:
    asked = Asked(
        action=case.get("action", "s3:PutObject"),
        resource=case.get("resource", "arn:aws:s3:::b/x"),
        context=case.get("context", {}),
    )
    boundary = {"boundary": document(case["boundary"])} if "boundary" in case else None
    answer = evaluated({"policy": document(case["policies"])}, boundary, asked)
    assert answer.to_json() == {"source": "evaluation", **NOTHING, **case["answer"]}


VERDICTS: list[tuple[Verdict, dict[str, Any]]] = [
    (Verdict(decision="allowed"), {"allowed": True, "denier": "identity_policy"}),
    (Verdict(decision="implicitDeny"), {"allowed": False, "denier": "identity_policy", "explicit": False}),
    (
        Verdict(decision="explicitDeny", policies=("No",)),
        {"allowed": False, "denier": "identity_policy", "explicit": True, "where": "No"},
    ),
    (
        Verdict(decision="implicitDeny", boundary=False),
        {"allowed": False, "denier": "permissions_boundary", "explicit": False},
    ),
    (
        Verdict(decision="explicitDeny", boundary=False, policies=("No",)),
        {"allowed": False, "denier": "identity_policy", "explicit": True, "where": "No"},
    ),
    (
        Verdict(decision="explicitDeny", organization=False),
        {"allowed": False, "denier": "organization_policy", "explicit": True},
    ),
    (
        Verdict(decision="implicitDeny", missing=frozenset({"aws:SourceIp"})),
        {"allowed": None, "denier": "identity_policy", "explicit": False, "missing": ("aws:SourceIp",)},
    ),
    (
        Verdict(decision="explicitDeny", missing=frozenset({"aws:SourceIp"})),
        {"allowed": False, "denier": "identity_policy", "explicit": True, "missing": ("aws:SourceIp",)},
    ),
]


@pytest.mark.parametrize(("verdict", "expected"), VERDICTS)
def test_simulation(verdict: Verdict, expected: dict[str, Any]) -> None:
    assert from_verdict(verdict) == Answer(source="simulation", **expected)


def check(kind: str, effect: str, **further: Any) -> dict[str, Any]:
    """One check of the authorization details."""
    return {"checkType": kind, "evaluatedEffect": effect, **further}


def details(effect: str, *checks: dict[str, Any]) -> dict[str, Any]:
    """Authorization details with one evaluation."""
    return {"evaluations": [{"action": "s3:PutObject", "evaluatedEffect": effect, "checks": list(checks)}]}


MATCHED = [{"uri": "p-1", "matchedStatements": [{"sid": "NoS3"}, {}]}, {"uri": "p-2"}]
DETAILS: list[tuple[dict[str, Any], dict[str, Any] | None]] = [
    ({}, None),
    (details("ALLOW"), {"allowed": True, "denier": "identity_policy"}),
    (details("EXPLICIT_DENY"), {"allowed": False, "denier": "unknown"}),
    *(
        (
            details("IMPLICIT_DENY", check("PRINCIPAL", "ALLOW"), check(kind, "IMPLICIT_DENY")),
            {"allowed": False, "denier": denier, "explicit": False},
        )
        for kind, denier in CHECKS.items()
    ),
    (
        details(
            "EXPLICIT_DENY",
            check("PRINCIPAL", "IMPLICIT_DENY"),
            check("SERVICE_CONTROL_POLICY", "EXPLICIT_DENY", matchedPolicies=MATCHED),
        ),
        {
            "allowed": False,
            "denier": "service_control_policy",
            "explicit": True,
            "where": "p-1 (statement NoS3, without a Sid), p-2",
        },
    ),
    (
        details("IMPLICIT_DENY", check("NEW", "IMPLICIT_DENY")),
        {"allowed": False, "denier": "unknown", "explicit": False},
    ),
]


@pytest.mark.parametrize(("response", "expected"), DETAILS)
def test_authorization_details(response: dict[str, Any], expected: dict[str, Any] | None) -> None:
    assert from_details(response) == (expected and Answer(source="authorization_details", **expected))


def test_the_checks_are_those_of_aws() -> None:
    shape: Any = botocore.session.get_session().get_service_model("iam-toolbox").shape_for("CheckType")
    assert set(CHECKS) == set(shape.enum)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("not JSON", None),
        ("[]", None),
        ('{"explicitDeny": true}', None),
        ('{"allowed": true, "explicitDeny": false}', {"allowed": True}),
        ('{"allowed": false, "explicitDeny": false, "matchedStatements": {"items": []}}', {"explicit": False}),
        (
            '{"allowed": "false", "explicitDeny": "true", "matchedStatements": {"items": [{"statementId": "No"}, {}]}}',
            {"explicit": True, "where": "statement No, without a Sid"},
        ),
    ],
)
def test_decoded_messages(content: str, expected: dict[str, Any] | None) -> None:
    wanted = expected and {"allowed": False, "denier": "unknown", "explicit": False, **expected}
    assert from_decoded(decoded(content)) == (wanted and Answer(source="decoded_message", **wanted))


def test_messages() -> None:
    denial = Denial(kind="explicit", policy_type="service_control_policy", policy="arn:aws:organizations::1:policy/p")
    assert from_message(denial) == Answer(
        source="message", allowed=False, denier="service_control_policy", explicit=True, where=denial.policy
    )
    assert from_message(Denial(action="s3:PutObject")) == Answer(source="message", allowed=False, denier="unknown")


def said(source: str, what: str, denier: str = "identity_policy", *, explicit: bool | None = None) -> Answer:
    """The answer of a source: allowed, denied, or open."""
    allowed = {"allowed": True, "denied": False, "open": None}[what]
    return Answer(source=source, allowed=allowed, denier=denier, explicit=explicit)


RULINGS: list[tuple[list[Answer], str | None]] = [
    ([], None),
    ([said("simulation", "open")], "simulation"),
    ([said("simulation", "open"), said("evaluation", "denied")], "evaluation"),
    (
        [
            said("authorization_details", "denied", "session_policy"),
            said("message", "denied"),
            said("simulation", "allowed"),
        ],
        "authorization_details",
    ),
    ([said("message", "denied", "unknown"), said("simulation", "denied")], "simulation"),
    ([said("message", "denied", "unknown"), said("simulation", "allowed")], "message"),
    ([said("message", "denied", "unknown", explicit=True), said("simulation", "denied", explicit=False)], "message"),
    ([said("message", "denied", "unknown", explicit=True), said("simulation", "denied", explicit=True)], "simulation"),
    ([said("message", "denied"), said("simulation", "allowed"), said("evaluation", "allowed")], "message"),
    ([said("simulation", "allowed"), said("evaluation", "denied")], "simulation"),
]


@pytest.mark.parametrize(("answers", "source"), RULINGS)
def test_which_answer_counts(answers: list[Answer], source: str | None) -> None:
    answer = ruling(answers)
    assert (answer and answer.source) == source


@pytest.mark.parametrize("denier", DENIERS)
@pytest.mark.parametrize("explicit", [True, False, None])
@pytest.mark.parametrize("where", ["", "p-1"])
def test_each_denial_is_said_in_a_sentence(denier: str, where: str, *, explicit: bool | None) -> None:
    reason = reason_of(Answer(source="message", allowed=False, denier=denier, explicit=explicit, where=where))
    assert "  " not in reason
    assert not reason.endswith(".")
    assert "{" not in reason


def test_the_encoded_content_is_not_kept() -> None:
    content = {"allowed": False, "explicitDeny": False, "context": {"secret": "x" * 50}}
    answer = from_decoded(decoded(json.dumps(content)))
    assert answer is not None
    assert "x" * 50 not in json.dumps(answer.to_json())
