"""Who is let in: tokens, one-time links and the cookie, and what answers without any of them."""

import asyncio
import time
from typing import Any

import asyncpg
import httpx
import jwt
import pytest

from db.engine import Database
from gallery.settings import Settings
from resolvers.people import make_link
from tests.api.helpers import uploaded
from tests.client import PREFLIGHT, Client
from tests.conftest import House
from tests.pictures import png

WHO = {"query": "{ viewer { name } }"}
HEADERS = {
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
}


@pytest.fixture
async def http(house: House) -> Any:
    async with httpx.AsyncClient(base_url=house.address, timeout=20) as client:
        yield client


def code(answer: httpx.Response) -> str:
    [error] = answer.json()["errors"]
    return str(error["extensions"]["code"])


def claims(**changed: Any) -> dict[str, Any]:
    now = int(time.time())
    made = {"sub": "ann", "iat": now, "exp": now + 600, **changed}
    return {name: value for name, value in made.items() if value is not None}


async def ask(http: httpx.AsyncClient, **headers: str) -> httpx.Response:
    return await http.post("/graphql", json=WHO, headers=headers)


def refused(answer: httpx.Response) -> None:
    assert (answer.status_code, code(answer)) == (401, "UNAUTHENTICATED")
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_only_a_sound_token_lets_in(http: httpx.AsyncClient, settings: Settings) -> None:
    secret = settings.jwt_secret
    assert secret is not None

    def made(key: str = secret, algorithm: str = "HS256", **changed: Any) -> str:
        return jwt.encode(claims(**changed), key, algorithm)

    good = made()
    assert (await ask(http, authorization=f"Bearer {good}")).json() == {
        "data": {"viewer": {"name": "ann"}},
        **_extensions(await ask(http, authorization=f"bearer {good}")),
    }
    now = int(time.time())
    for token in [
        made(exp=now - 60),
        made(key="another secret, which is long enough too"),
        made(algorithm="none", key=""),
        made(algorithm="HS384", key=secret * 2),
        made(exp=None),
        made(iat=None),
        made(sub=None),
        made(sub=""),
        made(sub="a\nb"),
        made(sub="\0"),
        made(sub="x" * 201),
        made(iat=now + 3600),
        made(nbf=now + 3600),
        good[:-2],
        good.rpartition(".")[0] + ".",
        good + "x",
        "nonsense",
        "a.b.c",
        "ä.ö.ü",
        "....",
    ]:
        # Bytes, for the letters that no header has.
        header: Any = f"Bearer {token}".encode()
        refused(await ask(http, authorization=header))
    for header in ("", "Bearer", "Basic YTpi", good, f"Token {good}"):
        refused(await ask(http, authorization=header))
    refused(await ask(http))


def _extensions(answer: httpx.Response) -> dict[str, Any]:
    found = answer.json()
    return {"extensions": found["extensions"]} if "extensions" in found else {}


async def test_what_answers_without_a_token_and_what_does_not(
    http: httpx.AsyncClient, ann: Client
) -> None:
    [image_id] = await uploaded(ann, png())
    document = "query($id: ID!) { node(id: $id) { ... on Image { url } } }"
    url = (await ann.query(document, id=image_id))["node"]["url"]
    html = {"accept": "text/html"}
    for path, headers in [
        ("/", {}),
        ("/index.html", {}),
        ("/gallery/some/place", {}),
        ("/favicon.svg", {}),
        ("/graphql", html),
        ("/healthz", {}),
        (url, {}),
    ]:
        answer = await http.get(path, headers=headers)
        assert answer.status_code == 200, path
        assert answer.headers.keys() >= HEADERS - {"referrer-policy"}, path
    for path, headers in [
        ("/graphql", {}),
        ("/graphql?query={viewer{name}}", html),
        ("/api/nothing", {}),
        ("/auth/nothing", {}),
    ]:
        refused(await http.get(path, headers=headers))
    for path in ("/graphql", "/auth/logout", "/api/nothing"):
        refused(await http.post(path))
    for path in ("/assets/nothing.js", "/auth/link/nothing"):
        assert (await http.get(path)).status_code == 404
    for path in ("/api/cleanup", "/api/downloads/x"):
        assert (await http.get(path)).status_code == 404


async def test_every_kind_of_answer_carries_the_security_headers(
    http: httpx.AsyncClient, ann: Client
) -> None:
    answers = [
        await http.get("/"),
        await http.get("/graphql", headers={"accept": "text/html"}),
        await http.get("/graphql"),
        await http.put("/graphql"),
        await http.post("/graphql", json=WHO, headers=ann.headers),
        await http.post("/graphql", content=b"{", headers=ann.headers),
        await http.get("/auth/link/nothing"),
        await http.get("/media/nothing"),
        await http.get("/healthz"),
        await http.post("/nowhere"),
        await http.get("/api/nothing", headers=ann.headers),
    ]
    for answer in answers:
        assert answer.headers.keys() >= HEADERS, answer.request.url
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "unsafe-eval" not in answer.headers["content-security-policy"]
        assert "server" not in answer.headers or "uvicorn" in answer.headers["server"]


