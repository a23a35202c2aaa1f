"""What a process tells of itself: numbers for /metrics, lines for its log, spans for a tracer.

Nothing here is called by name from below. Each layer says in a protocol of its own what it can
tell (``db.observing``, ``schema.observing``, ``jobs.services``); stores, signers and providers are
wrapped. ``gallery.wiring`` joins the two.
"""

from dataclasses import dataclass, field

from gallery.settings import Settings
from gallery.telemetry.metrics import Metrics
from gallery.telemetry.spans import NoSpans, Spans, exported


@dataclass(frozen=True, slots=True)
class Telemetry:
    """``prompts``: whether they may go into the log."""

    metrics: Metrics = field(default_factory=Metrics)
    spans: Spans = field(default_factory=NoSpans)
    prompts: bool = False


def telemetry(settings: Settings, service: str) -> Telemetry:
    """What the settings ask for; ``service`` is what a tracer calls this process."""
    spans = exported(settings.otlp_endpoint, service) if settings.otlp_endpoint else NoSpans()
    return Telemetry(Metrics(), spans, settings.log_prompts)
