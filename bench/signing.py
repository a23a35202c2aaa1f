"""How long a signed URL takes: ours, botocore's, and those of the folder.

    python bench/signing.py

A page of the gallery signs three per picture. Calls are interleaved, so a busy machine slows all
alike: compare the ratio, not the microseconds.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from uuid import UUID

from botocore.config import Config
from botocore.session import Session

from storage import keys
from storage.s3.access import S3Access
from storage.s3.signing import S3Signer
from storage.signing import FolderSigner

_ROUNDS = 200
_WINDOW = timedelta(hours=12)
_ACCESS = S3Access(
    endpoint="https://s3.example.org",
    bucket="pictures",
    key_id="AKIDEXAMPLE",
    secret="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    region="us-east-1",
    public_endpoint="https://s3.example.org",
)
# As many as a page of 50 pictures has.
_KEYS = [
    keys.thumbnail(keys.original(7, UUID(int=number), number.to_bytes(32), "image/png"), size)
    for number in range(50)
    for size in keys.THUMBNAIL_SIZES
]


def _botocore() -> Callable[[str], object]:
    client = Session().create_client(
        "s3",
        endpoint_url=_ACCESS.public_endpoint,
        region_name=_ACCESS.region,
        aws_access_key_id=_ACCESS.key_id,
        aws_secret_access_key=_ACCESS.secret,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    seconds = int(2 * _WINDOW.total_seconds())
    return lambda key: client.generate_presigned_url(
        "get_object", Params={"Bucket": _ACCESS.bucket, "Key": key}, ExpiresIn=seconds
    )


def _timed(sign: Callable[[str], object], wanted: list[str]) -> float:
    """Microseconds for each."""
    start = time.perf_counter()
    for key in wanted:
        sign(key)
    return (time.perf_counter() - start) / len(wanted) * 1e6


def main() -> None:
    ours, folder = S3Signer(_ACCESS, _WINDOW), FolderSigner(b"0" * 32, _WINDOW)
    signers: dict[str, Callable[[str], object]] = {
        "ours, S3": lambda key: ours.url(key, content_type="image/webp"),
        "ours, folder": lambda key: folder.url(key, content_type="image/webp"),
        "botocore": _botocore(),
    }
    times: dict[str, list[float]] = {name: [] for name in signers}
    for turn in range(_ROUNDS):
        # botocore takes a few of the page: it would take all the time.
        for name, sign in signers.items():
            wanted = _KEYS[turn % 50 :: 25] if name == "botocore" else _KEYS
            times[name].append(_timed(sign, wanted))
    for name, taken in times.items():
        print(f"{name:14} {median(taken):7.1f} µs")
    ratio = median(times["botocore"]) / median(times["ours, S3"])
    print(f"botocore takes {ratio:.0f} times as long")


if __name__ == "__main__":
    main()
