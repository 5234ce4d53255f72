# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests that each command of App2Container makes, and how they are known.

A row says what App2Container sends, not what a policy expects: the values of conditions are those that the command or
the service puts into the request. So a condition that App2Container cannot meet shows as a missing action.

This is for commands without ``--deploy``: a deployment needs an administrator.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import sources
from .grants import of
from .need import Need
from .requests_deployment import APP_DEPLOYMENT
from .requests_pipeline import PIPELINE
from .requests_shared import READ_SECRETS, bucket_region, objects, secrets, uploads
from .sources import Source

__all__ = ["EVERY_COMMAND", "OWN_NEEDS"]


def _telemetry(section: str, path: str, action: str, source: Source) -> tuple[Need, Need]:
    """A message in the current edition, and in the original one."""
    return (
        Need(section=section, actions=(action,), source=source),
        Need(
            section=section,
            actions=("execute-api:Invoke",),
            resources=(f"arn:{{partition}}:execute-api:us-east-1:*:*/prod/POST/{path}",),
            source=source,
        ),
    )


_LOGS = _telemetry(
    "SectionForUploadSupportBundleService", "put-log-data", "application-transformation:PutLogData", sources.LOGS
)
# Consent at `init` makes every command send metrics, and a failed one a support bundle.
EVERY_COMMAND = (
    *_telemetry(
        "SectionForMetricsService", "put-metric-data", "application-transformation:PutMetricData", sources.METRICS
    ),
    *_LOGS,
)

_REMOTE = secrets(*READ_SECRETS, source=sources.REMOTE_ACCESS)

# In the order of the guide.
OWN_NEEDS: Mapping[str, tuple[Need, ...]] = {
    "init": (
        Need(section="SectionForS3Access", actions=("s3:ListAllMyBuckets",), source=sources.BUCKET_PROMPT),
        bucket_region()._replace(
            actions=of("s3", "GetBucketLocation GetBucketAcl ListBucket"), source=sources.BUCKET_PROMPT
        ),
    ),
    "remote configure": secrets("secretsmanager:DescribeSecret", source=sources.SECRET_OF_HOST)[:1],
    "inventory": (),
    "analyze": (),
    "remote inventory": _REMOTE,
    "remote analyze": _REMOTE,
    "remote extract": _REMOTE,
    "extract": uploads(sources.EXTRACTED),
    "containerize": (*objects("GetObject", "Decrypt", sources.ARCHIVE), bucket_region()),
    "generate app-deployment": APP_DEPLOYMENT,
    "generate pipeline": PIPELINE,
    "upgrade": (),
    "upload-support-bundle": tuple(need._replace(source=sources.SUPPORT_BUNDLE, always=True) for need in _LOGS),
}
