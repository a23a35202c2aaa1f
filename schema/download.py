"""Downloads: a selection as one archive."""

from datetime import datetime
from typing import Self

import strawberry

from db.downloads import DownloadRow
from resolvers.context import Context


@strawberry.type(
    description="A ZIP archive of pictures, made while it is read. Asked for again, also from the"
    " middle (Range), it is the same, until it expires."
)
class Download:
    url: str = strawberry.field(description="GET it with the viewer's own cookie or token.")
    expires_at: datetime = strawberry.field(description="From then on there is nothing.")
    count: int = strawberry.field(description="How many pictures.")
    byte_size: float = strawberry.field(description="How large they are together.")

    @classmethod
    def of(cls, context: Context, row: DownloadRow) -> Self:
        return cls(
            url=f"{context.backend.public_url}/api/downloads/{row.id.hex}",
            expires_at=row.expires_at,
            count=row.images,
            byte_size=float(row.byte_size),
        )
