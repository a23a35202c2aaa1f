"""A selection as one archive: whole, again, from the middle, and for nobody else."""

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from db.engine import Database
from resolvers import downloads
from tests.api.helpers import event_cursor
from tests.api.test_bulk import do, listed
from tests.client import Client
from tests.conftest import House
from tests.db.world import add_image, add_user
from tests.pictures import png

pytestmark = pytest.mark.main_path

CREATE = """
    mutation($selection: ImageSelection!, $recipes: Boolean) {
      createDownload(selection: $selection, recipes: $recipes) {
        download { url expiresAt count byteSize } userErrors { field message code } } }
"""


async def created(client: Client, *, recipes: bool = False, **selection: Any) -> dict[str, Any]:
    answer = await client.query(CREATE, selection=selection, recipes=recipes)
    payload: dict[str, Any] = answer["createDownload"]
    return payload


async def url_of(client: Client, **options: Any) -> str:
    payload = await created(client, **options)
    assert payload["userErrors"] == []
    return str(payload["download"]["url"])


@pytest.fixture
async def pictures(ann: Client) -> dict[str, bytes]:
    """Three of ann's, by their ids; two have the same prompt."""
    sent = {"red": "a fox: red?", "blue": "a fox: red?", "teal": "狐 in the snow"}
    found = {}
    for colour, prompt in sent.items():
        payload = await ann.upload(png(colour=colour), prompt=prompt)
        found[payload["images"][0]["id"]] = png(colour=colour)
    return found


async def test_every_picture_is_in_it_byte_for_byte(
    ann: Client, pictures: dict[str, bytes]
) -> None:
    payload = await created(ann, ids=list(pictures))
    assert payload["download"]["count"] == 3
    assert payload["download"]["byteSize"] == sum(map(len, pictures.values()))
    answer = await ann.http.get(payload["download"]["url"], headers=ann.headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "attachment" in answer.headers["content-disposition"]
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(map(archive.read, archive.namelist())) == sorted(pictures.values())
        assert archive.namelist()[0].startswith("a fox red")
        assert archive.namelist()[2].startswith("狐 in the snow")
        assert len({name.casefold() for name in archive.namelist()}) == 3


async def test_a_recipe_lies_beside_each_picture(ann: Client, pictures: dict[str, bytes]) -> None:
    url = await url_of(ann, ids=list(pictures), recipes=True)
    answer = await ann.http.get(url, headers=ann.headers)
    with ZipFile(io.BytesIO(answer.content)) as archive:
        recipes = [name for name in archive.namelist() if name.endswith(".json")]
        assert {name.removesuffix(".json") for name in recipes} == {
            name for name in archive.namelist() if not name.endswith(".json")
        }
        told = json.loads(archive.read(recipes[2]))
        assert (told["prompt"], told["width"], told["origin"]) == ("狐 in the snow", 64, "uploaded")


async def test_what_matches_is_frozen_and_stays_in_it_when_trashed(
    ann: Client, pictures: dict[str, bytes]
) -> None:
    cursor = await event_cursor(ann)
    await ann.upload(png(colour="black"), prompt="later")
    url = await url_of(ann, matching={"filter": {}, "asOf": cursor})
    first = await ann.http.get(url, headers=ann.headers)
    await do(ann, "TRASH", ids=list(pictures))
    again = await ann.http.get(url, headers=ann.headers)
    assert first.content == again.content
    with ZipFile(io.BytesIO(again.content)) as archive:
        assert len(archive.namelist()) == 3


async def test_a_download_that_was_cut_goes_on_where_it_was(
    ann: Client, pictures: dict[str, bytes]
) -> None:
    url = await url_of(ann, ids=list(pictures))
    whole = await ann.http.get(url, headers=ann.headers)
    tag = whole.headers["etag"]
    for start in (0, 1, 40, len(whole.content) - 1):
        headers = {**ann.headers, "Range": f"bytes={start}-", "If-Range": tag}
        rest = await ann.http.get(url, headers=headers)
        assert rest.status_code == 206
        assert rest.content == whole.content[start:]
    some = await ann.http.get(url, headers={**ann.headers, "Range": "bytes=10-19"})
    assert some.content == whole.content[10:20]
    assert some.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    beyond = await ann.http.get(url, headers={**ann.headers, "Range": "bytes=99999999-"})
    assert beyond.status_code == 416


async def test_after_a_picture_has_gone_it_is_another_archive(
    ann: Client, worker: object, pictures: dict[str, bytes]
) -> None:
    url = await url_of(ann, ids=list(pictures))
    whole = await ann.http.get(url, headers=ann.headers)
    gone = next(iter(pictures))
    await do(ann, "TRASH", ids=[gone])
    await do(ann, "DELETE", ids=[gone])
    headers = {**ann.headers, "Range": "bytes=40-", "If-Range": whole.headers["etag"]}
    other = await ann.http.get(url, headers=headers)
    assert other.status_code == 200
    with ZipFile(io.BytesIO(other.content)) as archive:
        assert len(archive.namelist()) == 2


async def test_a_head_request_tells_the_length(ann: Client, pictures: dict[str, bytes]) -> None:
    url = await url_of(ann, ids=list(pictures))
    whole = await ann.http.get(url, headers=ann.headers)
    head = await ann.http.head(url, headers=ann.headers)
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.content == b""


async def test_it_is_the_viewers_alone(
    house: House, ann: Client, bob: Client, pictures: dict[str, bytes]
) -> None:
    url = await url_of(ann, ids=list(pictures))
    assert (await ann.http.get(url)).status_code == 404
    assert (await bob.http.get(url, headers=bob.headers)).status_code == 404
    assert (await ann.http.get("/api/downloads/what", headers=ann.headers)).status_code == 404
    # A link in the app: the browser sends the cookie by itself.
    by_cookie = {"Cookie": f"gallery_session={house.token('ann')}"}
    assert (await ann.http.get(url, headers=by_cookie)).status_code == 200
    assert (await created(bob, ids=list(pictures)))["userErrors"][0]["code"] == "INVALID"


async def test_a_ticket_runs_out(
    ann: Client, pictures: dict[str, bytes], database: Database
) -> None:
    url = await url_of(ann, ids=list(pictures))
    async with database.write() as tx:
        await tx.execute(text("UPDATE downloads SET expires_at = now()"))
    assert (await ann.http.get(url, headers=ann.headers)).status_code == 404


async def test_too_much_and_nothing_are_refused(
    monkeypatch: pytest.MonkeyPatch, ann: Client, database: Database
) -> None:
    nothing = await created(ann, matching={"filter": {}})
    assert (nothing["download"], nothing["userErrors"][0]["code"]) == (None, "INVALID")
    user_id = await add_user(database, "ann")
    for _ in range(3):
        await add_image(database, user_id)
    monkeypatch.setattr(downloads, "MOST_IMAGES", 2)
    too_many = await created(ann, matching={"filter": {}})
    assert (too_many["download"], too_many["userErrors"][0]["code"]) == (None, "TOO_MANY")
    assert len(await listed(ann)) == 3
