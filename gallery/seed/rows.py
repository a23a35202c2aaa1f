"""Seeded images: when they were made, from what, and what became of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Final
from uuid import uuid4

from db.kinds import ImageOrigin
from db.seeding import Batch, Picture, Request, Shot
from gallery.seed.words import compose
from jobs.providers.catalogue import GPT_IMAGE_1

_YEARS: Final = timedelta(days=5 * 365)
# How much busier the last day is than the first.
_GROWTH: Final = 1.6
_STARRED: Final = 0.15
_TRASHED: Final = 0.08
_UPLOADED: Final = 0.1
_TOGETHER: Final = 0.1
# Pictures are thrown away by handfuls, at as many moments as this.
_CLEARINGS: Final = 1000
# The share of the retention that may be over: what is due soon is not due at once.
_OLDEST_CLEARING: Final = 0.9
_RUNS: Final = (1, 1, 2, 3, 4, 4, 4, 4, 8, 10)
_MOST_SOURCES: Final = 3
_SIZE: Final = "1024x1024"
_TOKENS: Final = {
    quality: tokens for (size, quality), tokens in GPT_IMAGE_1.tokens.items() if size == _SIZE
}
_FORMATS: Final = ("png", "png", "png", "jpeg", "webp")


@dataclass(frozen=True, slots=True)
class Seeds:
    """What is the same for all users. ``sources_every``: 0 for none at all."""

    pictures: Sequence[Picture]
    now: datetime
    retention: timedelta
    sources_every: int


def batches(
    seeds: Seeds, user_id: int, count: int, random: Random, *, size: int
) -> Iterator[Batch]:
    """A user's images, oldest first, in batches of up to ``size``."""
    clearings = _clearings(random, seeds)
    runs = _runs(random, count)
    done = 0
    while done < count:
        batch = Batch(user_id)
        while batch.count < size and (run := next(runs, None)):
            begun = seeds.now - _YEARS * (1 - _elapsed(run.start / count))
            batch.add(_request(random), list(_shots(random, seeds, clearings, begun, run)))
        _derive(random, batch, done, seeds.sources_every)
        done += batch.count
        yield batch


def _runs(random: Random, count: int) -> Iterator[range]:
    """Pictures are asked for by handfuls: the places of each handful in the whole."""
    start = 0
    while start < count:
        stop = min(count, start + random.choice(_RUNS))
        yield range(start, stop)
        start = stop


def _elapsed(share: float) -> float:
    """The part of the years after which that share of the pictures was made."""
    first = 2 / (1 + _GROWTH)
    rise = 1 - first
    return float(((first * first + 4 * rise * share) ** 0.5 - first) / (2 * rise))


def _clearings(random: Random, seeds: Seeds) -> list[datetime]:
    span = seeds.retention * _OLDEST_CLEARING
    return [seeds.now - span * random.random() for _ in range(_CLEARINGS)]


def _request(random: Random) -> Request:
    if random.random() < _UPLOADED:
        return Request(ImageOrigin.UPLOADED, compose(random), "", {}, None)
    quality = random.choice(list(_TOKENS))
    params = {
        "size": "auto",
        "quality": quality,
        "background": "auto",
        "outputFormat": random.choice(_FORMATS),
    }
    model, tokens = random.choice((("demo", 0), *[("gpt-image-1", _TOKENS[quality])] * 2))
    return Request(ImageOrigin.GENERATED, compose(random), model, params, tokens)


def _shots(
    random: Random, seeds: Seeds, clearings: Sequence[datetime], begun: datetime, run: range
) -> Iterator[Shot]:
    moment = begun
    for _ in run:
        if random.random() >= _TOGETHER:
            moment += timedelta(seconds=random.uniform(4, 60))
        created = min(moment, seeds.now)
        yield Shot(
            id=uuid4(),
            picture=random.choice(seeds.pictures),
            starred=random.random() < _STARRED,
            created_at=created,
            deleted_at=max(created, random.choice(clearings))
            if random.random() < _TRASHED
            else None,
        )


def _derive(random: Random, batch: Batch, before: int, every: int) -> None:
    """Give every so-manieth image sources among those before it in its batch."""
    if not every:
        return
    for place in islice(range(batch.count), every - 1 - before % every, None, every):
        chosen = random.sample(range(place), min(place, random.randint(1, _MOST_SOURCES)))
        batch.derive(place, chosen)
