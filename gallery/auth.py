"""Who asks: a JWT from the Authorization header, the connection_init payload or the cookie."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any, NamedTuple

import jwt
from jwt import PyJWKClient
from starlette.requests import HTTPConnection, cookie_parser

from db.engine import Database
from gallery.settings import Settings
from gallery.telemetry import current
from resolvers.context import Viewer
from resolvers.errors import UnauthenticatedError
from resolvers.people import viewer_named

COOKIE = "gallery_session"
SESSION_SECONDS = 30 * 24 * 3600
_LEEWAY_SECONDS = 10
_LONGEST_NAME = 200
_MOST_KNOWN = 10_000
_ASYMMETRIC = ["RS256", "ES256", "EdDSA"]


class Claims(NamedTuple):
    """``expires`` in seconds since 1970."""

    name: str
    expires: int


class Tokens:
    """Checks and makes JWTs (RFC 7519) with a fixed list of algorithms."""

    def __init__(self, settings: Settings) -> None:
        self._secret = settings.jwt_secret
        self._keys = PyJWKClient(settings.jwt_jwks_url) if settings.jwt_jwks_url else None
        self._audience = settings.jwt_audience
        self._issuer = settings.jwt_issuer
        self._jwt = jwt.PyJWT(options={"enforce_minimum_key_length": True})

    async def check(self, token: str) -> Claims:
        """Who a token names; raises ``UnauthenticatedError``."""
        try:
            claims = await self._decode(token)
        except jwt.ExpiredSignatureError:
            raise UnauthenticatedError("This token has expired: get a new one.") from None
        except jwt.PyJWTError:
            raise UnauthenticatedError("This token is not valid here.") from None
        name = claims["sub"]
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise UnauthenticatedError("The token names nobody: sub is no printable name.")
        return Claims(name, int(claims["exp"]))

    def issue(self, name: str, *, ttl: int) -> str:
        """A token for ``ttl`` seconds, signed with JWT_SECRET."""
        assert self._secret is not None, "only whoever has JWT_SECRET signs"
        now = int(time.time())
        claims: dict[str, Any] = {"sub": name, "iat": now, "exp": now + ttl}
        if self._audience:
            claims["aud"] = self._audience
        if self._issuer:
            claims["iss"] = self._issuer
        return self._jwt.encode(claims, self._secret, algorithm="HS256")

    @property
    def can_issue(self) -> bool:
        return self._secret is not None

    async def _decode(self, token: str) -> dict[str, Any]:
        algorithm = jwt.get_unverified_header(token).get("alg")
        if self._secret is not None and algorithm == "HS256":
            return self._verified(token, self._secret, ["HS256"])
        if self._keys is None:
            raise jwt.InvalidAlgorithmError("no key for this algorithm")
        key = await asyncio.to_thread(self._keys.get_signing_key_from_jwt, token)
        return self._verified(token, key.key, _ASYMMETRIC)

    def _verified(self, token: str, key: Any, algorithms: list[str]) -> dict[str, Any]:
        required = ["exp", "iat", "sub"]
        required += ["aud"] if self._audience else []
        required += ["iss"] if self._issuer else []
        return self._jwt.decode(
            token,
            key,
            algorithms=algorithms,
            audience=self._audience,
            issuer=self._issuer,
            leeway=_LEEWAY_SECONDS,
            options={"require": required, "verify_aud": self._audience is not None},
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """``by_cookie``: the browser sent it by itself, so a request has to show that it was meant."""

    viewer: Viewer
    expires: int
    by_cookie: bool


class Authenticator:
    def __init__(self, tokens: Tokens, database: Database) -> None:
        self.tokens = tokens
        self._database = database
        self._known: dict[str, Viewer] = {}

    async def identify_sender(self, connection: HTTPConnection) -> Identity:
        """Who sent this, by its headers; raises ``UnauthenticatedError``."""
        headers = connection.headers
        return await self.identify(headers.get("authorization"), headers.get("cookie"))

    async def identify(self, authorization: str | None, cookies: str | None) -> Identity:
        """Who sent these headers; raises ``UnauthenticatedError``."""
        if authorization is not None:
            scheme, _, token = authorization.partition(" ")
            if scheme.lower() != "bearer" or not token:
                raise UnauthenticatedError("Send the token as Authorization: Bearer TOKEN.")
            return await self._identity(token.strip(), by_cookie=False)
        session = _session(cookies)
        if session is None:
            raise UnauthenticatedError("Sign in first, or send Authorization: Bearer TOKEN.")
        return await self._identity(session, by_cookie=True)

    async def _identity(self, token: str, *, by_cookie: bool) -> Identity:
        claims = await self.tokens.check(token)
        viewer = self._known.get(claims.name)
        if viewer is None:
            viewer = await viewer_named(self._database, claims.name)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[claims.name] = viewer
        current.signed_in(viewer.id)
        return Identity(viewer, claims.expires, by_cookie)


def _session(cookies: str | None) -> str | None:
    # Not http.cookies: it gives up at a cookie of a neighbour's on this host that it cannot read.
    # Of two, the first is that of the longer path (RFC 6265, 5.4): another gallery may lie above.
    parts = reversed((cookies or "").split(";"))
    return cookie_parser(";".join(parts)).get(COOKIE)
