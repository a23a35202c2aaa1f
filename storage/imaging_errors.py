"""Why a picture was not taken. Messages say what the user can do about it.

ImagingError
├── PictureError          the picture is at fault (a ValueError too); trying again changes nothing
│   ├── NotAPicture       no PNG, JPEG or WebP
│   ├── TruncatedPicture  cut short or damaged
│   ├── AnimatedPicture   more than one frame
│   └── TooManyPixels     more than 50 million pixels, or 16384 on a side
└── ImagingUnavailable    the house is at fault; trying again later may help
    ├── ImagingBusy       too many pictures wait already
    ├── ImagingTimeout    the deadline passed, and the process was killed
    └── ImagingCrashed    the process died, or ran out of its memory
"""


class ImagingError(Exception):
    """Why a picture was not taken."""


class PictureError(ImagingError, ValueError):
    """The picture is at fault; trying again changes nothing."""


class NotAPicture(PictureError):
    """No PNG, JPEG or WebP."""


class TruncatedPicture(PictureError):
    """Cut short or damaged."""


class AnimatedPicture(PictureError):
    """More than one frame."""


class TooManyPixels(PictureError):
    """More than 50 million pixels, or 16384 on a side."""


class ImagingUnavailable(ImagingError):
    """The house is at fault; trying again later may help."""


class ImagingBusy(ImagingUnavailable):
    """Too many pictures wait already."""


class ImagingTimeout(ImagingUnavailable):
    """The deadline passed, and the process was killed."""


class ImagingCrashed(ImagingUnavailable):
    """The process died, or ran out of its memory."""
