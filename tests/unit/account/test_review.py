# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The general policy over time: who or what changed it, and which catalogue made it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._account.answers import policy_from
from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import AccountPlan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import (
    CATALOGUE_TAG,
    PART_TAG,
    ManagedPolicy,
    Version,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.review import (
    Record,
    digest_of,
    reviewed,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    Statement,
)
from tests.support.builders import (
    OUR_TAG,
    OURS,
    absent,
    account,
    calls,
    desired,
    policy,
    policy_arn,
    policy_part,
    steps,
    versions,
)

OLD, NOW, NEWER = "2026.9.1", "2026.11.1", "2027.1.1"
LOST = "a version of this collection that recorded no catalogue"


def allows(**statements: str) -> Document:
    """A document with a statement for each Sid, of actions with spaces between them."""
    return Document(
        statements=tuple(
            Statement(sid=sid, actions=tuple(actions.split()), resources=("*",)) for sid, actions in statements.items()
        )
    )


READ, WRITE = allows(Read="s3:GetObject"), allows(Read="s3:GetObject", Write="s3:PutObject")
EDITED = allows(Read="s3:GetObject s3:DeleteObject")


def tag(catalogue: str, number: int, held: Document) -> str:
    """What the collection records."""
    return f"{catalogue}/v{number}/{digest_of(held)}"


def made(
    held: Document, catalogue: str = NOW, *, number: int = 1, recorded: Document | None = None, name: str = "A2C"
) -> ManagedPolicy:
    """A policy of one version, with the tag of a run that wrote this document, or another one."""
    part = {} if name == "A2C" else {PART_TAG: "A2C"}
    return policy(name, held=held, tags={**OURS, **part, CATALOGUE_TAG: tag(catalogue, number, recorded or held)})


def run(wanted: Document | tuple[Document, ...], *found: ManagedPolicy, catalogue: str = NOW) -> AccountPlan:
    """The plan of a run with a catalogue."""
    documents = wanted if isinstance(wanted, tuple) else (wanted,)
    return plan(desired(policy=policy_part(*documents, catalogue=catalogue), group=None), account(*found))


def told(planned: AccountPlan) -> list[tuple[str, str]]:
    """The findings on the review: id and message."""
    return [(item.id, item.message) for item in planned.findings if item.id.startswith("policy-")]


def tagging(value: str, name: str = "A2C") -> tuple[str, str, dict[str, object]]:
    return (
        "TagPolicy",
        f"policy {name}",
        {"PolicyArn": policy_arn(name), "Tags": [{"Key": CATALOGUE_TAG, "Value": value}]},
    )


def test_a_new_policy_carries_the_catalogue_from_the_start() -> None:
    planned = run((READ, WRITE))
    assert [change.params["Tags"] for change in planned.changes] == [
        [{"Key": CATALOGUE_TAG, "Value": tag(NOW, 1, READ)}, OUR_TAG],
        [{"Key": CATALOGUE_TAG, "Value": tag(NOW, 1, WRITE)}, OUR_TAG, {"Key": PART_TAG, "Value": "A2C"}],
    ]
    assert told(planned) == []
    assert run((READ, WRITE), *planned.after.entities.values()).changes == ()  # type: ignore[arg-type]


@pytest.mark.parametrize("catalogue", [NOW, NEWER])
def test_a_policy_of_this_or_a_newer_catalogue_stays_if_its_document_does(catalogue: str) -> None:
    planned = run(READ, made(READ, catalogue))
    assert (planned.changes, told(planned)) == ((), [])


REVIEWED = (
    "It was made with {held}, and its statements are the same with catalogue {current}: only the tag that records the"
    " catalogue changes."
)


@pytest.mark.parametrize(
    ("found", "held"),
    [
        (made(READ, OLD), f"catalogue {OLD}"),
        (policy(held=READ), LOST),
        (policy(held=READ, tags={**OURS, CATALOGUE_TAG: "by hand"}), LOST),
    ],
    ids=["older", "without-a-tag", "unknown-tag"],
)
def test_unchanged_statements_get_a_tag_and_no_new_version(found: ManagedPolicy, held: str) -> None:
    planned = run(READ, found)
    assert calls(planned) == [tagging(tag(NOW, 1, READ))]
    assert told(planned) == [
        (
            "policy-reviewed",
            REVIEWED.format(held=held, current=NOW),
        )
    ]


OUTDATED = "It was made with {held}, and this collection has catalogue {current}: {changes}. {advice}"
ADVICE = "The guide advises reviewing the policy periodically."


@pytest.mark.parametrize(
    ("found", "wanted", "held", "changes"),
    [
        (made(READ, OLD), WRITE, f"catalogue {OLD}", "statements added: Write"),
        (policy(held=WRITE), READ, LOST, "statements removed: Write"),
        (
            made(allows(Read="s3:GetObject s3:A s3:B"), OLD),
            allows(Read="s3:getobject s3:C s3:D s3:E s3:F"),
            f"catalogue {OLD}",
            "statements changed: Read (adds s3:C, s3:D, s3:E and 1 more; removes s3:A, s3:B)",
        ),
        (
            made(allows(**{f"S{number}": "s3:A" for number in range(7)}), OLD),
            READ,
            f"catalogue {OLD}",
            "statements added: Read; statements removed: S0, S1, S2, S3, S4 and 2 more",
        ),
        (
            made(Document(statements=(Statement(sid="Read", actions=("s3:A",), resources=("a",)),)), OLD),
            Document(
                statements=(
                    Statement(
                        sid="Read", actions=("s3:A",), resources=("b",), conditions=(("Bool", (("k", ("true",)),)),)
                    ),
                )
            ),
            f"catalogue {OLD}",
            "statements changed: Read (other resources; other conditions)",
        ),
        (
            made(Document(statements=(Statement(actions=("s3:A",), resources=("a",)),)), OLD),
            Document(statements=(Statement(effect="Deny", actions=("s3:A",), resources=("a",)),)),
            f"catalogue {OLD}",
            "statements added: a statement without a Sid; statements removed: a statement without a Sid",
        ),
        (
            made(READ, OLD),
            Document(statements=(replace(READ.statements[0], effect="Deny"),)),
            f"catalogue {OLD}",
            "statements changed: Read (another form)",
        ),
    ],
    ids=["added", "removed", "changed", "many", "conditions", "no-sid", "effect"],
)
def test_a_policy_of_an_older_catalogue(found: ManagedPolicy, wanted: Document, held: str, changes: str) -> None:
    planned = run(wanted, found)
    assert steps(planned) == ["TagPolicy policy A2C", "CreatePolicyVersion policy A2C"]
    assert calls(planned)[0] == tagging(tag(NOW, 2, wanted))
    assert told(planned) == [
        ("policy-outdated", OUTDATED.format(held=held, current=NOW, changes=changes, advice=ADVICE))
    ]


def test_a_change_of_options_is_no_finding() -> None:
    planned = run(WRITE, made(READ))
    assert steps(planned) == ["TagPolicy policy A2C", "CreatePolicyVersion policy A2C"]
    assert told(planned) == []


def test_a_policy_of_a_newer_catalogue_that_would_be_changed_back() -> None:
    ((identifier, message),) = told(run(READ, made(WRITE, NEWER)))
    assert identifier == "policy-newer"
    assert message == (
        f"It was made with catalogue {NEWER}, which is newer than catalogue {NOW} of this collection: statements"
        " removed: Write. Upgrade this collection where you run it, so that the newer permissions are kept."
    )


def edit(found: ManagedPolicy, held: Document) -> ManagedPolicy:
    """The policy after somebody has created a new default version."""
    others = tuple(replace(version, is_default=False) for version in found.versions or ())
    new = Version(version_id=f"v{found.newest + 1}", is_default=True, document=held)
    return replace(found, versions=(*others, new))


EDIT = (
    "Somebody has edited it since this collection wrote it with catalogue {catalogue}: this run reverts that"
    " ({changes}). To keep the edit, put it into the options, for example with policy.extra_statements or"
    " policy.exclude_actions."
)


@pytest.mark.parametrize("catalogue", [NOW, OLD, NEWER])
@pytest.mark.parametrize(
    ("wanted", "changes"),
    [
        (READ, "statements changed: Read (removes s3:DeleteObject)"),
        (WRITE, "statements added: Write; statements changed: Read (removes s3:DeleteObject)"),
        (Document(statements=EDITED.statements, version="2008-10-17"), "no statement is added or removed"),
    ],
)
def test_an_edit_by_hand(catalogue: str, wanted: Document, changes: str) -> None:
    assert told(run(wanted, edit(made(READ, catalogue), EDITED))) == [
        (
            "policy-edited",
            EDIT.format(catalogue=catalogue, changes=changes),
        )
    ]


def test_an_edit_that_the_options_ask_for_is_no_finding() -> None:
    planned = run(EDITED, edit(made(READ), EDITED))
    assert calls(planned) == [tagging(tag(NOW, 2, EDITED))]
    assert told(planned) == []


def test_an_older_version_put_in_force_is_an_edit() -> None:
    found = policy(versions=versions(3, 1, READ), tags={**OURS, CATALOGUE_TAG: tag(NOW, 3, WRITE)})
    assert [item for item, _message in told(run(WRITE, found))] == ["policy-edited"]


def test_a_document_that_this_collection_cannot_read_is_an_edit() -> None:
    unread = Version(version_id="v2", is_default=True, document=None)
    assert [item for item, _message in told(run(READ, replace(made(READ), versions=(unread,))))] == ["policy-edited"]


def test_a_run_that_ended_between_tag_and_version_is_no_edit() -> None:
    """The tag says v2, which does not exist: the next run, whatever its options, does not accuse anybody."""
    unfinished = made(READ, number=2, recorded=WRITE)
    again = run(WRITE, unfinished)
    assert steps(again) == ["CreatePolicyVersion policy A2C"]
    assert told(again) == told(run(EDITED, unfinished)) == []


def test_statements_that_only_move_between_parts_are_no_difference() -> None:
    both, write = WRITE, allows(Write="s3:PutObject")
    found = (made(both, OLD), made(allows(More="s3:A"), OLD, name="A2C-2"))
    planned = run((READ, allows(Write="s3:PutObject", More="s3:A")), *found)
    assert steps(planned) == [
        "TagPolicy policy A2C",
        "TagPolicy policy A2C-2",
        "CreatePolicyVersion policy A2C-2",
        "CreatePolicyVersion policy A2C",
    ]
    assert told(planned) == []
    assert [item for item, _message in told(run((READ, write), *found))] == ["policy-outdated"]  # More goes


def test_a_part_that_is_written_twice_on_the_way_is_no_edit_wherever_the_run_ends() -> None:
    one, other = allows(Read="s3:GetObject"), allows(Write="s3:PutObject")
    found = (made(one), made(other, name="A2C-2"))
    planned = run((other, one), *found)
    assert steps(planned) == [
        "TagPolicy policy A2C",
        "TagPolicy policy A2C-2",
        "CreatePolicyVersion policy A2C-2",
        "CreatePolicyVersion policy A2C",
        "CreatePolicyVersion policy A2C-2",
    ]
    assert calls(planned)[:2] == [tagging(tag(NOW, 2, other)), tagging(tag(NOW, 3, one), "A2C-2")]
    first, second = found[0], edit(made(other, number=3, recorded=one, name="A2C-2"), WRITE)
    assert told(run((other, one), first, second)) == []
    assert told(run((other, one), first, edit(second, EDITED))) != []


def test_a_policy_that_is_adopted_was_made_by_nobody_here() -> None:
    wanted = desired(policy=policy_part(READ, catalogue=NOW), adopt=True)
    planned = plan(wanted, account(policy(held=WRITE, tags={"team": "red"})))
    assert calls(planned)[0][2]["Tags"] == [{"Key": CATALOGUE_TAG, "Value": tag(NOW, 2, READ)}, OUR_TAG]
    assert told(planned) == []


def test_the_tag_is_never_purged() -> None:
    wanted = desired(policy=policy_part(READ, catalogue=""), tags={})
    assert plan(wanted, account(made(READ))).changes == ()


def test_a_removal_says_nothing_of_the_catalogue() -> None:
    planned = plan(absent(policy=policy_part(READ, catalogue=NOW)), account(edit(made(READ, OLD), EDITED)))
    assert told(planned) == []


CHECK = "a run of the module access in check mode shows what would change"
REVERTS = "the next run of the module access reverts that"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((made(READ),), []),
        ((made(READ, NEWER),), []),
        ((made(READ, OLD),), [("policy-outdated", CHECK)]),
        ((policy(held=READ),), [("policy-outdated", CHECK)]),
        ((edit(made(READ, OLD), WRITE),), [("policy-edited", REVERTS)]),
        ((policy(held=READ, tags={}),), []),
        ((made(READ), edit(made(READ, name="A2C-2"), WRITE)), [("policy-edited", REVERTS)]),
    ],
    ids=["same", "newer", "older", "without-a-tag", "edited", "foreign", "second-part"],
)
def test_what_the_account_alone_tells(found: tuple[ManagedPolicy, ...], expected: list[tuple[str, str]]) -> None:
    wanted = desired(policy=policy_part(*[Document()] * len(found), catalogue=NOW))
    items = [(identifier, values["changes"]) for _policy, identifier, values in reviewed(wanted, account(*found))]
    assert items == expected
    assert list(reviewed(desired(), account(*found))) == []


