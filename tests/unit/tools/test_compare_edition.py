# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison of a new edition of the guide with the catalogue: pages in every form, and each kind of difference."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import EDITIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.section import TARGETS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.render import rendered
from tests.unit.policy.policy_making import ACCOUNT, GUIDE, REGION, everything
from tools.compare_edition import DIFFERENT, PIPELINES, SAME, UNREADABLE, main, same_resources

Json = dict[str, Any]
Policies = dict[str, Json]

SIDS = {"azure_devops": "AzureDevOpsAWS", "jenkins": "JenkinsAWS"}


def edition_of(edition: str) -> Policies:
    """The policies of an edition in the documented style, as the guide divides them."""
    policies = {}
    for target in TARGETS:
        options = everything(style="documented", editions=[edition], deploy_targets=[target])
        policies[target] = Document(statements=tuple(rendered(options))).to_json()
    for pipeline in PIPELINES:
        options = everything(style="documented", editions=[edition], pipeline=pipeline)
        own = tuple(statement for statement in rendered(options) if statement.sid == SIDS[pipeline])
        if own:
            policies[pipeline] = Document(statements=own).to_json()
    return policies


def with_placeholders(policies: Policies, account: str, region: str, arns: str) -> Policies:
    """The same policies as the guide prints them, with placeholders for what its readers fill in."""
    text = json.dumps(policies).replace(ACCOUNT, account).replace(REGION, region)
    printed: Policies = json.loads(text)
    for policy in printed.values():
        for statement in policy["Statement"]:
            if statement["Sid"] in ("SectionForS3Access", "SectionForECRAccess", "SectionForECSWriteAccess"):
                statement["Resource"] = arns
    return printed


def markdown(policies: Policies) -> str:
    """A page with the policies in blocks of code, and other JSON and braces around them."""
    blocks = [f"```\n\n{json.dumps(policy, indent=4)}\n\n```\n" for policy in policies.values()]
    return '# Access\n\nA {brace} and `{"key": 1}`.\n\n' + "\nText\n\n".join(blocks)


def page(policies: Policies) -> str:
    """The same page as HTML: angle brackets are escaped, and parts of the JSON are marked."""
    blocks = []
    for policy in policies.values():
        text = html.escape(json.dumps(policy, indent=4))
        text = text.replace("Sid", '<span\n class="key">Sid</span>', 1)
        blocks.append(f'<pre class="programlisting"><code class="json">{text}</code></pre>')
    return f"<html><body><p>Text &lt;b&gt;</p>{'<p>More</p>'.join(blocks)}</body></html>"


