# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No stand-in: the rows of the probes, one function for each area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.support.authorization.judges import Probe
from tests.support.authorization.probe_table import (
    ADMINISTRATOR,
    ANYTHING,
    BUCKET,
    CLUSTERS,
    EKS,
    EKS_ROLES,
    FIRELENS,
    JENKINS,
    PIPELINE_SYSTEM,
    SECRETS,
    TRUST,
    Table,
    always,
    call_of,
    current,
    either,
    encrypted,
    every,
    has,
    never,
    scoped,
    target,
)
from tests.support.emulator.servers import REGION

__all__ = ["TABLES"]


def _storage(t: Table) -> Iterator[Probe]:
    ours, others = f"arn:aws:s3:::{t.bucket}", f"arn:aws:s3:::{t.other_bucket}"
    key, wide = "java-app/artifact", every(BUCKET, scoped)
    at, elsewhere = {"Bucket": t.bucket, "Key": key}, {"Bucket": t.other_bucket, "Key": "java-app/kept"}
    kept = {"Bucket": t.bucket, "Key": "java-app/kept"}
    yield t.row("put object", "s3:PutObject", f"{ours}/{key}", BUCKET, call_of("s3", "put_object", **at, Body=b"x"))
    yield t.row("get object", "s3:GetObject", f"{ours}/java-app/kept", BUCKET, call_of("s3", "get_object", **kept))
    yield t.row("delete object", "s3:DeleteObject", f"{ours}/{key}", wide, call_of("s3", "delete_object", **at))
    yield t.row("list bucket", "s3:ListBucket", ours, BUCKET, call_of("s3", "list_objects_v2", Bucket=t.bucket))
    abort = "s3:AbortMultipartUpload"
    yield t.row("end multipart upload", abort, f"{ours}/{key}", BUCKET)
    yield t.row("end multipart upload in other bucket", abort, f"{others}/{key}", never)
    location = call_of("s3", "get_bucket_location", Bucket=t.bucket)
    yield t.row("bucket location", "s3:GetBucketLocation", ours, BUCKET, location)
    yield t.row("list buckets", "s3:ListAllMyBuckets", "*", BUCKET, call_of("s3", "list_buckets"))
    other = call_of("s3", "list_objects_v2", Bucket=t.other_bucket)
    yield t.row("list other bucket of the account", "s3:ListBucket", others, wide, other)
    yield t.row("list bucket of another account", "s3:ListBucket", others, never, aws__ResourceAccount="9" * 12)
    put = call_of("s3", "put_object", **elsewhere, Body=b"x")
    yield t.row("put object into other bucket", "s3:PutObject", f"{others}/java-app/kept", never, put)
    get = call_of("s3", "get_object", **elsewhere)
    yield t.row("get object of other bucket", "s3:GetObject", f"{others}/java-app/kept", never, get)
    policy = call_of("s3", "put_bucket_policy", Bucket=t.bucket, Policy=ANYTHING)
    yield t.row("put bucket policy", "s3:PutBucketPolicy", ours, never, policy)
    yield t.row(
        "delete bucket", "s3:DeleteBucket", others, never, call_of("s3", "delete_bucket", Bucket=t.other_bucket)
    )
    key_arn, via = t.arn("kms", "key/1"), f"s3.{REGION}.amazonaws.com"
    with_key = every(BUCKET, encrypted)
    yield t.row("encrypt through S3", "kms:GenerateDataKey", key_arn, with_key, kms__ViaService=via)
    yield t.row("decrypt through S3", "kms:Decrypt", key_arn, with_key, kms__ViaService=via)
    sqs = f"sqs.{REGION}.amazonaws.com"
    yield t.row("decrypt through another service", "kms:Decrypt", key_arn, never, kms__ViaService=sqs)
    yield t.row("decrypt directly", "kms:Decrypt", key_arn, never)
    yield t.row("other key", "kms:Decrypt", t.arn("kms", "key/2"), never, kms__ViaService=via)