async def test_hostile_addresses_are_no_faults(http: httpx.AsyncClient) -> None:
    for path in (
        "/%00",
        "/a%00b",
        "/" + "a" * 300,
        "/" + "a/" * 3000,
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/pyproject.toml",
        "/assets/../../../pyproject.toml",
        "/media/%00",
        "/media/",
        "/media/../x",
        "/auth/link/%ff",
        "/%ff",
    ):
        answer = await http.get(path)
        assert answer.status_code < 500, (path[:20], answer.text)
        assert "[project]" not in answer.text
        assert "root:" not in answer.text


async def signed_in(http: httpx.AsyncClient, database: Database) -> httpx.Response:
    answer = await http.get(f"/auth/link/{await make_link(database, 'ann')}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    return answer


async def test_a_link_signs_in_once(http: httpx.AsyncClient, database: Database) -> None:
    token = await make_link(database, "ann")
    head = await http.head(f"/auth/link/{token}")
    assert head.status_code == 405
    answers = await asyncio.gather(*(http.get(f"/auth/link/{token}") for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [303, 404, 404, 404, 404]
    [cookie] = [answer.headers["set-cookie"] for answer in answers if answer.status_code == 303]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert token not in cookie
    unknown = await http.get("/auth/link/unknown")
    [used] = {answer.text for answer in answers if answer.status_code == 404}
    assert (unknown.status_code, unknown.text) == (404, used)


async def test_a_link_is_too_old_after_ten_minutes(
    http: httpx.AsyncClient, database: Database, settings: Settings
) -> None:
    for seconds, status in ((599, 303), (600, 404)):
        token = await make_link(database, "ann")
        connection = await asyncpg.connect(settings.database_url)
        await connection.execute(
            f"UPDATE sign_in_links SET expires_at = expires_at - interval '{seconds} s'"
        )
        await connection.close()
        assert (await http.get(f"/auth/link/{token}")).status_code == status


async def test_a_cookie_rests_on_requests_that_were_meant(
    http: httpx.AsyncClient, database: Database
) -> None:
    await signed_in(http, database)
    assert (await ask(http, **PREFLIGHT)).json()["data"] == {"viewer": {"name": "ann"}}
    query = {"query": "{ viewer { name } }"}
    meant = await http.get("/graphql", params=query, headers=PREFLIGHT)
    assert meant.json()["data"] == {"viewer": {"name": "ann"}}
    for answer in (
        await ask(http),
        await http.get("/graphql", params=query),
        await http.post("/auth/logout"),
    ):
        assert (answer.status_code, code(answer)) == (403, "FORBIDDEN")


async def test_multipart_has_to_be_meant_always(http: httpx.AsyncClient, ann: Client) -> None:
    fields = {"operations": '{"query": "{ viewer { name } }"}', "map": "{}"}
    for headers in (
        ann.headers,
        {**ann.headers, "content-type": "MULTIPART/form-data; boundary=x"},
    ):
        answer = await http.post("/graphql", data=fields, files={"0": b"x"}, headers=headers)
        assert (answer.status_code, code(answer)) == (403, "FORBIDDEN")
    meant = {**ann.headers, **PREFLIGHT}
    answer = await http.post("/graphql", data=fields, files={"0": b"x"}, headers=meant)
    assert answer.json()["data"] == {"viewer": {"name": "ann"}}


async def test_signing_out_takes_the_cookie_away(
    http: httpx.AsyncClient, database: Database
) -> None:
    await signed_in(http, database)
    answer = await http.post("/auth/logout", headers=PREFLIGHT)
    assert answer.status_code == 204
    assert "Max-Age=0" in answer.headers["set-cookie"]
    refused(await ask(http, **PREFLIGHT))


async def test_cookies_of_neighbours_do_no_harm(
    http: httpx.AsyncClient, database: Database
) -> None:
    cookie = (await signed_in(http, database)).headers["set-cookie"].partition(";")[0]
    http.cookies.clear()
    for others in ("a=1; ", "a:b=1; ", 'x={"y": 1}; ', "=; ", "; ; ", "[]=1; ", "a; ", 'q="\\"; '):
        answer = await ask(http, cookie=others + cookie, **PREFLIGHT)
        assert answer.status_code == 200, others
        refused(await ask(http, cookie=others.strip(), **PREFLIGHT))


async def test_a_bearer_goes_before_a_cookie(
    http: httpx.AsyncClient, database: Database, bob: Client
) -> None:
    await signed_in(http, database)
    answer = await ask(http, **bob.headers)
    assert answer.json()["data"] == {"viewer": {"name": "bob"}}
    refused(await ask(http, authorization="Bearer nonsense", **PREFLIGHT))
