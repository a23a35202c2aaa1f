"""Thumbnails that cannot be shown. Nothing knows their hashes, so they are decoded."""

from gallery.objects.carrying import fetched
from storage.base import ObjectInfo, ObjectNotFound, Storage, StorageUnavailable
from storage.imaging import ImagingPool
from storage.imaging_errors import ImagingCrashed, ImagingTimeout, PictureError


async def is_damaged(storage: Storage, imaging: ImagingPool, found: ObjectInfo) -> bool:
    """Whether a thumbnail cannot be read or decoded; one that is gone meanwhile is not damaged.

    Raises ``ImagingUnavailable`` where nothing can be decoded.
    """
    try:
        async with fetched(storage, found.key, found.size) as file:
            await imaging.check(file.path)
    except ObjectNotFound:
        return False
    except (StorageUnavailable, PictureError, ImagingCrashed, ImagingTimeout):
        return True
    return False
