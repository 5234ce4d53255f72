# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets under faults: deaths, lost answers, throttling and denials end in what an undisturbed run makes, once."""

from __future__ import annotations

from typing import Any

import pytest
from moto.secretsmanager.models import secretsmanager_backends

from tests.support.emulator.servers import REGION
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.secret_scenes import AZURE, SCENES, Scene, prepared, run
from tests.support.scenarios.thorough import some
from tests.support.secrets import LINUX, OUR_TAG, STORED, WINDOWS
from tests.support.strict.faults import Died

NAMES = some(SCENES, every=2)
EVERY_SCENE = pytest.mark.parametrize("scene", [SCENES[name] for name in NAMES], ids=NAMES)


def backend_of(account: Bench) -> Any:
    """Return what the emulator holds for the account."""
    return secretsmanager_backends[account.account_id][REGION]


def contents(account: Bench) -> dict[str, Any]:
    """Return all secrets with their values, less what is new each time."""
    return {
        secret.name: {
            "tags": {tag["Key"]: tag["Value"] for tag in secret.tags or ()},
            "key": secret.kms_key_id,
            "deleted": secret.deleted_date is not None,
            "value": secret.versions[secret.default_version_id]["secret_string"],
        }
        for secret in backend_of(account).secrets.values()
    }


def versions(account: Bench) -> int:
    """Return how many versions all secrets have together."""
    return sum(len(secret.versions) for secret in backend_of(account).secrets.values())


def idle(account: Bench, scene: Scene) -> bool:
    """Run once more; tell whether there was nothing to do."""
    outcome = run(account, scene.params)
    return not outcome.failed and not outcome.changed


@EVERY_SCENE
@pytest.mark.parametrize("kind", ["die-before", "die-after"])
def test_a_run_that_dies_at_any_call_is_finished_by_the_next(scene: Scene, kind: str) -> None:
    with bench() as account:
        start = prepared(account, scene)
        assert not run(account, scene.params).failed
        calls, wanted = account.calls(), contents(account)
        assert len([entry for entry in calls if not entry.call.reads]) == scene.writes
        assert idle(account, scene)
        for number in some(range(1, len(calls) + 1), every=6):
            account.restore(start)
            fault = account.fault(kind, call=number)
            with pytest.raises(Died):
                run(account, scene.params)
            assert fault.hits == 1
            account.calm()
            second = run(account, scene.params)
            assert not second.failed, (number, second["msg"])
            assert contents(account) == wanted, number
            assert idle(account, scene), number


@EVERY_SCENE
@pytest.mark.parametrize("kind", some(["reset-after", "reset-before", "failure", "throttle", "unavailable"], every=3))
@pytest.mark.parametrize("tries", some([3, 1], every=2))
def test_what_passes_is_tried_again_and_takes_effect_once(scene: Scene, kind: str, tries: int) -> None:
    with bench() as account:
        start = prepared(account, scene)
        assert not run(account, scene.params).failed
        wanted, made = contents(account), versions(account)
        account.restore(start)
        fault = account.fault(kind, tries=tries)
        disturbed = run(account, scene.params)
        assert not disturbed.failed, disturbed["msg"]
        assert fault.hits
        assert contents(account) == wanted
        assert versions(account) == made
        account.calm()
        assert idle(account, scene)


@EVERY_SCENE
def test_calls_run_side_by_side(scene: Scene) -> None:
    with bench() as account:
        start = prepared(account, scene)
        assert not run(account, scene.params).failed
        wanted = contents(account)
        account.restore(start)
        account.fault("throttle", share=0.2, seed=7)  # eight tries in a row: one call of 400,000
        outcome = account.run(module_name="remote_secrets", serial=False, **scene.params)
        assert not outcome.failed, outcome["msg"]
        assert contents(account) == wanted


@EVERY_SCENE
def test_every_action_denied_in_turn(scene: Scene) -> None:
    with bench() as account:
        start = prepared(account, scene)
        assert not run(account, scene.params).failed
        wanted = contents(account)
        actions = sorted({entry.call.action for entry in account.calls()})
        for action in some(actions, every=3):
            account.restore(start)
            fault = account.fault("denied", operations=[action.split(":")[1]])
            denied = run(account, scene.params)
            assert denied.failed, action
            assert fault.hits
            assert f"access denied to {action} " in denied["msg"]
            assert f"allow the caller {action}" in denied["msg"]
            assert action.startswith("sts:") or any(name in denied["msg"] for name in STORED)
            account.calm()
            finished = run(account, scene.params)
            assert not finished.failed, (action, finished["msg"])
            assert contents(account) == wanted, action
            assert idle(account, scene)


def test_what_was_made_before_a_failure_is_told() -> None:
    with bench() as account:
        account.fault("denied", operations=["CreateSecret"], call=2)
        outcome = run(account, {"secrets": [LINUX, WINDOWS, AZURE]})
        assert outcome.failed
        assert outcome.changed
        told = {key: [change["name"] for change in outcome[key]] for key in ("applied", "failed_changes", "remaining")}
        assert told == {"applied": ["a2c/linux"], "failed_changes": ["a2c/win"], "remaining": ["team/azure"]}
        assert "secretsmanager:CreateSecret" in outcome["failed_changes"][0]["error"]


def test_throttling_without_end_is_told() -> None:
    with bench() as account:
        fault = account.fault("throttle", operations=["CreateSecret"])
        outcome = run(account, {"secrets": [LINUX]})
        assert outcome.failed
        assert fault.hits == 8
        assert "AWS still throttled the request" in outcome["msg"]
        assert contents(account) == {}


def test_a_secret_that_somebody_else_makes_meanwhile_is_not_touched() -> None:
    with bench() as account:
        client = account.account.client("secretsmanager")
        client.create_secret(Name="a2c/linux", SecretString="theirs")
        backend = backend_of(account)
        described, backend.describe_secret = backend.describe_secret, missing_at_first(backend)
        try:
            outcome = run(account, {"secrets": [LINUX]})
        finally:
            backend.describe_secret = described
        assert outcome.failed
        assert "it was created after it was read: run again" in outcome["msg"]
        assert client.get_secret_value(SecretId="a2c/linux")["SecretString"] == "theirs"


def missing_at_first(backend: Any) -> Any:
    """Return what finds no secret at first, and then all that there are."""
    real, asked = backend.describe_secret, []

    def describe(secret_id: str) -> Any:
        asked.append(secret_id)
        return real(secret_id if len(asked) > 1 else "nothing")

    return describe


def test_tags_of_ours_and_nothing_else_was_made() -> None:
    with bench() as account:
        assert not run(account, {"secrets": [AZURE]}).failed
        assert contents(account)["team/azure"]["tags"] == OUR_TAG