def _images(t: Table) -> Iterator[Probe]:
    ours, others = t.arn("ecr", "repository/java-app"), t.arn("ecr", "repository/billing")
    yield t.row("log in", "ecr:GetAuthorizationToken", "*", always, call_of("ecr", "get_authorization_token"))
    elsewhere = "us-west-2"
    yield t.row("log in elsewhere", "ecr:GetAuthorizationToken", "*", never, aws__RequestedRegion=elsewhere)
    for method, action in (
        ("create_repository", "CreateRepository"),
        ("initiate_layer_upload", "InitiateLayerUpload"),
    ):
        call = call_of("ecr", method, repositoryName="java-app")
        yield t.row(action, f"ecr:{action}", ours, always, call)
        denied = call_of("ecr", method, repositoryName="billing")
        yield t.row(f"{action} other", f"ecr:{action}", others, never, denied)
    manifest = {"imageManifest": "{}", "imageTag": "1"}
    push = call_of("ecr", "put_image", repositoryName="java-app", **manifest)
    yield t.row("push image", "ecr:PutImage", ours, always, push)
    push_other = call_of("ecr", "put_image", repositoryName="billing", **manifest)
    yield t.row("push image to other repository", "ecr:PutImage", others, never, push_other)
    for action in ("BatchCheckLayerAvailability", "CompleteLayerUpload", "DescribeRepositories", "UploadLayerPart"):
        yield t.row(action, f"ecr:{action}", ours, always)
        yield t.row(f"{action} other", f"ecr:{action}", others, never)
    delete = call_of("ecr", "delete_repository", repositoryName="java-app", force=True)
    yield t.row("delete repository", "ecr:DeleteRepository", ours, scoped, delete)
    text = call_of("ecr", "set_repository_policy", repositoryName="java-app", policyText=ANYTHING)
    yield t.row("set repository policy", "ecr:SetRepositoryPolicy", ours, never, text)


def _ecs(t: Table) -> Iterator[Probe]:
    ecs, wide = target("ecs"), every(target("ecs"), scoped)
    cluster, other = t.arn("ecs", "cluster/a2c-java"), t.arn("ecs", "cluster/production")
    family = t.arn("ecs", "task-definition/java-app:1")
    yield t.row("register task definition", "ecs:RegisterTaskDefinition", "*", ecs)
    yield t.row("register named task definition", "ecs:RegisterTaskDefinition", family, ecs)
    yield t.row("list clusters", "ecs:ListClusters", "*", ecs, call_of("ecs", "list_clusters"))
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


def _machines(t: Table) -> Iterator[Probe]:
    vpcs, keys = every(has("byo_vpc"), CLUSTERS), every(has("ec2_key_pairs"), CLUSTERS)
    yield t.row("describe VPCs", "ec2:DescribeVpcs", "*", vpcs, call_of("ec2", "describe_vpcs"))
    yield t.row("describe subnets", "ec2:DescribeSubnets", "*", vpcs, call_of("ec2", "describe_subnets"))
    yield t.row("describe VPCs elsewhere", "ec2:DescribeVpcs", "*", never, aws__RequestedRegion="us-west-2")
    pair = call_of("ec2", "create_key_pair", KeyName="java-app")
    yield t.row("create key pair", "ec2:CreateKeyPair", t.arn("ec2", "key-pair/java-app"), keys, pair)
    yield t.row("describe key pairs", "ec2:DescribeKeyPairs", "*", keys, call_of("ec2", "describe_key_pairs"))
    yield t.row("terminate instances", "ec2:TerminateInstances", t.arn("ec2", "instance/i-1"), never)
    yield t.row("describe instances", "ec2:DescribeInstances", "*", never, call_of("ec2", "describe_instances"))
    reader, other = "eks-quickstart-ResourceReader", "billing"
    for name, when in ((reader, target("eks")), (other, never)):
        function = t.arn("lambda", f"function:{name}")
        yield t.row(
            f"get function {name}",
            "lambda:GetFunction",
            function,
            when,
            call_of("lambda", "get_function", FunctionName=name),
        )
    update = call_of("lambda", "update_function_code", FunctionName=reader, ZipFile=b"x")
    yield t.row("change function", "lambda:UpdateFunctionCode", t.arn("lambda", f"function:{reader}"), never, update)
    cluster = call_of("eks", "describe_cluster", name="any")
    yield t.row(
        "describe EKS cluster",
        "eks:DescribeCluster",
        t.arn("eks", "cluster/any"),
        every(PIPELINE_SYSTEM, current),
        cluster,
    )


def _roles(t: Table) -> Iterator[Probe]:
    node, boundary = t.iam("role/a2c-node"), t.iam("policy/Boundary")
    reader = "eks-quickstart-ResourceReader"
    get = call_of("iam", "get_role", RoleName=reader)
    yield t.row("get reader role", "iam:GetRole", t.iam(f"role/{reader}"), target("eks"), get)
    yield t.row("get node role", "iam:GetRole", node, EKS, call_of("iam", "get_role", RoleName="a2c-node"))
    admin = t.iam("role/administrators")
    yield t.row("get other role", "iam:GetRole", admin, never, call_of("iam", "get_role", RoleName="administrators"))
    roles = either(EKS, JENKINS)
    yield t.row("list roles", "iam:ListRoles", "*", roles, call_of("iam", "list_roles"))
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
    call = call_of("iam", "attach_role_policy", RoleName="a2c-node", PolicyArn=ADMINISTRATOR)
    yield t.row("really attach AdministratorAccess to node", attach, node, never, call)
    yield t.row("attach node policy to other role", attach, admin, never, iam__PolicyARN=worker)
    yield t.row("pass node role", "iam:PassRole", node, EKS_ROLES, iam__PassedToService="ec2.amazonaws.com")
    yield t.row("pass node role to Lambda", "iam:PassRole", node, never, iam__PassedToService="lambda.amazonaws.com")