def compare(folder: Path, text: str, *arguments: str, name: str = "guide.md") -> int:
    """The exit code for one file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return main([str(file), *arguments])


@pytest.mark.parametrize("form", [markdown, page, lambda policies: json.dumps(list(policies.values()))])
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    "placeholders",
    [
        (ACCOUNT, REGION, None),
        ("your account ID", "your region", "resource-ARNs"),
        ("<user's account ID>", "<user's region>", "<resource-ARNs>"),
        ("*", "*", "ARN for repositories"),
    ],
    ids=["filled", "words", "brackets", "wildcards"],
)
def test_an_edition_is_the_same_as_the_catalogue_in_every_form(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    form: Callable[[Policies], str],
    edition: str,
    placeholders: tuple[str, str, str | None],
) -> None:
    policies = edition_of(edition)
    account, region, arns = placeholders
    printed = with_placeholders(policies, account, region, arns) if arns else policies
    code = compare(tmp_path, form(printed), "--edition", edition)
    output = capsys.readouterr().out
    statements = sum(len(policy) for policy in GUIDE[edition].values())
    assert (code, output.count("\n")) == (SAME, 1), output
    assert f"edition {edition} (20" in output
    assert f"{len(GUIDE[edition])} policies, {statements} statements" in output


def test_files_together_are_the_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = []
    for number, policy in enumerate(edition_of("current").values()):
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(policy), encoding="utf-8")
        files.append(str(file))
    assert main(files) == SAME
    capsys.readouterr()
    assert main(files[:1]) == DIFFERENT
    missing = capsys.readouterr().out.splitlines()[:-1]
    assert missing == [
        f"policy {name}: the files do not have it" for name in ("eks", "apprunner", "azure_devops", "jenkins")
    ]
    assert main([*files[:1], "--partial"]) == SAME


def statement(policies: Policies, policy: str, sid: str) -> Json:
    found: Json = next(item for item in policies[policy]["Statement"] if item["Sid"] == sid)
    return found


def add_action(policies: Policies) -> None:
    statement(policies, "eks", "SectionForECRAccess")["Action"].append("ecr:PutImageScanningConfiguration")


def remove_action(policies: Policies) -> None:
    statement(policies, "ecs", "SectionForS3ReadAccess")["Action"] = "s3:ListBucket"


def widen(policies: Policies) -> None:
    statement(policies, "apprunner", "SectionForECRAccess")["Resource"] = "*"


def narrow(policies: Policies) -> None:
    statement(policies, "ecs", "SectionForMetricsService")["Resource"] = "resource-ARNs"


def other_arn(policies: Policies) -> None:
    statement(policies, "ecs", "SectionForCloudFormation")["Resource"] = (
        "arn:aws:cloudformation:*:*:stack/app2container-*"
    )


def one_arn_less(policies: Policies) -> None:
    statement(policies, "eks", "SectionForEKS")["Resource"] = "arn:aws:iam::*:role/eks-quickstart-ResourceReader"


def condition(policies: Policies) -> None:
    statement(policies, "ecs", "SectionForPassRoleToECS")["Condition"] = {
        "StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}
    }


def deny(policies: Policies) -> None:
    statement(policies, "jenkins", "JenkinsAWS")["Effect"] = "Deny"


def remove_statement(policies: Policies) -> None:
    policies["ecs"]["Statement"].remove(statement(policies, "ecs", "SectionForByoVPC"))


def add_statement(policies: Policies) -> None:
    policies["eks"]["Statement"].append(
        {"Sid": "SectionForLogs", "Effect": "Allow", "Action": "logs:GetLogEvents", "Resource": "*"}
    )


def add_without_sid(policies: Policies) -> None:
    policies["jenkins"]["Statement"].append({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})


def add_policy(policies: Policies) -> None:
    policies["lambda"] = {
        "Version": "2012-10-17",
        "Statement": [{"Sid": "SectionForLambda", "Effect": "Allow", "Action": "lambda:*", "Resource": "*"}],
    }


MUTATIONS: list[tuple[Callable[[Policies], None], str]] = [
    (add_action, "policy eks: SectionForECRAccess: actions added: ecr:PutImageScanningConfiguration"),
    (remove_action, "policy ecs: SectionForS3ReadAccess: actions removed: s3:GetBucketAcl"),
    (widen, "policy apprunner: SectionForECRAccess: resources: printed *; catalogue arn:{partition}:ecr:{region}"),
    (narrow, "policy ecs: SectionForMetricsService: resources: printed resource-ARNs; catalogue *"),
    (
        other_arn,
        "policy ecs: SectionForCloudFormation: resources: printed arn:aws:cloudformation:*:*:stack/app2container-*",
    ),
    (one_arn_less, "policy eks: SectionForEKS: resources: printed arn:aws:iam::*:role/eks-quickstart-ResourceReader;"),
    (condition, 'policy ecs: SectionForPassRoleToECS: Condition: {"StringEquals": {"iam:PassedToService"'),
    (deny, 'policy jenkins: JenkinsAWS: Effect: "Deny", which the catalogue does not have'),
    (remove_statement, "policy ecs: SectionForByoVPC: removed"),
    (add_statement, "policy eks: SectionForLogs: added, with the actions logs:GetLogEvents"),
    (add_without_sid, "policy jenkins: Statement[1]: added, with the actions s3:GetObject"),
    (add_policy, "the catalogue does not have this policy, with the statements SectionForLambda"),
]


@pytest.mark.parametrize(("mutate", "expected"), MUTATIONS, ids=[mutate.__name__ for mutate, _text in MUTATIONS])
def test_a_difference_is_told_with_its_file_policy_and_statement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mutate: Callable[[Policies], None], expected: str
) -> None:
    policies = edition_of("current")
    mutate(policies)
    assert compare(tmp_path, markdown(policies)) == DIFFERENT
    line, last = capsys.readouterr().out.splitlines()
    assert expected in line
    assert line.startswith(f"{tmp_path / 'guide.md'}, line ")
    assert last.startswith("1 difference from edition current (20")


def test_lines_are_those_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policies = edition_of("current")
    add_policy(policies)
    text = markdown(policies)
    assert compare(tmp_path, text) == DIFFERENT
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "SectionForLambda" in line)
    at = int(line.partition("line ")[2].partition(":")[0])
    assert json.loads("\n".join(text.splitlines()[at - 1 :]).partition("```")[0]) == policies["lambda"]


def test_editions_differ_as_the_catalogue_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Eleven Sids are new in the current edition, two of them as policies of their own; none goes."""
    assert compare(tmp_path, markdown(edition_of("current")), "--edition", "original") == DIFFERENT
    lines = capsys.readouterr().out.splitlines()
    added = {line.split(": ")[2] for line in lines if ": added, " in line}
    own = {sid for sid in SIDS.values() if any(line.endswith(f"the statements {sid}") for line in lines)}
    assert len(added | own) == 11
    assert not [line for line in lines if line.endswith(": removed")]


