# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The probes: what the general policy shall allow for which options, and what it shall never allow.

They are written for the names in ``NAMES``; ``prepare`` makes what must exist for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.support.accounts import Account
from tests.support.authorization import Call, Probe
from tests.support.emulator import REGION

Params = Mapping[str, Any]
Condition = Callable[[Params], bool]

# Options that the probes are written for: they limit names, so that there is something to be denied.
NAMES: Params = {
    "deploy_targets": ["ecs"],
    "style": "scoped",
    "editions": ["original", "current"],
    "regions": [REGION],
    "artifact_buckets": [],
    "ecr_repositories": ["java-*"],
    "ecs_clusters": ["a2c-*"],
    "codecommit_repositories": ["java-*"],
    "apprunner_services": ["java-*"],
    "ecs_task_execution_role": "ecsTaskExecutionRole",
    "byo_vpc": False,
    "metrics": False,
    "support_bundles": False,
    "remote_workflows": False,
    "firelens": False,
    "ec2_key_pairs": True,
    "eks_roles": False,
    "created_roles_boundary": "Boundary",
    "secrets": ["a2c/*"],
    "pipeline": "none",
}
TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},'
    '"Action":"sts:AssumeRole"}]}'
)
ANYTHING = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def never(_params: Params) -> bool:
    """Return False."""
    return False


def always(_params: Params) -> bool:
    """Return True."""
    return True


def target(*names: str) -> Condition:
    """Make a condition: one of these targets."""
    return lambda params: not set(names).isdisjoint(params["deploy_targets"])


def has(option: str, value: object = None) -> Condition:
    """Make a condition: the option has this value, or is on."""
    return lambda params: bool(params[option]) if value is None else bool(params[option] == value)


def current(params: Params) -> bool:
    """Return whether the current edition counts."""
    return "current" in params["editions"]


def scoped(params: Params) -> bool:
    """Return whether more is granted than the commands need."""
    return bool(params["style"] == "scoped")


def encrypted(params: Params) -> bool:
    """Return whether a bucket has a key."""
    return any(bucket.get("kms_key_arn") for bucket in params["artifact_buckets"])


def every(*conditions: Condition) -> Condition:
    """Make a condition: all of these."""
    return lambda params: all(condition(params) for condition in conditions)


def either(*conditions: Condition) -> Condition:
    """Make a condition: one of these."""
    return lambda params: any(condition(params) for condition in conditions)


BUCKET = has("artifact_buckets")
CLUSTERS = target("ecs", "eks")
FIRELENS = every(has("firelens"), target("ecs"), current)
EKS_ROLES = every(has("eks_roles"), target("eks"), current)
PIPELINE_SYSTEM = either(has("pipeline", "jenkins"), has("pipeline", "azure_devops"))
SECRETS = either(has("remote_workflows"), PIPELINE_SYSTEM)


