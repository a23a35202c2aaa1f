// Server-sent events in distinct connections, by the client of the protocol's reference.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'graphql-sse';
import {
  bearer,
  briefBearer,
  cancel,
  CREATED,
  eventCursor,
  PROGRESS,
  upload,
  url,
  VIEWER,
  waitingJob,
} from './server.js';

const connect = (options = {}) =>
  createClient({ url, headers: bearer, retryAttempts: 0, ...options });

async function all(client, request) {
  const results = [];
  for await (const result of client.iterate(request)) results.push(result);
  return results;
}

const codes = (errors) => errors.map((error) => error.extensions.code);

test('queries and mutations are answered and complete', async () => {
  const [{ data }] = await all(connect(), { query: VIEWER });
  assert.deepEqual(data, { viewer: { name: 'ann' } });
  const query = 'mutation { emptyTrash { operation { changed } } }';
  assert.equal((await all(connect(), { query }))[0].data.emptyTrash.operation.changed, 0);
});

test('a subscription brings events until the client has enough', async () => {
  const after = await eventCursor();
  const client = connect();
  const events = client.iterate({ query: CREATED, variables: { after } });
  for (const prompt of ['one', 'two']) {
    await upload(prompt);
    assert.equal((await events.next()).value.data.imageCreated.image.prompt, prompt);
  }
  assert.deepEqual(await events.return(), { value: undefined, done: true });
});

test('a subscription completes when the server has no more to say', async () => {
  const id = await waitingJob();
  const events = connect().iterate({ query: PROGRESS, variables: { id } });
  assert.equal((await events.next()).value.data.jobProgress.status, 'QUEUED');
  await cancel(id);
  assert.equal((await events.next()).value.data.jobProgress.status, 'CANCELLED');
  assert.deepEqual(await events.next(), { value: undefined, done: true });
});

test('errors are results, with their codes', async () => {
  for (const [request, code] of [
    [{ query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    [{ query: 'subscription { nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [{ query: PROGRESS, variables: { id: 5.5 } }, 'BAD_USER_INPUT'],
    [{ query: CREATED, variables: { after: 'nonsense' } }, 'BAD_USER_INPUT'],
  ]) {
    const [{ errors }] = await all(connect(), request);
    assert.deepEqual(codes(errors), [code], request.query);
  }
});

test('without a token there is no stream', async () => {
  const client = connect({ headers: {} });
  await assert.rejects(all(client, { query: CREATED }), /401/);
});

test('a stream ends with the token that opened it', async () => {
  const [{ errors }] = await all(connect({ headers: briefBearer }), { query: CREATED });
  assert.deepEqual(codes(errors), ['UNAUTHENTICATED']);
});

test('a stream is of one media type', async () => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...bearer, Accept: 'text/event-stream', 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: VIEWER }),
  });
  assert.match(response.headers.get('content-type'), /^text\/event-stream(; charset=utf-8)?$/);
  assert.match(await response.text(), /^event: next\r\ndata: {.*}\r\n\r\nevent: complete\r\n/);
});

test('the single connection mode is refused', async () => {
  const client = connect({ singleConnection: true });
  await assert.rejects(all(client, { query: CREATED }), /405/);
});