def test_an_address_that_the_guide_prints_after_an_action_is_no_difference(tmp_path: Path) -> None:
    policies = edition_of("current")
    actions = statement(policies, "eks", "SectionForIAMAccess")["Action"]
    actions[actions.index("iam:ListRoles")] += (
        " (https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html)"
    )
    assert compare(tmp_path, markdown(policies)) == SAME


STATEMENT = '{"Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "guide.md: no policy found"),
        ("# A page\n\nWithout a policy, but with {braces} and `{}`.", "guide.md: no policy found"),
        ('Text\n\n{"Version": "2012-10-17", "Statement": [', "guide.md, line 3: this policy cannot be read: "),
        ('{"Statement": [{"Sid": "A", "Effect": "Permit"}]}', 'Statement[0].Effect must be "Allow" or "Deny"'),
        ('{"Statement": [{"Sid": "A", "Effekt": "Allow"}]}', "Statement[0] has unknown keys"),
        ('{"Statement": ["A"]}', "Statement[0] must be a mapping"),
        (f'{{"Statement": [{STATEMENT}, {STATEMENT}]}}', "guide.md, line 1: A is there twice"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, expected: str) -> None:
    assert compare(tmp_path, text) == UNREADABLE
    printed = capsys.readouterr()
    assert (printed.out, expected in printed.err) == ("", True), printed.err
    assert str(tmp_path / "guide.md") in printed.err


def test_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "latin.md").write_bytes(b"\xff\xfe{")
    for name in ("missing.md", "latin.md"):
        assert main([str(tmp_path / name)]) == UNREADABLE
        assert f"{tmp_path / name}: cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["page.md", "--edition", "1998"]])
def test_wrong_arguments(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == UNREADABLE


@pytest.mark.parametrize(
    ("printed", "templates", "same"),
    [
        (("*",), ("*",), True),
        (("*",), ("arn:{partition}:s3:::{bucket}",), False),
        (("arn:aws:s3:::*",), ("*",), False),
        (("bucket-ARN",), ("arn:{partition}:s3:::{bucket}",), True),
        (("bucket-ARN",), ("*",), False),
        (("arn:aws:s3:::mine",), ("arn:{partition}:s3:::{bucket}",), True),
        (("arn:aws:ecr:your region:*:repository/x",), ("arn:{partition}:ecr:{region}:{account}:repository/*",), False),
        (("arn:aws:ecr:your region:*:repository/*",), ("arn:{partition}:ecr:{region}:{account}:repository/*",), True),
        (("arn:aws:ecr:a:b:c:repository/*",), ("arn:{partition}:ecr:{region}:{account}:repository/*",), False),
        (("arn:aws:a", "arn:aws:b"), ("arn:{partition}:b", "arn:{partition}:a"), True),
        (("arn:aws:a",), ("arn:{partition}:b", "arn:{partition}:a"), False),
        (("arn:aws:a", "arn:aws:b"), ("arn:{partition}:a",), False),
        ((), ("arn:{partition}:a",), False),
        (("ARN for the role",), ("{task_execution_role}",), True),
    ],
)
def test_resources(printed: tuple[str, ...], templates: tuple[str, ...], *, same: bool) -> None:
    assert same_resources(printed, templates) is same
