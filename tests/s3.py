"""S3 servers on loopback: moto, which believes every signature, and ministack, which checks them.

ministack wants other versions of our own dependencies, so it has an environment of its own.
"""

import itertools
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from botocore.config import Config
from botocore.session import Session

from gallery.embedded.process import end_child
from storage.s3.access import S3Access
from tests.processes import environment, free_port

FILLED: Final = "filled"  # a bucket of both servers
MANY_KEYS: Final = [f"many/{number:05}.png" for number in range(10_000)]

_HERE: Final = Path(__file__).parent
_MINISTACK: Final = _HERE.parent / ".boot/ministack/bin/ministack"
# As which ministack keeps what its root owns.
_ACCOUNT: Final = "000000000000"
_ROOT_KEY: Final = "test"
# Also where each test process starts one at the same time.
_PATIENCE: Final = 120.0
_EVERYTHING: Final = """{"Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}"""
_numbers = itertools.count()
_session = Session()


@contextmanager
def moto(folder: Path) -> Iterator[S3Access]:
    port = free_port()
    access = _access(f"http://127.0.0.1:{port}", _ROOT_KEY, _ROOT_KEY)
    command = [sys.executable, str(_HERE / "filled_moto.py"), str(port)]
    with _running(command, {}, folder, f"{access.endpoint}/moto-api/"):
        yield access


@contextmanager
def ministack(folder: Path) -> Iterator[S3Access]:
    if not _MINISTACK.exists():
        pytest.skip("ministack is set up by `./dev test`")
    port = free_port()
    filled = folder / "s3" / _ACCOUNT / FILLED
    (filled / "many").mkdir(parents=True)
    for key in MANY_KEYS:
        (filled / key).touch()
    settings = {
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_PORT": "0",
        "LOG_LEVEL": "ERROR",
        "S3_DATA_DIR": str(folder / "s3"),
        "S3_PERSIST": "1",
        "SERVICES": "s3,iam,sts",
        "TMPDIR": str(folder),
    }
    root = _access(f"http://127.0.0.1:{port}", _ROOT_KEY, _ROOT_KEY)
    health = f"{root.endpoint}/_ministack/health"
    with _running([str(_MINISTACK)], settings, folder, health):
        yield _with_own_key(root)


def given() -> S3Access | None:
    """The store that the environment names; its bucket is emptied."""
    endpoint = os.environ.get("TEST_S3_ENDPOINT")
    if endpoint is None:
        return None
    access = _access(endpoint, os.environ["TEST_S3_KEY"], os.environ["TEST_S3_SECRET"])
    region = os.environ.get("TEST_S3_REGION", access.region)
    return replace(access, bucket=os.environ["TEST_S3_BUCKET"], region=region)


@contextmanager
def client(access: S3Access, service: str = "s3") -> Iterator[Any]:
    """botocore's own client, for what a gallery never asks."""
    made = _session.create_client(
        service,
        endpoint_url=access.endpoint,
        region_name=access.region,
        aws_access_key_id=access.key_id,
        aws_secret_access_key=access.secret,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    with closing(made):
        yield made


def with_bucket(access: S3Access) -> S3Access:
    """With a fresh bucket of its own."""
    fresh = replace(access, bucket=f"gallery-{os.getpid()}-{next(_numbers)}")
    with client(fresh) as plain:
        plain.create_bucket(Bucket=fresh.bucket)
    return fresh


def settings_of(access: S3Access) -> dict[str, str]:
    return {
        "S3_ENDPOINT": access.endpoint,
        "S3_BUCKET": access.bucket,
        "S3_KEY": access.key_id,
        "S3_SECRET": access.secret,
        "S3_REGION": access.region,
    }


def _access(endpoint: str, key_id: str, secret: str) -> S3Access:
    return S3Access(
        endpoint=endpoint,
        bucket="none",
        key_id=key_id,
        secret=secret,
        region="us-east-1",
        public_endpoint=endpoint,
    )


def _with_own_key(root: S3Access) -> S3Access:
    """A user's key: the one of the root is accepted with any secret."""
    with client(root, "iam") as iam:
        iam.create_user(UserName="gallery")
        iam.put_user_policy(UserName="gallery", PolicyName="all", PolicyDocument=_EVERYTHING)
        made = iam.create_access_key(UserName="gallery")["AccessKey"]
    return replace(root, key_id=made["AccessKeyId"], secret=made["SecretAccessKey"])


@contextmanager
def _running(
    command: Sequence[str],
    more: Mapping[str, str],
    folder: Path,
    health: str,
) -> Iterator[None]:
    """From the server's first answer at ``health`` on."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(**more),
            stdout=log,
            stderr=log,
        )
    try:
        _await(health, process)
        yield
    finally:
        end_child(process, (signal.SIGTERM, 10))


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            assert process.poll() is None, "the S3 server did not start"
            assert time.monotonic() < deadline, "the S3 server does not answer"
            time.sleep(0.05)
        else:
            return
