"""Over TLS clients of S3 like to frame what they send: here it arrives as it is."""

import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage.s3.access import S3Access
from storage.s3.store import S3Storage
from tests import proxy, s3
from tests.certificates import self_signed

LARGE = bytes(range(251)) * 67_200


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return self_signed(tmp_path)


@pytest.fixture
async def over_tls(
    ministack: S3Access, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[S3Access]:
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    access = s3.with_bucket(ministack)
    async with proxy.before(access.endpoint, tls) as way:
        yield replace(access, endpoint=way.address)


async def test_what_is_sent_over_tls_is_what_is_stored(
    over_tls: S3Access, ministack: S3Access
) -> None:
    store = await S3Storage.connect(over_tls)
    for key, data in (("small.png", b"data"), ("large.png", LARGE)):
        await store.put(key, data, content_type="image/png")
        assert await store.get(key) == data
    await store.delete(["small.png"])
    await store.close()
    with s3.client(replace(ministack, bucket=over_tls.bucket)) as plain:
        listed = plain.list_objects_v2(Bucket=over_tls.bucket)["Contents"]
    assert [(each["Key"], each["Size"]) for each in listed] == [("large.png", len(LARGE))]
