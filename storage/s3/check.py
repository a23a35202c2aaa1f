"""A look at the bucket when a process starts: what is wrong is said in one line."""

import asyncio
import logging
from typing import Any, Final

from botocore.exceptions import ClientError

from storage.base import StorageError
from storage.s3.access import S3Access
from storage.s3.errors import UNREACHABLE, code, reason, status

logger = logging.getLogger(__name__)

_SERVER_FAULT: Final = 500


class BucketRefused(StorageError):
    """The store answers, and says that a setting is wrong: one line that says which."""


async def check(client: Any, access: S3Access, seconds: float) -> None:
    """Raises BucketRefused. A store that does not answer within `seconds` is only logged."""
    # Not HEAD, whose refusals have no body and so give no reason.
    try:
        async with asyncio.timeout(seconds):
            answer = await client.list_objects_v2(Bucket=access.bucket, MaxKeys=1)
    except ClientError as error:
        if status(error) < _SERVER_FAULT:
            raise BucketRefused(explained(code(error), access)) from error
        logger.warning("S3 at %s answers %s: pictures have to wait", access.endpoint, code(error))
    except UNREACHABLE as error:
        logger.warning("S3 does not answer, so pictures have to wait: %s", reason(error))
    else:
        check_region(answer, access)


def check_region(answer: dict[str, Any], access: S3Access) -> None:
    """Raises BucketRefused where Amazon says that the bucket is elsewhere.

    The client would find it there by itself; browsers with signed URLs would not.
    """
    region = answer["ResponseMetadata"]["HTTPHeaders"].get("x-amz-bucket-region", access.region)
    if access.has_virtual_host(access.endpoint) and region != access.region:
        raise BucketRefused(
            f"the bucket {access.bucket} is in {region}: set S3_REGION={region}"
            f" and S3_ENDPOINT=https://s3.{region}.amazonaws.com"
        )


def explained(refusal: str, access: S3Access) -> str:
    """What to do about a code of S3's, without naming a secret."""
    bucket, endpoint = access.bucket, access.endpoint
    return {
        "NoSuchBucket": f"there is no bucket {bucket} at {endpoint}: create it there, or correct"
        " S3_BUCKET",
        "InvalidAccessKeyId": f"{endpoint} does not know S3_KEY",
        "SignatureDoesNotMatch": f"{endpoint} does not accept S3_SECRET for this S3_KEY",
        "AccessDenied": f"S3_KEY may not list the bucket {bucket}: allow it to list the bucket, and"
        " to get, put and delete its objects",
        "AuthorizationHeaderMalformed": f"{endpoint} is not in {access.region}: correct S3_REGION",
        "PermanentRedirect": f"{bucket} is not in {access.region}: correct S3_REGION and"
        " S3_ENDPOINT",
        "RequestTimeTooSkewed": "this machine and the store disagree on the time: set it right",
    }.get(refusal, f"{endpoint} refuses to list the bucket {bucket} ({refusal})")
