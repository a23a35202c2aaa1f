"""Our signatures are botocore's, byte for byte, over whatever can be signed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from unittest import mock

import pytest
from botocore.config import Config
from botocore.session import Session
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import keys, media
from storage.base import BadKey, UrlSigner
from storage.s3.access import S3Access
from storage.s3.signing import MAX_WINDOW, S3Signer

KEY = "pictures/7/0190e0a0-1111-7222-8333-444455556666/0123456789abcdef.png"
HOURS = timedelta(hours=12)
ACCESS = S3Access(
    endpoint="http://s3.internal:8333",
    bucket="pictures",
    key_id="AKIDEXAMPLE",
    secret="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    region="us-east-1",
    public_endpoint="https://s3.example.org",
)
ENDPOINTS = [
    "https://s3.example.org",
    "https://s3.example.org:443",
    "http://127.0.0.1:9000",
    "http://[::1]:9000",
    "https://project.example.org/storage/v1/s3",
    "https://account.r2.cloudflarestorage.com",
    "https://s3.eu-central-1.amazonaws.com",
    "https://s3.cn-north-1.amazonaws.com.cn",
]
SAFE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)
TEXTS = st.text(st.sampled_from(" +%&=?#/~'()*:;@$,!_.-ü猫🦊aA0"), min_size=1, max_size=30) | SAFE


def is_key(text: str) -> bool:
    try:
        keys.check(text)
    except BadKey:
        return False
    return True


@cache
def botocores(access: S3Access) -> Any:
    virtual = access.has_virtual_host(access.public_endpoint)
    return session().create_client(
        "s3",
        endpoint_url=access.public_endpoint,
        region_name=access.region,
        aws_access_key_id=access.key_id,
        aws_secret_access_key=access.secret,
        aws_session_token=access.session_token,
        config=Config(
            signature_version="s3v4", s3={"addressing_style": "virtual" if virtual else "path"}
        ),
    )


@cache
def session() -> Session:
    return Session()


@contextmanager
def at(moment: float) -> Iterator[None]:
    """botocore signs as of this moment."""
    now = datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)
    with mock.patch("botocore.auth.get_current_datetime", return_value=now):
        yield


def signed_by_botocore(
    access: S3Access, moment: float, seconds: int, key: str, filename: str | None
) -> str:
    asked = {"Bucket": access.bucket, "Key": key}
    if filename is not None:
        asked["ResponseContentDisposition"] = media.content_disposition(filename)
    with at(moment):
        url: str = botocores(access).generate_presigned_url(
            "get_object", Params=asked, ExpiresIn=seconds
        )
    return url


@settings(max_examples=500, deadline=None)
@given(
    endpoint=st.sampled_from(ENDPOINTS),
    region=st.sampled_from(["us-east-1", "auto", "eu-central-1"]),
    bucket=st.sampled_from(["pictures", "my.dotted.bucket", "x-9"]),
    token=st.none() | st.just("IQoJb3JpZ2luX2Vj//////+wEaCXVz=="),
    key=TEXTS.map(lambda text: f"{text}.png").filter(is_key),
    filename=st.none() | st.text(max_size=40),
    now=st.floats(1e9, 4e9),
    window=st.sampled_from([1, 900, 43_200, 302_400]),
)
def test_a_url_is_the_one_that_botocore_makes(
    endpoint: str,
    region: str,
    bucket: str,
    token: str | None,
    key: str,
    filename: str | None,
    now: float,
    window: int,
) -> None:
    access = replace(
        ACCESS, public_endpoint=endpoint, region=region, bucket=bucket, session_token=token
    )
    signer = S3Signer(access, timedelta(seconds=window), clock=lambda: now)
    start = now // window * window
    theirs = signed_by_botocore(access, start, 2 * window, key, filename)
    assert signer.url(key, content_type="image/png", filename=filename) == theirs
    assert signer.expires_at() == datetime.fromtimestamp(start + 2 * window, UTC)


def test_it_is_a_url_signer() -> None:
    signer: UrlSigner = S3Signer(ACCESS)
    assert signer.url(KEY, content_type="image/png").startswith("https://s3.example.org/pictures/")


def test_browsers_are_sent_to_the_public_endpoint_only() -> None:
    assert "internal" not in S3Signer(ACCESS).url(KEY, content_type="image/png")
    assert ACCESS.public_origin == "https://s3.example.org"
    amazon = replace(ACCESS, public_endpoint="https://s3.eu-central-1.amazonaws.com")
    assert amazon.public_origin == "https://pictures.s3.eu-central-1.amazonaws.com"
    # Amazon's certificate covers one label in front.
    dotted = replace(amazon, bucket="my.dotted.bucket")
    assert dotted.public_origin == "https://s3.eu-central-1.amazonaws.com"


def test_no_secret_is_shown() -> None:
    access = replace(ACCESS, session_token="temporary")
    assert ACCESS.secret not in repr(access)
    assert "temporary" not in repr(access)


@pytest.mark.parametrize(
    "window", [timedelta(0), timedelta(seconds=1.5), MAX_WINDOW + timedelta(seconds=1)]
)
def test_a_window_that_s3_would_not_have_does_not_start(window: timedelta) -> None:
    with pytest.raises(ValueError):
        S3Signer(ACCESS, window)
