"""What a GraphQL request brings and what it takes in answer: media types."""

from cross_web import StarletteRequestAdapter
from starlette.requests import Request

from gallery.bodies import bare

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
_EVENTS = "text/event-stream"


class RequestAdapter(StarletteRequestAdapter):
    """Names the type of a body as the view compares it, in whatever case it was sent."""

    @property
    def content_type(self) -> str:
        return bare(super().content_type or "")


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


def _ranges(request: Request) -> dict[str, float]:
    """The media ranges of all Accept headers with their weights."""
    given = ",".join(request.headers.getlist("accept"))
    return {bare(part): _weight(part) for part in given.split(",") if part.strip()}


def _quality(ranges: dict[str, float], kind: str) -> float:
    for name in (kind, "application/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0


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
