"""What is shared with the installed app (W3C, Web Share Target): pictures, words for the next one.

The app's page at the same address says what became of it. The fragment that it reads that from
stays in the browser, so that no log has anybody's words.
"""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import quote, unquote, urlencode
from uuid import UUID

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from db.images import ImageRow
from gallery.auth import Authenticator
from gallery.bodies import FORM, answer_within, media_type, most_form
from gallery.http import base_path, refusal
from resolvers import uploads
from resolvers.context import Backend, Context
from resolvers.errors import GoneError, UnauthenticatedError
from schema import ids

# Proxies take headers of some kilobytes, and a letter may become nine.
_MOST_WORDS = 3_000
# Of a request that no foreign page had sent (W3C, Fetch Metadata); pages cannot write this header.
_OWN = ("same-origin", "none")


@dataclass(frozen=True, slots=True)
class Shared:
    """``refused``: how many of the files were no pictures, or too large."""

    pictures: Sequence[UUID] = ()
    refused: int = 0
    words: str = ""


class Share:
    """``POST /share``: an ASGI application, so that a body is limited before it is read."""

    def __init__(self, backend: Backend, authenticator: Authenticator) -> None:
        self._backend = backend
        self._authenticator = authenticator

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = most_form(self._backend)
        await answer_within(limit, _too_much, self._respond, scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        try:
            identity = await self._authenticator.identify_sender(request)
        except UnauthenticatedError:
            return _answer(request, signedOut="1")
        if identity.by_cookie and request.headers.get("sec-fetch-site") not in _OWN:
            return refusal(403, "FORBIDDEN", "Only the installed app itself takes what is shared.")
        if media_type(request) != FORM:
            return refusal(415, "BAD_USER_INPUT", f"Send the body as {FORM}.")
        try:
            async with request.form(max_files=self._backend.max_upload_files) as form:
                shared = await self._taken(Context(self._backend, identity.viewer), form)
        except HTTPException:
            return _too_much(request)
        return _answer(
            request,
            picture=[ids.encode("Image", one) for one in shared.pictures],
            refused=str(shared.refused),
            words=shared.words,
        )

    async def _taken(self, context: Context, form: FormData) -> Shared:
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
        # With a picture, the title is no more than the name of its file.
        words = _words(form, *["text", "url"] if files else ["title", "text", "url"])
        pictures: list[UUID] = []
        for file in files:
            pictures += await _kept(context, file.file)
        return Shared(pictures, len(files) - len(pictures), words)


async def _kept(context: Context, file: BinaryIO) -> list[UUID]:
    """The id of the picture; none where it is refused. Sent again, it is the same picture."""
    made, gone = await _uploaded(context, file, await asyncio.to_thread(_key, file))
    if gone or any(row.deleted_at for row in made):
        # Who shares what they threw away wants it again.
        made, _ = await _uploaded(context, file, None)
    return [row.id for row in made]


async def _uploaded(
    context: Context, file: BinaryIO, key: str | None
) -> tuple[list[ImageRow], bool]:
    """The picture, and whether there was one with this key that is being deleted for ever."""
    file.seek(0)
    made, faults = await uploads.upload(context, [file], None, key)
    return made, any(isinstance(fault, GoneError) for fault in faults)


def _key(file: Any) -> str:
    file.seek(0)
    return f"shared {hashlib.file_digest(file, 'sha256').hexdigest()}"


def _words(form: FormData, *names: str) -> str:
    """What was shared besides files, each part once, as long as an address may be."""
    given = [value.strip() for name in names if isinstance(value := form.get(name), str)]
    text = "\n".join(dict.fromkeys(part for part in given if part))
    # Nothing is left of a letter that was cut.
    cut = re.sub("%.?$", "", quote(text, safe="")[:_MOST_WORDS])
    return unquote(cut, errors="ignore")


def _too_much(request: Request) -> Response:
    return _answer(request, tooMuch="1")


def _answer(request: Request, **told: str | list[str]) -> Response:
    """On to the page that says so: to be reloaded, it does not ask for the form again."""
    address = f"{base_path(request)}/share#{urlencode(told, doseq=True)}"
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})
