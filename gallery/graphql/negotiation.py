"""What a GraphQL request brings and what it takes in answer: media types and sizes."""

from cross_web import StarletteRequestAdapter
from starlette.requests import Request

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
FORM = "multipart/form-data"
_EVENTS = "text/event-stream"

MOST_BODY = 1_000_000


class RequestAdapter(StarletteRequestAdapter):
    """Names the type of a body as the view compares it, in whatever case it was sent."""

    @property
    def content_type(self) -> str:
        return _bare(super().content_type or "")


def media_type(request: Request) -> str:
    """Of the body, without its parameters."""
    return _bare(request.headers.get("content-type", ""))


def takes_events(request: Request) -> bool:
    return _EVENTS in _ranges(request)


def answer_type(request: Request) -> str | None:
    """The media type of an answer (RFC 9110, 12.5.1); null where none would be accepted."""
    ranges = _ranges(request)
    if not ranges:
        return JSON
    # Clients that name neither are older than the newer one.
    offered = (GRAPHQL_JSON, JSON) if GRAPHQL_JSON in ranges else (JSON, GRAPHQL_JSON)
    best = max(offered, key=lambda kind: _quality(ranges, kind))
    return best if _quality(ranges, best) > 0 else None


def body_limit(request: Request, most_form: int) -> int:
    return most_form if media_type(request) == FORM else MOST_BODY


def declared_size(request: Request) -> int:
    """What Content-Length says; 0 for a body that comes in chunks."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0


def _ranges(request: Request) -> dict[str, float]:
    """The media ranges of all Accept headers with their weights."""
    given = ",".join(request.headers.getlist("accept"))
    return {_bare(part): _weight(part) for part in given.split(",") if part.strip()}


def _quality(ranges: dict[str, float], kind: str) -> float:
    for name in (kind, "application/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0


def _bare(value: str) -> str:
    return value.partition(";")[0].strip().lower()


def _weight(part: str) -> float:
    for parameter in part.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return _number(value.strip())
    return 1.0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
