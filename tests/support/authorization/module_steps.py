# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the users of access_keys, worker_association and remote_secrets: steps that call every action.

A life has stages. Each names the parts of the policies that it needs, which are those before it and more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyrage.x25519 import Identity

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.module_table import (
    ASSOCIATION,
    ASSOCIATION_PARTS,
    BUCKET,
    BUCKET_PARTS,
    KEY_PARTS,
    KEY_SECRETS,
    KEYS,
    REMOTE,
    REMOTE_PARTS,
    REPORT,
)
from tests.support.authorization.permission_steps import EC2_MAY, NOTHING_ALLOWED, Params, Prepare, Step, nothing
from tests.support.authorization.permissions import OWN_KEY
from tests.support.emulator.accounts import Account
from tests.support.emulator.workers import OTHER, launch
from tests.support.runs.access import OUR_TAG, PATH, WHOLE, WORKER, converge
from tests.support.secrets import LINUX

Stage = tuple[tuple[str, ...], tuple[Step, ...]]

USERS = ("ada", "grace")
RECIPIENT = str(Identity.generate().to_public())
SECRETS: Params = {"kind": "secretsmanager"}
AT_ONCE: Params = {"grace_days": 0, "delete_after_days": 0}
LIFE_BUCKET = "a2c-artifacts-life"  # each life deletes it in the end
FLEET: Params = {"app2container": "worker"}


def users_of_ours(account: Account) -> None:
    """Make the users, which the module ``access`` made before."""
    iam = account.client("iam")
    for name in USERS:
        iam.create_user(UserName=name, Path=PATH)


def keys(store: Params, name: str = "ada", **further: Any) -> Step:
    """Return a run of access_keys that changes something."""
    user = {"name": name, **({"recipients": [RECIPIENT]} if store["kind"] == "age_file" else {})}
    return Step(module="access_keys", params={"users": [user], "store": store, **further})


def unchanged(step: Step) -> Step:
    """Return a step once more: the second run changes nothing."""
    return replace(step, prepare=nothing, changes=False)


def life_of_keys(store: Params) -> Iterator[Step]:
    """Give all that becomes of a key: made, kept, replaced, deactivated, deleted as it is not used, absent."""
    yield replace(keys(store), prepare=users_of_ours)
    yield unchanged(keys(store))
    yield keys(store, max_age_days=0)
    yield keys(store, grace_days=0)
    yield keys(store, **AT_ONCE)
    yield keys(store, state="absent")
    yield unchanged(keys(store, "nobody", state="absent"))


def keys_in_files(folder: Path) -> tuple[Stage, ...]:
    """Return the life of keys that go to files."""
    return (((KEYS,), tuple(life_of_keys({"kind": "age_file", "directory": str(folder)}))),)


def keys_in_secrets(_folder: Path) -> tuple[Stage, ...]:
    """Return the life of keys that go to Secrets Manager, with all that its options can do."""
    restricted, encrypted = ({**SECRETS, "restrict_to_user": True}, {**SECRETS, "kms_key_id": OWN_KEY})
    return (
        ((KEYS, KEY_SECRETS), (*life_of_keys(SECRETS), keys(SECRETS), keys({**SECRETS, "tags": {"team": "red"}}))),
        (
            KEY_PARTS[:3],
            (keys(restricted), unchanged(keys(restricted)), keys({**SECRETS, "restrict_to_user": False})),
        ),
        (KEY_PARTS, (keys(encrypted), unchanged(keys(encrypted)), keys(encrypted, "grace"))),
    )


def machines(account: Account) -> None:
    """Launch a machine, beside the instance profile of workers and another one, each with its role."""
    iam = account.client("iam")
    for name, path in ((WORKER, PATH), (OTHER, "/")):
        iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=EC2_MAY)
        iam.create_instance_profile(InstanceProfileName=name, Path=path)
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    launch(account, tags=FLEET)


def machine_of_others(account: Account) -> None:
    """Launch a machine with the other profile."""
    launch(account, profile=OTHER, tags=FLEET)


