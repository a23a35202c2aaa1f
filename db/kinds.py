"""The closed vocabularies that columns hold, stored as text and checked by the database."""

from enum import StrEnum


class ImageOrigin(StrEnum):
    GENERATED = "generated"
    UPLOADED = "uploaded"


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    FAILED = "failed"
    CANCELLED = "cancelled"


class SlotStatus(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobErrorCode(StrEnum):
    MODERATION = "moderation"
    RATE_LIMITED = "rate_limited"
    PROVIDER_UNAVAILABLE = "provider_unavailable"
    PROVIDER_REJECTED = "provider_rejected"
    OUTCOME_UNKNOWN = "outcome_unknown"
    BAD_OUTPUT = "bad_output"
    INTERNAL = "internal"


class SourceRole(StrEnum):
    SOURCE = "source"
    MASK = "mask"


class AttemptOutcome(StrEnum):
    PENDING = "pending"
    ANSWERED = "answered"
    REFUSED = "refused"
    RETRYABLE = "retryable"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    IMAGE_CREATED = "image_created"
    IMAGES_CHANGED = "images_changed"
    IMAGES_DELETED = "images_deleted"
    JOB_CHANGED = "job_changed"


class ImageAction(StrEnum):
    STAR = "star"
    UNSTAR = "unstar"
    TRASH = "trash"
    RESTORE = "restore"
    DELETE = "delete"


class OperationStatus(StrEnum):
    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"


class SkipReason(StrEnum):
    NOT_FOUND = "not_found"
    ALREADY_SO = "already_so"
    NOT_IN_TRASH = "not_in_trash"
    IN_TRASH = "in_trash"
    BEING_PURGED = "being_purged"
    CHANGED_SINCE = "changed_since"
