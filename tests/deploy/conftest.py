import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.s3.access import S3Access
from tests import s3
from tests.client import Client
from tests.databases import at, execute
from tests.deploy.nodes import CLEANUP_TOKEN, Cluster, cluster

_DATABASE = "gallery_of_nodes"


@pytest.fixture(scope="module")
def nodes(
    postgres: str,
    template: str,
    redis_url: str,
    ministack: S3Access,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Cluster]:
    """Two nodes for all tests of a file."""
    made = f"CREATE DATABASE {_DATABASE} TEMPLATE {template} STRATEGY file_copy"
    asyncio.run(execute(postgres, made))
    environ = {
        "DATABASE_URL": at(postgres, _DATABASE),
        "REDIS_URL": redis_url.replace("db=0", "db=15"),
        "JWT_SECRET": "a secret of tests, which is long enough",
        "CLEANUP_TOKEN": CLEANUP_TOKEN,
        **s3.settings_of(s3.with_bucket(ministack)),
    }
    with cluster(environ, Path(tmp_path_factory.mktemp("nodes"))) as running:
        yield running
    asyncio.run(execute(postgres, f"DROP DATABASE {_DATABASE} WITH (FORCE)"))


@pytest.fixture(name="cluster")
def _cluster(nodes: Cluster) -> Cluster:
    """The same nodes, all of which run, whatever a test before did to them."""
    nodes.revive()
    nodes.wait_for_proxy()
    return nodes


@pytest.fixture
async def ann(cluster: Cluster) -> AsyncIterator[Client]:
    async with cluster.client("ann") as client:
        yield client