def stopped_machine_of_others(account: Account) -> None:
    """Launch a machine with the other profile, and stop it."""
    account.client("ec2").stop_instances(InstanceIds=launch(account, profile=OTHER, tags=FLEET))


def profiles(prepare: Prepare = nothing, **further: Any) -> Step:
    """Return a run of worker_association that changes something."""
    return Step(module="worker_association", params={"instance_tags": FLEET, **further}, prepare=prepare)


def profiles_of_machines(_folder: Path) -> tuple[Stage, ...]:
    """Return the life of the instance profile on machines."""
    return (
        (
            (ASSOCIATION,),
            (
                profiles(machines),
                unchanged(profiles()),
                profiles(machine_of_others, replace=True),
                profiles(state="absent"),
            ),
        ),
        (ASSOCIATION_PARTS, (profiles(stopped_machine_of_others, replace=True),)),
    )


def secret(**further: Any) -> Step:
    """Return a run of remote_secrets that changes something."""
    return Step(module="remote_secrets", params={"secrets": [LINUX], **further})


def secrets_of_workflows(_folder: Path) -> tuple[Stage, ...]:
    """Return the life of a secret."""
    another = {"secrets": [{**LINUX, "username": "another-user"}]}
    return (
        (
            (REMOTE,),
            (
                secret(),
                unchanged(secret()),
                secret(**another),
                secret(tags={"team": "red"}),
                secret(tags={}),
                secret(state="absent"),
                secret(),
            ),
        ),
        (REMOTE_PARTS, (secret(kms_key_id=OWN_KEY), unchanged(secret(kms_key_id=OWN_KEY)), secret(kms_key_id=""))),
    )


def bucket(prepare: Prepare = nothing, **further: Any) -> Step:
    """Return a run of artifact_bucket that changes something."""
    return Step(module="artifact_bucket", params={"name": LIFE_BUCKET, **further}, prepare=prepare)


def altered_bucket(account: Account) -> None:
    """Change all settings of the bucket."""
    s3, name = account.client("s3"), LIFE_BUCKET
    s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]})
    s3.delete_bucket_policy(Bucket=name)
    s3.delete_public_access_block(Bucket=name)


def artifact_bucket(_folder: Path) -> tuple[Stage, ...]:
    """Return the life of an artifact bucket."""
    without_rules: Params = {"expire_noncurrent_days": 0, "abort_incomplete_multipart_days": 0}
    return (
        (
            (BUCKET,),
            (
                bucket(),
                unchanged(bucket()),
                bucket(altered_bucket, tags={"team": "red"}),
                bucket(kms_key_arn=f"arn:aws:kms:eu-west-1:123456789012:key/{OWN_KEY}"),
                bucket(**without_rules),
                bucket(versioning=False),
            ),
        ),
        (BUCKET_PARTS, (bucket(state="absent"), unchanged(bucket(state="absent")))),
    )


def all_of_ours(account: Account) -> None:
    """Make all components, with a deployer of kind role, and a policy that no option names."""
    made = converge(account, **{**WHOLE, "deployer": {"kind": "role", "trusted_principals": [account.account_id]}})
    assert not made.failed, made["msg"]
    account.client("iam").create_policy(PolicyName="Earlier", Path=PATH, PolicyDocument=NOTHING_ALLOWED, Tags=[OUR_TAG])


def report(_folder: Path) -> tuple[Stage, ...]:
    """Return reports on an account, on what is there and on an instance profile that is not."""
    found = Step(module="access_info", params={"audit": False}, prepare=all_of_ours, changes=False)
    return (
        (
            (REPORT,),
            (
                found,
                replace(found, params={"audit": False, "worker": {"instance_profile_name": "None"}}, prepare=nothing),
            ),
        ),
    )


MODULE_LIVES: Mapping[str, Callable[[Path], tuple[Stage, ...]]] = {
    "access keys in files": keys_in_files,
    "access keys in Secrets Manager": keys_in_secrets,
    "instance profiles": profiles_of_machines,
    "remote secrets": secrets_of_workflows,
    "artifact bucket": artifact_bucket,
    "access_info": report,
}
