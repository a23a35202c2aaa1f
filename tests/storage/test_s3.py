"""What only an S3 store does: it may be misnamed, slow, overtaxed, and away."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from storage.base import ObjectConflict, ObjectNotFound, StorageUnavailable
from storage.s3.access import S3Access
from storage.s3.bucket import Bucket, Patience
from storage.s3.check import BucketRefused, check_region
from storage.s3.errors import UnsupportedCondition
from storage.s3.store import S3Storage
from tests import proxy, s3
from tests.proxy import Fault, Proxy

KEY = "pictures/7/0190e0a0/0123456789abcdef.png"
LARGE = bytes(range(251)) * 67_200
DENIED = """{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*",
    "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::BUCKET"}]}"""
IMPATIENT = Patience(connect=5, read=5, start=1, call=20, attempts=2)
# What never answers is waited for. Whoever waits so briefly may miss a slow answer, and asks again.
HASTY = replace(IMPATIENT, read=1, attempts=3)


@pytest.fixture
def access(moto: S3Access) -> S3Access:
    return s3.with_bucket(moto)


@pytest.fixture
async def store(access: S3Access) -> AsyncIterator[S3Storage]:
    store = await S3Storage.connect(access)
    yield store
    await store.close()


@pytest.fixture
async def way(access: S3Access) -> AsyncIterator[Proxy]:
    async with proxy.before(access.endpoint) as way:
        yield way


@pytest.fixture
async def far(access: S3Access, way: Proxy, fault: Fault) -> AsyncIterator[S3Storage]:
    """The same store, over the proxy that will have this fault."""
    patience = HASTY if fault is Fault.STALLS else IMPATIENT
    store = await S3Storage.connect(replace(access, endpoint=way.address), patience)
    yield store
    await store.close()


async def put(store: S3Storage, key: str = KEY, data: bytes = b"data") -> None:
    await store.put(key, data, content_type="image/png")


async def test_an_object_carries_what_browsers_want(store: S3Storage, access: S3Access) -> None:
    await put(store)
    with s3.client(access) as plain:
        found = plain.head_object(Bucket=access.bucket, Key=KEY, ChecksumMode="ENABLED")
    assert found["ContentType"] == "image/png"
    assert found["CacheControl"] == "private, max-age=31536000, immutable"


@pytest.mark.parametrize("operation", ["put_object", "upload_part"])
async def test_bytes_that_change_on_their_way_are_refused(
    ministack: S3Access, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    bucket = await Bucket.connect(s3.with_bucket(ministack), Patience())
    call = bucket.call

    async def spoiling(called: str, what: str, **arguments: Any) -> dict[str, Any]:
        if called == operation:
            arguments["Body"] = b"x" + arguments["Body"][1:]
        return await call(called, what, **arguments)

    monkeypatch.setattr(bucket, "call", spoiling)
    store = S3Storage(bucket)
    with pytest.raises(StorageUnavailable, match="Digest"):
        await put(store, data=LARGE if operation == "upload_part" else b"data")
    with pytest.raises(ObjectNotFound):
        await store.head(KEY)
    await store.close()


async def test_what_others_leave_in_the_bucket_is_not_listed(
    store: S3Storage, access: S3Access
) -> None:
    await put(store, "a/b.png")
    with s3.client(access) as plain:
        for key in ("a/", "a/notes.txt", "a//c.png", ".hidden.png", "back\\slash.png"):
            plain.put_object(Bucket=access.bucket, Key=key, Body=b"")
    assert [found.key async for found in store.list("")] == ["a/b.png"]


async def test_a_bucket_that_is_gone_has_lost_nothing(store: S3Storage, access: S3Access) -> None:
    with s3.client(access) as plain:
        plain.delete_bucket(Bucket=access.bucket)
    for attempt in (store.get(KEY), store.head(KEY), store.delete([KEY]), put(store)):
        with pytest.raises(StorageUnavailable):
            await attempt
    with pytest.raises(StorageUnavailable):
        await anext(aiter(store.list("")))


async def test_an_upload_that_fails_leaves_no_parts(
    access: S3Access, way: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = await Bucket.connect(replace(access, endpoint=way.address), IMPATIENT)
    call = bucket.call

    async def breaking_down(operation: str, what: str, **arguments: Any) -> dict[str, Any]:
        if arguments.get("PartNumber") == 2:
            way.break_down(Fault.BUSY, times=IMPATIENT.attempts)
        return await call(operation, what, **arguments)

    monkeypatch.setattr(bucket, "call", breaking_down)
    store = S3Storage(bucket)
    with pytest.raises(StorageUnavailable):
        await put(store, "large.png", LARGE)
    assert way.met == IMPATIENT.attempts
    with s3.client(access) as plain:
        assert "Uploads" not in plain.list_multipart_uploads(Bucket=access.bucket)
    with pytest.raises(ObjectNotFound):
        await store.head("large.png")
    await store.close()


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.STALLS, Fault.LOSES_ANSWERS])
async def test_a_fault_that_passes_is_not_noticed(
    store: S3Storage, far: S3Storage, way: Proxy, fault: Fault
) -> None:
    way.break_down(fault, times=1)
    await put(far)
    assert way.met == 1
    assert await store.get(KEY) == b"data"


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.STALLS, Fault.LOSES_ANSWERS])
async def test_a_fault_that_stays_is_unavailable_and_loses_nothing(
    store: S3Storage, far: S3Storage, way: Proxy, fault: Fault
) -> None:
    await put(store, "before.png", b"kept")
    way.break_down(fault)
    attempts = (
        put(far),
        far.get("before.png"),
        far.head("before.png"),
        far.delete(["x.png"]),
        anext(aiter(far.list(""))),
    )
    failures = await asyncio.gather(*attempts, return_exceptions=True)
    assert {type(failure) for failure in failures} == {StorageUnavailable}
    way.break_down(Fault.NONE)
    await put(far)
    assert await far.get(KEY) == b"data"
    assert await far.get("before.png") == b"kept"


async def test_an_upload_that_nobody_reads_ends(access: S3Access, way: Proxy) -> None:
    patience = Patience(connect=1, read=60, call=0.5)
    store = await S3Storage.connect(replace(access, endpoint=way.address), patience)
    way.break_down(Fault.DEAF)
    with pytest.raises(StorageUnavailable, match="no answer in time"):
        await put(store, data=LARGE[: 12 * 1024 * 1024])
    await store.close()


@pytest.mark.parametrize("fault", [Fault.CUTS])
async def test_half_an_object_is_none(
    store: S3Storage, far: S3Storage, way: Proxy, fault: Fault
) -> None:
    await put(store, data=LARGE)
    way.break_down(fault, times=1)
    with pytest.raises(StorageUnavailable):
        await far.get(KEY)
    assert await far.get(KEY) == LARGE


async def test_a_store_without_conditional_writes_is_asked_before(
    access: S3Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = await Bucket.connect(access, Patience())
    call = bucket.call

    async def unconditional(operation: str, what: str, **arguments: Any) -> dict[str, Any]:
        if "IfNoneMatch" in arguments:
            raise UnsupportedCondition(what)
        return await call(operation, what, **arguments)

    monkeypatch.setattr(bucket, "call", unconditional)
    store = S3Storage(bucket)
    for key, data in ((KEY, b"data"), ("large.png", LARGE)):
        await put(store, key, data)
        await put(store, key, data)
        with pytest.raises(ObjectConflict):
            await put(store, key, b"of another length")
        assert await store.get(key) == data
    await store.close()


async def test_an_object_that_was_cut_is_no_obstacle_to_the_next_attempt(
    access: S3Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = await Bucket.connect(access, Patience())
    call = bucket.call

    async def cutting(operation: str, what: str, **arguments: Any) -> dict[str, Any]:
        if operation == "put_object":
            sent = {"Bucket": access.bucket, "Key": arguments["Key"]}
            with s3.client(access) as plain:
                answer: dict[str, Any] = plain.put_object(**sent, Body=arguments["Body"][:-1])
            return answer
        return await call(operation, what, **arguments)

    store = S3Storage(bucket)
    with monkeypatch.context() as patched:
        patched.setattr(bucket, "call", cutting)
        with pytest.raises(StorageUnavailable, match="3 of 4 bytes"):
            await put(store)
    await put(store)
    assert await store.get(KEY) == b"data"
    await store.close()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"bucket": "nobody-made-this"}, "there is no bucket nobody-made-this at http"),
        ({"secret": "wrong"}, "does not accept S3_SECRET"),
        ({"key_id": "AKIAWRONG"}, "does not know S3_KEY"),
    ],
)
async def test_settings_that_the_store_refuses_are_named(
    ministack: S3Access, wrong: dict[str, str], words: str
) -> None:
    access = s3.with_bucket(ministack)
    with pytest.raises(BucketRefused, match=words) as refused:
        await S3Storage.connect(replace(access, **wrong))
    assert "\n" not in str(refused.value)
    assert access.secret not in str(refused.value) + repr(access)


async def test_a_key_that_may_not_list_is_told_so(ministack: S3Access) -> None:
    access = s3.with_bucket(ministack)
    with s3.client(access) as plain:
        plain.put_bucket_policy(
            Bucket=access.bucket, Policy=DENIED.replace("BUCKET", access.bucket)
        )
    with pytest.raises(BucketRefused, match="may not list the bucket"):
        await S3Storage.connect(access)


def test_a_bucket_elsewhere_is_pointed_to() -> None:
    access = S3Access(
        endpoint="https://s3.us-east-1.amazonaws.com",
        bucket="mine",
        key_id="key",
        secret="secret",
        region="us-east-1",
        public_endpoint="https://s3.us-east-1.amazonaws.com",
    )
    answer = {"ResponseMetadata": {"HTTPHeaders": {"x-amz-bucket-region": "eu-west-3"}}}
    with pytest.raises(BucketRefused, match="S3_REGION=eu-west-3"):
        check_region(answer, access)
    check_region(answer, replace(access, region="eu-west-3"))


async def test_a_store_that_is_away_is_waited_for(
    access: S3Access, way: Proxy, caplog: pytest.LogCaptureFixture
) -> None:
    far = replace(access, endpoint=way.address)
    for fault in (Fault.BUSY, Fault.STALLS):
        caplog.clear()
        way.break_down(fault)
        store = await S3Storage.connect(far, IMPATIENT)
        [record] = [each for each in caplog.records if each.levelno == logging.WARNING]
        assert "pictures have to wait" in record.message
        way.break_down(Fault.NONE)
        await put(store)
        await store.close()
