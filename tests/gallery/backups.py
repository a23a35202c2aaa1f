"""What tests of backups look at: a gallery as its user sees it, and a database of nobody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from db import counters, users
from db.engine import Database
from gallery.settings import Settings
from schema.ids import uuid_of
from tests.client import Client
from tests.databases import cloned

_IMAGE = """
    id origin prompt revisedPrompt model params width height contentType byteSize sha256 thumbhash
    costTokens starred createdAt deletedAt sources { position thumbhash image { id } }
"""
_SEEN = f"""
    {{ gallery: images(first: 50) {{ totalCount nodes {{ {_IMAGE} }} }}
      trash: images(first: 50, filter: {{ trashed: true }}) {{ nodes {{ {_IMAGE} }} }}
      viewer {{ name gallery {{ count starredCount byteSize }} trash {{ count byteSize }} }} }}
"""
_FIND = "query($words: String) { images(first: 50, filter: { search: $words }) { nodes { id } } }"


async def seen(client: Client) -> dict[str, Any]:
    """Everything of a gallery."""
    return await client.query(_SEEN)


def key_of(image_id: str) -> str:
    """The id as storage writes it."""
    return str(uuid_of(image_id, "Image"))


async def found(client: Client, words: str) -> list[str]:
    nodes = (await client.query(_FIND, words=words))["images"]["nodes"]
    return [node["id"] for node in nodes]


@asynccontextmanager
async def elsewhere(
    settings: Settings, postgres: str, template: str, storage: Path | None = None
) -> AsyncIterator[Settings]:
    """An empty database, over the same storage or one of its own."""
    async with cloned(postgres, template) as url:
        folder = storage or settings.storage_dir
        yield replace(settings, database_url=url, storage_dir=folder)


async def drifts(settings: Settings, *names: str) -> list[object]:
    database = Database(settings.database_url, pool_size=1, application="tests")
    found: list[object] = []
    async with database.read() as session:
        for name in names:
            user = await users.find(session, name)
            assert user is not None
            found.append(await counters.drift(session, user.id))
    await database.close()
    return found
