"""Every field and every argument of the schema, asked for at least once of the real server."""

from typing import Any

import pytest
from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLObjectType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_schema,
    parse,
    visit,
)

from schema.build import sdl
from tests.api.helpers import event_cursor
from tests.client import Client
from tests.pictures import png

_PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
_SLICE = "$first: Int, $after: String, $last: Int, $before: String"
_ARGUMENTS = "first: $first, after: $after, last: $last, before: $before"
_SOURCE = "id position thumbhash url thumbUrl(size: MEDIUM) image { id }"
_IMAGE = f"""
    id origin prompt revisedPrompt model params width height contentType byteSize sha256 thumbhash
    url(download: true) thumbUrl(size: PREVIEW) urlExpiresAt costTokens starred deletedAt purgeAt
    createdAt sources {{ {_SOURCE} }} job {{ id }}
    cursor(filter: {{ trashed: false }}, orderBy: {{ direction: ASC }})
    derived({_ARGUMENTS}) {{ totalCount edges {{ cursor node {{ id }} }} nodes {{ id }} {_PAGE} }}
"""
_ERROR = "error { code message retryable }"
_JOB = f"""
    id status prompt model params n progress queuePosition costTokens createdAt startedAt finishedAt
    {_ERROR} slots {{ index status previewUrl image {{ id }} {_ERROR} }} images {{ id }}
    attempts {{ number sentAt outcome costTokens providerRequestId }} sources {{ id }}
"""
_OPERATION = """
    id action status matched changed error createdAt undoableUntil skipped { reason count ids }
"""
_USER_ERRORS = "userErrors { field message code }"
_DONE = f"{{ operation {{ {_OPERATION} }} {_USER_ERRORS} }}"
_CHANGED = f"{{ image {{ id }} operation {{ id }} {_USER_ERRORS} }}"
_JOB_DONE = f"{{ job {{ id }} {_USER_ERRORS} }}"

QUERIES = {
    "images": f"""
        query({_SLICE}, $filter: ImageFilter, $orderBy: ImageOrder) {{
          images({_ARGUMENTS}, filter: $filter, orderBy: $orderBy) {{
            totalCount edges {{ cursor node {{ {_IMAGE} }} }} nodes {{ id }} {_PAGE} }} }}
    """,
    "jobs": f"""
        query({_SLICE}, $filter: JobFilter) {{
          jobs({_ARGUMENTS}, filter: $filter) {{
            totalCount edges {{ cursor node {{ {_JOB} }} }} nodes {{ id }} {_PAGE} }} }}
    """,
    "operations": f"""
        query({_SLICE}) {{ operations({_ARGUMENTS}) {{
            edges {{ cursor node {{ {_OPERATION} }} }} nodes {{ id }} {_PAGE} }} }}
    """,
    "viewer": """
        query($since: DateTime) { viewer { id name eventCursor
          gallery { count starredCount byteSize }
          trash { count byteSize nextPurgeAt retentionDays }
          usage(since: $since) { jobs images costTokens dailyJobLimit dailyTokenLimit } } }
    """,
    "server": """
        { server { version maxUploadBytes maxUploadFiles trashRetentionDays
          models { name provider isDemo sizes qualities formats maxImages maxSources supportsMask
            supportsTransparency streamsPreviews
            estimatedTokens(size: "1024x1024", quality: HIGH) } } }
    """,
    "imageTimeline": """
        query($filter: ImageFilter) {
          imageTimeline(filter: $filter, unit: DAY, timeZone: "Asia/Tokyo") {
            start count cursor } }
    """,
    "selectionSummary": """
        query($selection: ImageSelection!) { selectionSummary(selection: $selection) {
          asOf count byteSize starredCount usedAsSourceCount } }
    """,
    "node": "query($id: ID!) { node(id: $id) { id } }",
    "nodes": "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
}
MUTATIONS = {
    "starImage": f"mutation($id: ID!) {{ starImage(id: $id, starred: true) {_CHANGED} }}",
    "trashImage": f"mutation($id: ID!) {{ trashImage(id: $id) {_CHANGED} }}",
    "restoreImage": f"mutation($id: ID!) {{ restoreImage(id: $id) {_CHANGED} }}",
    "deleteImage": f"mutation($id: ID!) {{ deleteImage(id: $id) {_DONE} }}",
    "bulkUpdateImages": f"""
        mutation($selection: ImageSelection!) {{
          bulkUpdateImages(selection: $selection, action: STAR) {_DONE} }}
    """,
    "createDownload": f"""
        mutation($selection: ImageSelection!, $recipes: Boolean) {{
          createDownload(selection: $selection, recipes: $recipes) {{
            download {{ url expiresAt count byteSize }} {_USER_ERRORS} }} }}
    """,
    "emptyTrash": f"mutation($asOf: String) {{ emptyTrash(asOf: $asOf) {_DONE} }}",
    "undoOperation": f"mutation($id: ID!) {{ undoOperation(id: $id) {_DONE} }}",
    "generateImages": f"""
        mutation($input: GenerateImagesInput!) {{ generateImages(input: $input) {_JOB_DONE} }}
    """,
    "cancelJob": f"mutation($id: ID!) {{ cancelJob(id: $id) {_JOB_DONE} }}",
    "retryJob": f"mutation($id: ID!) {{ retryJob(id: $id) {_JOB_DONE} }}",
}
# Sent by the client's own upload, and by the tests of the streams.
UPLOAD = f"""
    mutation($files: [Upload!]!) {{
      uploadImages(files: $files, prompt: "p", idempotencyKey: "k") {{
        images {{ id }} {_USER_ERRORS} }} }}
"""
STREAMS = {
    "imageCreated": """
        subscription($a: String) { imageCreated(after: $a) { cursor jobId image { id } } }
    """,
    "galleryEvents": """
        subscription($a: String) { galleryEvents(after: $a) { cursor __typename
          ... on ImageCreated { cursor jobId image { id } }
          ... on ImagesChanged { cursor truncated operation { id } images { id } }
          ... on ImagesDeleted { cursor truncated by: operation { id } ids }
          ... on JobChanged { cursor job { id } }
          ... on ResyncRequired { cursor } } }
    """,
    "jobProgress": "subscription($id: ID) { jobProgress(id: $id) { id status } }",
}


