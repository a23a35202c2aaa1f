"""The enums of the API: the vocabularies of the database, described, and those of requests."""

from enum import Enum, StrEnum

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from db.image_filter import ImageOrderField
from db.kinds import (
    AttemptOutcome,
    ImageAction,
    ImageOrigin,
    JobErrorCode,
    JobStatus,
    OperationStatus,
    SkipReason,
    SlotStatus,
)
from db.timeline import TimelineUnit

__all__ = [
    "AttemptOutcome",
    "ImageAction",
    "ImageBackground",
    "ImageFormat",
    "ImageOrderField",
    "ImageOrigin",
    "ImageQuality",
    "JobErrorCode",
    "JobStatus",
    "OperationStatus",
    "OrderDirection",
    "SkipReason",
    "SlotStatus",
    "ThumbSize",
    "TimelineUnit",
    "UserErrorCode",
]


class OrderDirection(StrEnum):
    ASC = "asc"
    DESC = "desc"


class ThumbSize(Enum):
    """Values are pixels of the longer side."""

    SMALL = 256
    MEDIUM = 512
    PREVIEW = 1440


class ImageQuality(StrEnum):
    AUTO = "auto"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ImageBackground(StrEnum):
    AUTO = "auto"
    TRANSPARENT = "transparent"
    OPAQUE = "opaque"


class ImageFormat(StrEnum):
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"


class UserErrorCode(StrEnum):
    NOT_FOUND = "not_found"
    INVALID = "invalid"
    TOO_MANY = "too_many"
    GONE = "gone"
    CONFLICT = "conflict"
    QUOTA_EXCEEDED = "quota_exceeded"
    NOT_UNDOABLE = "not_undoable"


def _describe(kind: type[Enum], description: str, **values: str) -> None:
    """Make an enum one of the API, with every value described."""
    strawberry.enum(kind, description=description)
    definition: StrawberryEnumDefinition = kind.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = values.pop(value.name)
    assert not values, f"{kind.__name__} has no {values}"


_describe(
    ImageOrigin,
    "Where a picture came from.",
    GENERATED="Drawn by a model.",
    UPLOADED="Brought by its owner.",
)
_describe(
    JobStatus,
    "How far a generation is.",
    QUEUED="Waiting for a worker.",
    RUNNING="A provider is drawing.",
    SUCCEEDED="Every picture asked for is there.",
    PARTIAL="Some pictures are there, the others failed.",
    FAILED="No picture came of it.",
    CANCELLED="Called off; what had been paid for by then is kept.",
)
_describe(
    SlotStatus,
    "How far one picture of a generation is.",
    WAITING="Not asked for yet.",
    RUNNING="Being drawn.",
    DONE="In the gallery.",
    FAILED="Will not come.",
)
_describe(
    JobErrorCode,
    "Why a picture did not come.",
    MODERATION="The provider's rules refuse this request.",
    RATE_LIMITED="The provider was asked too often.",
    PROVIDER_UNAVAILABLE="The provider could not be reached, or was overloaded.",
    PROVIDER_REJECTED="The provider cannot do what was asked.",
    OUTCOME_UNKNOWN="It may have been paid, and no answer came.",
    BAD_OUTPUT="What the provider sent is no picture.",
    INTERNAL="A fault of this server.",
)
_describe(
    AttemptOutcome,
    "How one request to the provider ended.",
    PENDING="No answer yet.",
    ANSWERED="It answered.",
    REFUSED="It said no, for good.",
    RETRYABLE="It certainly did nothing, and may be asked again.",
    UNKNOWN="It may have been paid, and no answer came: never repeated by itself.",
)
_describe(
    ImageAction,
    "What a mutation does to images.",
    STAR="Give them a star.",
    UNSTAR="Take the star away.",
    TRASH="Move them to the trash.",
    RESTORE="Take them out of the trash.",
    DELETE="For ever. Only from the trash.",
)
_describe(
    OperationStatus,
    "How far an operation is.",
    RUNNING="A worker is at it.",
    DONE="Finished.",
    UNDONE="Finished, and undone since.",
    FAILED="Stopped half-way; what it changed is counted and can be undone.",
)
_describe(
    SkipReason,
    "Why an image was left as it was.",
    NOT_FOUND="There is no such image, or it is not the viewer's.",
    ALREADY_SO="It was so already.",
    NOT_IN_TRASH="Only what is in the trash can be deleted for ever.",
    IN_TRASH="It has to be restored first.",
    BEING_PURGED="It is being deleted for ever.",
    CHANGED_SINCE="Only in an undo: somebody has changed it since.",
)
_describe(
    ImageOrderField,
    "What images are ordered by.",
    CREATED_AT="When they came into the gallery.",
    DELETED_AT="When they were moved to the trash. Only in the trash.",
)
_describe(OrderDirection, "Which end comes first.", ASC="Oldest first.", DESC="Newest first.")
_describe(
    ThumbSize,
    "The sizes of thumbnails, by the longer side.",
    SMALL="256 px",
    MEDIUM="512 px",
    PREVIEW="1440 px, for the viewer.",
)
_describe(
    ImageQuality,
    "How much effort the model takes.",
    AUTO="The model's choice.",
    LOW="Fast and cheap.",
    MEDIUM="In between.",
    HIGH="Slow and dear.",
)
_describe(
    ImageBackground,
    "What is behind the subject.",
    AUTO="The model's choice.",
    TRANSPARENT="Nothing: PNG or WEBP only.",
    OPAQUE="Something.",
)
_describe(
    ImageFormat,
    "The file format of the original.",
    PNG="Lossless.",
    JPEG="Small, no transparency.",
    WEBP="Small, with transparency.",
)
_describe(
    UserErrorCode,
    "What kind of mistake an argument is.",
    NOT_FOUND="No such thing, or not the viewer's.",
    INVALID="The argument makes no sense.",
    TOO_MANY="More than one request may name.",
    GONE="It is being deleted for ever.",
    CONFLICT="It is not in a state for this.",
    QUOTA_EXCEEDED="The day's limit is reached.",
    NOT_UNDOABLE="It cannot be undone, or not any more.",
)
_describe(
    TimelineUnit,
    "How long a bucket of the timeline is.",
    DAY="A day of the time zone.",
    MONTH="A month of the time zone.",
)
