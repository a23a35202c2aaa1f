"""The judge of the crash tests is no good unless it finds what is wrong."""

import asyncpg
import httpx

from tests.api.helpers import asked_for
from tests.faults.judge import Findings
from tests.faults.site import Site, has_ended

RUNNING_AGAIN = "UPDATE jobs SET status = 'running'"


async def test_the_judge_finds_what_is_planted(site: Site) -> None:
    async with site.working():
        await site.once(await asked_for(site.ann, "a red fox", n=2), has_ended)
    assert await site.judged() == Findings()

    orphan = site.pictures / "pictures" / "1" / "nobody's.png"
    orphan.write_bytes(b"a picture that no row names")
    assert await site.judged() == Findings(orphans=1)

    (site.spool / "dead").mkdir()
    (site.spool / "dead" / "a.picture").write_bytes(b"an answer that nobody delivers")
    (site.spool / "dead.lock").touch()
    assert await site.judged() == Findings(orphans=3)

    first, second = (path for path in site.pictures.rglob("*.png") if path != orphan)
    first.unlink()
    assert await site.judged() == Findings(lost=1, orphans=4)
    second.write_bytes(second.read_bytes() + b"!")
    assert await site.judged() == Findings(lost=2, orphans=4)

    async with httpx.AsyncClient() as stranger:
        body = {"prompt": "a red fox", "model": "gpt-image-1", "n": 3}
        await stranger.post(f"{site.provider_url}/images/generations", json=body)
    assert await site.judged() == Findings(lost=5, doubled=3, orphans=4)

    connection = await asyncpg.connect(site.database_url)
    await connection.execute(RUNNING_AGAIN)
    await connection.close()
    assert await site.judged() == Findings(lost=5, doubled=3, orphans=4, stuck=1)