def test_the_documents_of_this_file_use_everything() -> None:
    schema = build_schema(sdl())
    used: set[str] = set()
    info = TypeInfo(schema)

    class Collector(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            parent = info.get_parent_type()
            assert parent is not None
            used.add(f"{parent.name}.{node.name.value}")

        def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
            parent = info.get_parent_type()
            field = info.get_field_def()
            assert parent is not None
            assert field is not None
            name = next(name for name, own in parent.fields.items() if own is field)  # type: ignore[union-attr]
            used.add(f"{parent.name}.{name}({node.name.value}:)")

    documents = [*QUERIES.values(), *MUTATIONS.values(), UPLOAD, *STREAMS.values()]
    for document in documents:
        visit(parse(document), TypeInfoVisitor(info, Collector()))
    everything = {
        name
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for field, definition in type_.fields.items()
        for name in (
            f"{type_.name}.{field}",
            *(f"{type_.name}.{field}({argument}:)" for argument in definition.args),
        )
    }
    assert everything - used == set()


@pytest.mark.usefixtures("worker")
async def test_every_field_answers(ann: Client) -> None:
    source = (await ann.upload(png(), prompt="a source"))["images"][0]["id"]
    asked = {"prompt": "made of it", "n": 1, "sourceIds": [source], "size": "1024x1024"}
    made = await ann.query(MUTATIONS["generateImages"], input=asked)
    job = made["generateImages"]["job"]["id"]
    async with ann.subscribe(STREAMS["jobProgress"], id=job) as progress:
        await progress.until("jobProgress", lambda found: found["status"] == "SUCCEEDED")
    starred = await ann.query(MUTATIONS["starImage"], id=source)
    operation = starred["starImage"]["operation"]["id"]
    await ann.query(MUTATIONS["bulkUpdateImages"], selection={"ids": [source]})
    wanted = await ann.query(MUTATIONS["createDownload"], selection={"ids": [source]})
    assert wanted["createDownload"]["userErrors"] == []
    await _look(ann, source, job)
    await ann.query(MUTATIONS["undoOperation"], id=operation)
    for name in ("trashImage", "restoreImage", "trashImage", "deleteImage"):
        assert (await ann.query(MUTATIONS[name], id=source))[name]["userErrors"] == []
    assert (await ann.query(MUTATIONS["emptyTrash"]))["emptyTrash"]["userErrors"] == []
    for name in ("cancelJob", "retryJob"):
        refused = (await ann.query(MUTATIONS[name], id=job))[name]["userErrors"]
        assert [error["code"] for error in refused] == ["CONFLICT"]
    await _look(ann, source, job)


async def _look(ann: Client, source: str, job: str) -> None:
    everything = {
        "filter": {
            "starred": None,
            "trashed": False,
            "search": "made",
            "models": ["demo"],
            "origins": ["GENERATED"],
            "createdAfter": "2020-01-01T00:00:00Z",
            "createdBefore": "2099-01-01T00:00:00Z",
        },
        "orderBy": {"field": "CREATED_AT", "direction": "ASC"},
    }
    found = (await ann.query(QUERIES["images"], first=1, **everything))["images"]
    assert found["totalCount"] == 1
    edge = found["edges"][0]
    assert [len(edge["node"]["sources"]), edge["node"]["job"]["id"]] == [1, job]
    after = await ann.query(QUERIES["images"], last=1, before=edge["cursor"], **everything)
    assert after["images"]["nodes"] == []
    jobs = (await ann.query(QUERIES["jobs"], first=5, filter={"statuses": ["SUCCEEDED"]}))["jobs"]
    assert [node["id"] for node in jobs["nodes"]] == [job]
    assert (await ann.query(QUERIES["operations"], first=1))["operations"]["nodes"]
    viewer = (await ann.query(QUERIES["viewer"], since="2020-01-01T00:00:00Z"))["viewer"]
    assert (viewer["usage"]["jobs"], viewer["usage"]["images"]) == (1, 1)
    assert (await ann.query(QUERIES["server"]))["server"]["models"]
    timeline = await ann.query(QUERIES["imageTimeline"], filter={})
    assert sum(bucket["count"] for bucket in timeline["imageTimeline"]) >= 1
    selection = {"matching": {"filter": {}, "asOf": viewer["eventCursor"], "exceptIds": []}}
    summary = await ann.query(QUERIES["selectionSummary"], selection=selection)
    assert summary["selectionSummary"]["count"] >= 1
    assert (await ann.query(QUERIES["node"], id=job))["node"] == {"id": job}
    assert len((await ann.query(QUERIES["nodes"], ids=[source, job]))["nodes"]) == 2


async def test_the_streams_answer(ann: Client) -> None:
    cursor = await event_cursor(ann)
    image = (await ann.upload(png()))["images"][0]["id"]
    async with ann.subscribe(STREAMS["imageCreated"], a=cursor) as stream:
        assert (await stream.next())["imageCreated"]["image"]["id"] == image
    await ann.query(MUTATIONS["trashImage"], id=image)
    async with ann.subscribe(STREAMS["galleryEvents"], a=cursor) as stream:
        kinds = [(await stream.next())["galleryEvents"]["__typename"] for _ in range(2)]
    assert kinds == ["ImageCreated", "ImagesChanged"]