def _firelens(t: Table) -> Iterator[Probe]:
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
    call = call_of("iam", "attach_role_policy", RoleName="A2CEcsFirelensRole", PolicyArn=ADMINISTRATOR)
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
        call_of("iam", "create_policy", PolicyName="other", PolicyDocument=ANYTHING),
    )
    stream, delivered = t.arn("kinesis", "stream/logs"), t.arn("firehose", "deliverystream/logs")
    create = call_of("kinesis", "create_stream", StreamName="logs", ShardCount=1)
    yield t.row("create Kinesis stream", "kinesis:CreateStream", stream, FIRELENS, create)
    delete = call_of("kinesis", "delete_stream", StreamName="logs")
    yield t.row("delete Kinesis stream", "kinesis:DeleteStream", stream, never, delete)
    describe = call_of("firehose", "describe_delivery_stream", DeliveryStreamName="logs")
    yield t.row("describe Firehose stream", "firehose:DescribeDeliveryStream", delivered, FIRELENS, describe)


def _pipelines(t: Table) -> Iterator[Probe]:
    repository, other = t.arn("codecommit", "java-app"), t.arn("codecommit", "billing")
    code = either(
        has("pipeline", "codepipeline"), every(has("pipeline", "jenkins"), has("pipeline_source", "codecommit"))
    )
    for action in ("CreateRepository", "CreateCommit", "GetBranch", "GetRepository", "TagResource"):
        yield t.code_commit(action, repository, code)
        yield t.code_commit(action, other, never)
    yield t.code_commit("DeleteRepository", repository, never)
    other_user = t.iam("user/other")
    yield t.row("SSH key of another user", "iam:UploadSSHPublicKey", other_user, never)
    yield t.row("assume deployment role", "sts:AssumeRole", t.iam("role/a2c-deploy"), JENKINS)
    yield t.row("assume other role", "sts:AssumeRole", t.iam("role/administrators"), never)


def _small(t: Table) -> Iterator[Probe]:
    for action in ("GetSecretValue", "DescribeSecret"):
        method = "get_secret_value" if action == "GetSecretValue" else "describe_secret"
        for name, when in (("a2c/host", SECRETS), ("other/host", never)):
            secret, call = (
                t.arn("secretsmanager", f"secret:{name}-AbCdEf"),
                call_of("secretsmanager", method, SecretId=name),
            )
            yield t.row(f"{action} {name}", f"secretsmanager:{action}", secret, when, call)
    secret = t.arn("secretsmanager", "secret:a2c/host-AbCdEf")
    put = call_of("secretsmanager", "put_secret_value", SecretId="a2c/host", SecretString="x")
    yield t.row("change secret", "secretsmanager:PutSecretValue", secret, never, put)
    service = "application-transformation"
    yield t.row("send metrics", f"{service}:PutMetricData", "*", every(has("metrics"), current))
    yield t.row("send support bundle", f"{service}:PutLogData", "*", every(has("support_bundles"), current))
    yield t.row("start deployment", f"{service}:StartDeployment", "*", never)
    stack = t.arn("cloudformation", "stack/a2c-java/1")
    describe = call_of("cloudformation", "describe_stacks", StackName="a2c-java")
    yield t.row("describe stack", "cloudformation:DescribeStacks", stack, current, describe)
    other = call_of("cloudformation", "describe_stacks", StackName="production")
    yield t.row(
        "describe other stack",
        "cloudformation:DescribeStacks",
        t.arn("cloudformation", "stack/production/1"),
        never,
        other,
    )
    create = call_of("cloudformation", "create_stack", StackName="a2c-java", TemplateBody="{}")
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


def _never(t: Table) -> Iterator[Probe]:
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
        yield t.row(f"iam {action}", f"iam:{action}", resource, never, call_of("iam", method, **params))
    for action in ("CreatePolicyVersion", "SetDefaultPolicyVersion"):
        yield t.row(f"iam {action}", f"iam:{action}", t.iam("policy/app2container/App2ContainerGeneral"), never)
    for action in ("DeleteRolePermissionsBoundary", "PutRolePermissionsBoundary", "PutRolePolicy"):
        yield t.row(f"{action} of FireLens role", f"iam:{action}", t.iam("role/A2CEcsFirelensRole"), never)
    yield t.row("read account", "iam:GetAccountAuthorizationDetails", "*", never)
    yield t.row("close account", "account:CloseAccount", "*", never)


TABLES = (_storage, _images, _ecs, _machines, _roles, _firelens, _pipelines, _small, _never)