def prepare(account: Account) -> None:
    """Make what the probes need to exist, as the administrator."""
    bucket, other = f"artifacts-{account.account_id}", f"other-{account.account_id}"
    s3, secrets, iam = account.client("s3"), account.client("secretsmanager"), account.client("iam")
    for name in (bucket, other):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(Bucket=name, Key="java-app/kept", Body=b"x")
    for name in ("a2c/host", "other/host"):
        secrets.create_secret(Name=name, SecretString="{}")
    for name in ("A2CEcsFirelensRole", "a2c-node", "administrators", "eks-quickstart-ResourceReader"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
    iam.create_user(UserName="other")
    iam.create_group(GroupName="administrators")


def probes(account_id: str, params: Params) -> list[Probe]:
    """Return all probes for one account and one set of options; what ``params`` lacks is as in ``NAMES``."""
    given = {**NAMES, **params}
    tables = (_storage, _images, _ecs, _machines, _roles, _firelens, _pipelines, _small, _never)
    made = [probe for table in tables for probe in table(_Table(account_id, given))]
    names = [probe.name for probe in made]
    if len(set(names)) != len(names):
        message = "two probes have the same name"
        raise ValueError(message)
    return made


class _Table:
    """Makes the rows of one account."""

    def __init__(self, account_id: str, params: Params) -> None:
        self.account = account_id
        self.params = params
        self.bucket = f"artifacts-{account_id}"
        self.other_bucket = f"other-{account_id}"

    def arn(self, service: str, resource: str) -> str:
        return f"arn:aws:{service}:{REGION}:{self.account}:{resource}"

    def iam(self, resource: str) -> str:
        return f"arn:aws:iam::{self.account}:{resource}"

    def row(
        self,
        name: str,
        action: str,
        resource: str,
        when: Condition,
        call: Call | None = None,
        **context: str,
    ) -> Probe:
        """Make a probe. In the keywords of the context ``__`` stands for a colon."""
        keys = {key.replace("__", ":"): value for key, value in context.items()}
        return Probe(name=name, action=action, resource=resource, allowed=when(self.params), call=call, context=keys)


def _call(service: str, method: str, **params: Any) -> Call:
    return Call(service=service, method=method, params=params)


def _storage(t: _Table) -> Iterator[Probe]:
    ours, others = f"arn:aws:s3:::{t.bucket}", f"arn:aws:s3:::{t.other_bucket}"
    key, wide = "java-app/artifact", every(BUCKET, scoped)
    at, elsewhere = {"Bucket": t.bucket, "Key": key}, {"Bucket": t.other_bucket, "Key": "java-app/kept"}
    kept = {"Bucket": t.bucket, "Key": "java-app/kept"}
    yield t.row("put object", "s3:PutObject", f"{ours}/{key}", BUCKET, _call("s3", "put_object", **at, Body=b"x"))
    yield t.row("get object", "s3:GetObject", f"{ours}/java-app/kept", BUCKET, _call("s3", "get_object", **kept))
    yield t.row("delete object", "s3:DeleteObject", f"{ours}/{key}", wide, _call("s3", "delete_object", **at))
    yield t.row("list bucket", "s3:ListBucket", ours, BUCKET, _call("s3", "list_objects_v2", Bucket=t.bucket))
    location = _call("s3", "get_bucket_location", Bucket=t.bucket)
    yield t.row("bucket location", "s3:GetBucketLocation", ours, BUCKET, location)
    yield t.row("list buckets", "s3:ListAllMyBuckets", "*", BUCKET, _call("s3", "list_buckets"))
    other = _call("s3", "list_objects_v2", Bucket=t.other_bucket)
    yield t.row("list other bucket of the account", "s3:ListBucket", others, wide, other)
    yield t.row("list bucket of another account", "s3:ListBucket", others, never, aws__ResourceAccount="9" * 12)
    put = _call("s3", "put_object", **elsewhere, Body=b"x")
    yield t.row("put object into other bucket", "s3:PutObject", f"{others}/java-app/kept", never, put)
    get = _call("s3", "get_object", **elsewhere)
    yield t.row("get object of other bucket", "s3:GetObject", f"{others}/java-app/kept", never, get)
    policy = _call("s3", "put_bucket_policy", Bucket=t.bucket, Policy=ANYTHING)
    yield t.row("put bucket policy", "s3:PutBucketPolicy", ours, never, policy)
    yield t.row("delete bucket", "s3:DeleteBucket", others, never, _call("s3", "delete_bucket", Bucket=t.other_bucket))
    key_arn, via = t.arn("kms", "key/1"), f"s3.{REGION}.amazonaws.com"
    with_key = every(BUCKET, encrypted)
    yield t.row("encrypt through S3", "kms:GenerateDataKey", key_arn, with_key, kms__ViaService=via)
    yield t.row("decrypt through S3", "kms:Decrypt", key_arn, with_key, kms__ViaService=via)
    sqs = f"sqs.{REGION}.amazonaws.com"
    yield t.row("decrypt through another service", "kms:Decrypt", key_arn, never, kms__ViaService=sqs)
    yield t.row("decrypt directly", "kms:Decrypt", key_arn, never)
    yield t.row("other key", "kms:Decrypt", t.arn("kms", "key/2"), never, kms__ViaService=via)


def _images(t: _Table) -> Iterator[Probe]:
    ours, others = t.arn("ecr", "repository/java-app"), t.arn("ecr", "repository/billing")
    yield t.row("log in", "ecr:GetAuthorizationToken", "*", always, _call("ecr", "get_authorization_token"))
    elsewhere = "us-west-2"
    yield t.row("log in elsewhere", "ecr:GetAuthorizationToken", "*", never, aws__RequestedRegion=elsewhere)
    for method, action in (
        ("create_repository", "CreateRepository"),
        ("initiate_layer_upload", "InitiateLayerUpload"),
    ):
        call = _call("ecr", method, repositoryName="java-app")
        yield t.row(action, f"ecr:{action}", ours, always, call)
        denied = _call("ecr", method, repositoryName="billing")
        yield t.row(f"{action} other", f"ecr:{action}", others, never, denied)
    manifest = {"imageManifest": "{}", "imageTag": "1"}
    push = _call("ecr", "put_image", repositoryName="java-app", **manifest)
    yield t.row("push image", "ecr:PutImage", ours, always, push)
    push_other = _call("ecr", "put_image", repositoryName="billing", **manifest)
    yield t.row("push image to other repository", "ecr:PutImage", others, never, push_other)
    for action in ("BatchCheckLayerAvailability", "CompleteLayerUpload", "DescribeRepositories", "UploadLayerPart"):
        yield t.row(action, f"ecr:{action}", ours, always)
        yield t.row(f"{action} other", f"ecr:{action}", others, never)
    delete = _call("ecr", "delete_repository", repositoryName="java-app", force=True)
    yield t.row("delete repository", "ecr:DeleteRepository", ours, scoped, delete)
    text = _call("ecr", "set_repository_policy", repositoryName="java-app", policyText=ANYTHING)
    yield t.row("set repository policy", "ecr:SetRepositoryPolicy", ours, never, text)


def _ecs(t: _Table) -> Iterator[Probe]:
    ecs, wide = target("ecs"), every(target("ecs"), scoped)
    cluster, other = t.arn("ecs", "cluster/a2c-java"), t.arn("ecs", "cluster/production")
    family = t.arn("ecs", "task-definition/java-app:1")
    yield t.row("register task definition", "ecs:RegisterTaskDefinition", family, ecs)
    yield t.row("list clusters", "ecs:ListClusters", "*", ecs, _call("ecs", "list_clusters"))
    yield t.row("describe cluster", "ecs:DescribeClusters", cluster, ecs)
    yield t.row("describe other cluster", "ecs:DescribeClusters", other, never)
    yield t.row("create cluster", "ecs:CreateCluster", cluster, wide)
    yield t.row("create other cluster", "ecs:CreateCluster", other, never)
    yield t.row("run task", "ecs:RunTask", family, wide, ecs__cluster=cluster)
    yield t.row("run task on other cluster", "ecs:RunTask", family, never, ecs__cluster=other)
    yield t.row("stop task", "ecs:StopTask", t.arn("ecs", "task/a2c-java/1"), wide)
    yield t.row("stop task of other cluster", "ecs:StopTask", t.arn("ecs", "task/production/1"), never)
    service = t.arn("ecs", "service/a2c-java/web")
    update = either(wide, every(PIPELINE_SYSTEM, current))
    yield t.row("update service", "ecs:UpdateService", service, update)
    yield t.row("update other service", "ecs:UpdateService", t.arn("ecs", "service/production/web"), never)
    role, tasks = t.iam("role/ecsTaskExecutionRole"), "ecs-tasks.amazonaws.com"
    yield t.row("pass execution role", "iam:PassRole", role, ecs, iam__PassedToService=tasks)
    yield t.row("pass execution role to EC2", "iam:PassRole", role, never, iam__PassedToService="ec2.amazonaws.com")
    yield t.row("pass execution role to anyone", "iam:PassRole", role, never)
    admin = t.iam("role/administrators")
    yield t.row("pass another role", "iam:PassRole", admin, never, iam__PassedToService=tasks)


def _machines(t: _Table) -> Iterator[Probe]:
    vpcs, keys = every(has("byo_vpc"), CLUSTERS), every(has("ec2_key_pairs"), CLUSTERS)
    yield t.row("describe VPCs", "ec2:DescribeVpcs", "*", vpcs, _call("ec2", "describe_vpcs"))
    yield t.row("describe subnets", "ec2:DescribeSubnets", "*", vpcs, _call("ec2", "describe_subnets"))
    yield t.row("describe VPCs elsewhere", "ec2:DescribeVpcs", "*", never, aws__RequestedRegion="us-west-2")
    pair = _call("ec2", "create_key_pair", KeyName="java-app")
    yield t.row("create key pair", "ec2:CreateKeyPair", t.arn("ec2", "key-pair/java-app"), keys, pair)
    yield t.row("describe key pairs", "ec2:DescribeKeyPairs", "*", keys, _call("ec2", "describe_key_pairs"))
    yield t.row("terminate instances", "ec2:TerminateInstances", t.arn("ec2", "instance/i-1"), never)
    yield t.row("describe instances", "ec2:DescribeInstances", "*", never, _call("ec2", "describe_instances"))
    reader, other = "eks-quickstart-ResourceReader", "billing"
    for name, when in ((reader, target("eks")), (other, never)):
        function = t.arn("lambda", f"function:{name}")
        yield t.row(
            f"get function {name}",
            "lambda:GetFunction",
            function,
            when,
            _call("lambda", "get_function", FunctionName=name),
        )
    update = _call("lambda", "update_function_code", FunctionName=reader, ZipFile=b"x")
    yield t.row("change function", "lambda:UpdateFunctionCode", t.arn("lambda", f"function:{reader}"), never, update)
    cluster = _call("eks", "describe_cluster", name="any")
    yield t.row(
        "describe EKS cluster",
        "eks:DescribeCluster",
        t.arn("eks", "cluster/any"),
        every(PIPELINE_SYSTEM, current),
        cluster,
    )


def _roles(t: _Table) -> Iterator[Probe]:
    node, boundary = t.iam("role/a2c-node"), t.iam("policy/Boundary")
    reader = "eks-quickstart-ResourceReader"
    get = _call("iam", "get_role", RoleName=reader)
    yield t.row("get reader role", "iam:GetRole", t.iam(f"role/{reader}"), target("eks"), get)
    yield t.row("get node role", "iam:GetRole", node, EKS_ROLES, _call("iam", "get_role", RoleName="a2c-node"))
    admin = t.iam("role/administrators")
    yield t.row("get other role", "iam:GetRole", admin, never, _call("iam", "get_role", RoleName="administrators"))
    roles = either(EKS_ROLES, every(has("pipeline", "jenkins"), current))
    yield t.row("list roles", "iam:ListRoles", "*", roles, _call("iam", "list_roles"))
    yield t.row("create node role", "iam:CreateRole", node, EKS_ROLES, iam__PermissionsBoundary=boundary)
    worker = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"
    attach = "iam:AttachRolePolicy"
    yield t.row("attach node policy", attach, node, EKS_ROLES, iam__PolicyARN=worker, iam__PermissionsBoundary=boundary)
    yield t.row(
        "attach AdministratorAccess to node",
        attach,
        node,
        never,
        iam__PolicyARN=ADMINISTRATOR,
        iam__PermissionsBoundary=boundary,
    )
    call = _call("iam", "attach_role_policy", RoleName="a2c-node", PolicyArn=ADMINISTRATOR)
    yield t.row("really attach AdministratorAccess to node", attach, node, never, call)
    yield t.row("attach node policy to other role", attach, admin, never, iam__PolicyARN=worker)
    yield t.row("pass node role", "iam:PassRole", node, EKS_ROLES, iam__PassedToService="ec2.amazonaws.com")
    yield t.row("pass node role to Lambda", "iam:PassRole", node, never, iam__PassedToService="lambda.amazonaws.com")


def _firelens(t: _Table) -> Iterator[Probe]:
    role, boundary = t.iam("role/A2CEcsFirelensRole"), t.iam("policy/Boundary")
    firehose, attach = t.iam("role/app-a2c-FirehoseRole-1"), "iam:AttachRolePolicy"
    policy, delivery = (
        t.iam("policy/service-role/A2CEcsFirelensPolicy"),
        t.iam("policy/app-a2c-KinesisFirehosePolicy-1"),
    )
    for name, made, own in (("FireLens", role, policy), ("Firehose", firehose, delivery)):
        yield t.row(f"create {name} role", "iam:CreateRole", made, FIRELENS, iam__PermissionsBoundary=boundary)
        yield t.row(
            f"attach {name} policy", attach, made, FIRELENS, iam__PolicyARN=own, iam__PermissionsBoundary=boundary
        )
        yield t.row(f"attach {name} policy without boundary", attach, made, never, iam__PolicyARN=own)
        yield t.row(f"attach AdministratorAccess to {name} role", attach, made, never, iam__PolicyARN=ADMINISTRATOR)
        yield t.row(
            f"attach AdministratorAccess to bounded {name} role",
            attach,
            made,
            never,
            iam__PolicyARN=ADMINISTRATOR,
            iam__PermissionsBoundary=boundary,
        )
        yield t.row(f"create {name} policy", "iam:CreatePolicy", own, FIRELENS)
    call = _call("iam", "attach_role_policy", RoleName="A2CEcsFirelensRole", PolicyArn=ADMINISTRATOR)
    yield t.row("really attach AdministratorAccess to FireLens role", attach, role, never, call)
    tasks = "ecs-tasks.amazonaws.com"
    yield t.row("pass FireLens role", "iam:PassRole", role, FIRELENS, iam__PassedToService=tasks)
    yield t.row("pass FireLens role to EC2", "iam:PassRole", role, never, iam__PassedToService="ec2.amazonaws.com")
    service = "firehose.amazonaws.com"
    yield t.row("pass Firehose role", "iam:PassRole", firehose, FIRELENS, iam__PassedToService=service)
    yield t.row(
        "create other policy",
        "iam:CreatePolicy",
        t.iam("policy/other"),
        never,
        _call("iam", "create_policy", PolicyName="other", PolicyDocument=ANYTHING),
    )
    stream, delivered = t.arn("kinesis", "stream/logs"), t.arn("firehose", "deliverystream/logs")
    create = _call("kinesis", "create_stream", StreamName="logs", ShardCount=1)
    yield t.row("create Kinesis stream", "kinesis:CreateStream", stream, FIRELENS, create)
    delete = _call("kinesis", "delete_stream", StreamName="logs")
    yield t.row("delete Kinesis stream", "kinesis:DeleteStream", stream, never, delete)
    describe = _call("firehose", "describe_delivery_stream", DeliveryStreamName="logs")
    yield t.row("describe Firehose stream", "firehose:DescribeDeliveryStream", delivered, FIRELENS, describe)


def _pipelines(t: _Table) -> Iterator[Probe]:
    repository, other = t.arn("codecommit", "java-app"), t.arn("codecommit", "billing")
    code = has("pipeline", "codepipeline")
    for action in ("CreateRepository", "CreateCommit", "GetBranch", "GetRepository", "TagResource"):
        yield t.row(f"CodeCommit {action}", f"codecommit:{action}", repository, code)
        yield t.row(f"CodeCommit {action} other", f"codecommit:{action}", other, never)
    yield t.row("delete CodeCommit repository", "codecommit:DeleteRepository", repository, never)
    jenkins = every(has("pipeline", "jenkins"), current)
    yield t.row("assume deployment role", "sts:AssumeRole", t.iam("role/a2c-deploy"), jenkins)
    yield t.row("assume other role", "sts:AssumeRole", t.iam("role/administrators"), never)


def _small(t: _Table) -> Iterator[Probe]:
    for action in ("GetSecretValue", "DescribeSecret"):
        method = "get_secret_value" if action == "GetSecretValue" else "describe_secret"
        for name, when in (("a2c/host", SECRETS), ("other/host", never)):
            secret, call = (
                t.arn("secretsmanager", f"secret:{name}-AbCdEf"),
                _call("secretsmanager", method, SecretId=name),
            )
            yield t.row(f"{action} {name}", f"secretsmanager:{action}", secret, when, call)
    secret = t.arn("secretsmanager", "secret:a2c/host-AbCdEf")
    put = _call("secretsmanager", "put_secret_value", SecretId="a2c/host", SecretString="x")
    yield t.row("change secret", "secretsmanager:PutSecretValue", secret, never, put)
    service = "application-transformation"
    yield t.row("send metrics", f"{service}:PutMetricData", "*", every(has("metrics"), current))
    yield t.row("send support bundle", f"{service}:PutLogData", "*", every(has("support_bundles"), current))
    yield t.row("start deployment", f"{service}:StartDeployment", "*", never)
    stack = t.arn("cloudformation", "stack/a2c-java/1")
    describe = _call("cloudformation", "describe_stacks", StackName="a2c-java")
    yield t.row("describe stack", "cloudformation:DescribeStacks", stack, current, describe)
    other = _call("cloudformation", "describe_stacks", StackName="production")
    yield t.row(
        "describe other stack",
        "cloudformation:DescribeStacks",
        t.arn("cloudformation", "stack/production/1"),
        never,
        other,
    )
    create = _call("cloudformation", "create_stack", StackName="a2c-java", TemplateBody="{}")
    yield t.row("create stack", "cloudformation:CreateStack", stack, never, create)
    apprunner = target("apprunner")
    yield t.row("list App Runner services", "apprunner:ListServices", "*", apprunner)
    yield t.row(
        "describe App Runner service", "apprunner:DescribeService", t.arn("apprunner", "service/java-app/1"), apprunner
    )
    yield t.row(
        "describe other App Runner service", "apprunner:DescribeService", t.arn("apprunner", "service/billing/1"), never
    )
    yield t.row("create App Runner service", "apprunner:CreateService", t.arn("apprunner", "service/java-app/1"), never)


def _never(t: _Table) -> Iterator[Probe]:
    """What nobody may do with any options: mostly ways to become somebody else."""
    user, group, role = t.iam("user/other"), t.iam("group/administrators"), t.iam("role/administrators")
    by_user: dict[str, Any] = {"UserName": "other"}
    rows: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("CreateUser", user, "create_user", {"UserName": "fresh"}),
        ("DeleteUser", user, "delete_user", by_user),
        ("AttachUserPolicy", user, "attach_user_policy", {**by_user, "PolicyArn": ADMINISTRATOR}),
        ("PutUserPolicy", user, "put_user_policy", {**by_user, "PolicyName": "p", "PolicyDocument": ANYTHING}),
        ("CreateAccessKey", user, "create_access_key", by_user),
        ("CreateLoginProfile", user, "create_login_profile", {**by_user, "Password": "Emulated-1"}),
        ("AddUserToGroup", group, "add_user_to_group", {**by_user, "GroupName": "administrators"}),
        (
            "AttachGroupPolicy",
            group,
            "attach_group_policy",
            {"GroupName": "administrators", "PolicyArn": ADMINISTRATOR},
        ),
        (
            "PutRolePolicy",
            role,
            "put_role_policy",
            {"RoleName": "administrators", "PolicyName": "p", "PolicyDocument": ANYTHING},
        ),
        (
            "UpdateAssumeRolePolicy",
            role,
            "update_assume_role_policy",
            {"RoleName": "administrators", "PolicyDocument": TRUST},
        ),
        ("CreateRole", role, "create_role", {"RoleName": "fresh", "AssumeRolePolicyDocument": TRUST}),
    )
    for action, resource, method, params in rows:
        yield t.row(f"iam {action}", f"iam:{action}", resource, never, _call("iam", method, **params))
    for action in ("CreatePolicyVersion", "SetDefaultPolicyVersion"):
        yield t.row(f"iam {action}", f"iam:{action}", t.iam("policy/app2container/App2ContainerGeneral"), never)
    for action in ("DeleteRolePermissionsBoundary", "PutRolePermissionsBoundary", "PutRolePolicy"):
        yield t.row(f"{action} of FireLens role", f"iam:{action}", t.iam("role/A2CEcsFirelensRole"), never)
    yield t.row("read account", "iam:GetAccountAuthorizationDetails", "*", never)
    yield t.row("close account", "account:CloseAccount", "*", never)
