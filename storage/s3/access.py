"""Where a bucket is, and who opens it. Pure."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

_AMAZON = (".amazonaws.com", ".amazonaws.com.cn")


@dataclass(frozen=True, slots=True)
class S3Access:
    """`endpoint` is what this process reaches, `public_endpoint` what browsers do: scheme, host
    and at most a path, never the bucket. Secrets are kept out of the representation.

    `session_token` belongs to temporary credentials: signed URLs end when these do.
    """

    endpoint: str
    bucket: str
    key_id: str
    secret: str = field(repr=False)
    region: str
    public_endpoint: str
    session_token: str | None = field(default=None, repr=False)

    @property
    def public_url(self) -> str:
        """What the URL of every object begins with, without the slash at its end."""
        if not self.has_virtual_host(self.public_endpoint):
            return f"{self.public_endpoint}/{self.bucket}"
        scheme, _, rest = self.public_endpoint.partition("://")
        return f"{scheme}://{self.bucket}.{rest}"

    @property
    def public_origin(self) -> str:
        """The origin, as Content-Security-Policy names it, that pictures are shown from."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    def has_virtual_host(self, endpoint: str) -> bool:
        """Whether the bucket is part of the host name: on Amazon, whose certificate has one dot."""
        host = urlsplit(endpoint).hostname or ""
        return host.endswith(_AMAZON) and "." not in self.bucket