def test_the_digest_is_that_of_earlier_releases_and_of_what_iam_stores() -> None:
    """Another digest would make every policy in every account look as if somebody had edited it."""
    held = Document.parse(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Sid": "B", "Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "*"},
                {
                    "Sid": "A",
                    "Effect": "Allow",
                    "Action": "iam:PassRole",
                    "Resource": ["arn:aws:iam::111122223333:role/b", "arn:aws:iam::111122223333:role/a"],
                    "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
                },
            ],
        }
    )
    assert digest_of(held) == "789d9a4e4df2"
    stored = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Condition": {"StringEquals": {"iam:PassedToService": ["ecs-tasks.amazonaws.com"]}},
                "Resource": ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"],
                "Action": ["iam:PassRole"],
                "Effect": "Allow",
                "Sid": "A",
            },
            {"Action": ["s3:getobject", "s3:PutObject"], "Effect": "Allow", "Resource": ["*"], "Sid": "B"},
        ],
    }
    answer = {
        "Arn": policy_arn(),
        "Path": "/app2container/",
        "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": True, "Document": stored}],
    }
    found = policy_from(answer).default
    assert found is not None
    assert found.document is not None
    assert digest_of(found.document) == digest_of(held)


# What happens to a policy over time. "edit" and "roll back" are somebody else's.
DOCUMENTS = (READ, WRITE, EDITED)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.sampled_from(DOCUMENTS), st.sampled_from([OLD, NOW]), st.integers(0, 3)),
        st.tuples(st.just("edit"), st.sampled_from(DOCUMENTS), st.just(""), st.just(0)),
        st.tuples(st.just("roll back"), st.just(READ), st.just(""), st.just(0)),
    ),
    max_size=8,
)


