"""What mutations answer with: the thing as it is now, and what was refused."""

import strawberry

from schema.download import Download
from schema.errors import UserError
from schema.image import Image
from schema.job import Job
from schema.operation import Operation


@strawberry.type(description="What became of one image.")
class ImagePayload:
    image: Image | None = strawberry.field(default=None, description="The image as it is now.")
    operation: Operation | None = strawberry.field(
        default=None, description="Null where it was so already, or was refused."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="What was refused."
    )


@strawberry.type(description="What became of a set of images.")
class BulkPayload:
    operation: Operation | None = strawberry.field(
        default=None, description="What was done; a large one is still running."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="What was refused."
    )


@strawberry.type(description="What became of one generation.")
class JobPayload:
    job: Job | None = strawberry.field(default=None, description="The generation as it is now.")
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="What was refused."
    )


@strawberry.type(description="What became of an upload.")
class UploadPayload:
    images: list[Image] = strawberry.field(
        default_factory=list, description="Those that are in the gallery now, in the order sent."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="The files that were refused, each by its path."
    )


@strawberry.type(description="What became of a wish to download.")
class DownloadPayload:
    download: Download | None = strawberry.field(default=None, description="Where to get it.")
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="What was refused."
    )