@dataclass
class History:
    """A policy, and what really happened to it.

    ``ours`` is the document that the collection put in force last, ``edited`` says that somebody has put one in force
    since then, and ``finished`` that the last run was not interrupted.
    """

    policy: ManagedPolicy = field(default_factory=lambda: made(READ, OLD))
    ours: Document = READ
    edited: bool = False
    finished: bool = True

    def run(self, wanted: Document, catalogue: str, calls_made: int) -> AccountPlan:
        """A run that ends after some of its calls."""
        planned = run(wanted, self.policy, catalogue=catalogue)
        for change in planned.changes[:calls_made]:
            if change.operation == "TagPolicy":
                written = {item["Key"]: item["Value"] for item in change.params["Tags"]}
                self.policy = replace(self.policy, tags={**(self.policy.tags or {}), **written})
            elif change.operation == "CreatePolicyVersion":
                self.policy, self.ours, self.edited = edit(self.policy, wanted), wanted, False
            else:
                gone = change.params["VersionId"]
                kept = tuple(version for version in self.policy.versions or () if version.version_id != gone)
                self.policy = replace(self.policy, versions=kept)
        self.finished = calls_made >= len(planned.changes)
        if self.finished:
            self.ours, self.edited = wanted, False
        return planned

    def edit(self, held: Document) -> None:
        """Somebody creates a version, after the oldest one has made room."""
        self.policy = edit(replace(self.policy, versions=(self.policy.versions or ())[-4:]), held)
        self.edited = True

    def roll_back(self) -> None:
        """Somebody puts the oldest version in force."""
        self.edited = True
        oldest = min(self.policy.versions or (), key=lambda version: version.number)
        self.policy = replace(
            self.policy,
            versions=tuple(replace(item, is_default=item is oldest) for item in self.policy.versions or ()),
        )

    @property
    def in_force(self) -> Document | None:
        """The document in force."""
        return self.policy.default.document if self.policy.default else None


@settings(max_examples=200, deadline=None)
@given(EVENTS, st.sampled_from(DOCUMENTS))
def test_nobody_is_accused_for_an_interrupted_run_and_every_edit_after_a_finished_one_is_told(
    events: list[tuple[str, Document, str, int]], wanted: Document
) -> None:
    history = History()
    for kind, held, catalogue, calls_made in [*events, ("run", wanted, NOW, 9)]:
        if kind == "edit":
            history.edit(held)
        elif kind == "roll back":
            history.roll_back()
        else:
            before = replace(history)
            found = [identifier for identifier, _message in told(history.run(held, catalogue, calls_made))]
            if "policy-edited" in found:
                assert before.edited
            elif before.finished and before.in_force != before.ours:
                assert before.in_force == held  # what somebody did is what is asked for now


def test_a_record_is_a_valid_tag() -> None:
    value = str(Record(catalogue=NOW, number=12, digest=digest_of(READ)))
    assert value == f"2026.11.1/v12/{digest_of(READ)}"
    assert len(value) < 256
    assert quote(value, safe="/.") == value
