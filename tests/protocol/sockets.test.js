// graphql-transport-ws, spoken by the client of its reference implementation.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { CloseCode, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import {
  briefBearer,
  bearer,
  cancel,
  CREATED,
  eventCursor,
  oldBearer,
  PROGRESS,
  socketUrl,
  upload,
  VIEWER,
  waitingJob,
} from './server.js';

const open = [];

afterEach(async () => {
  for (const client of open.splice(0)) await client.dispose();
});

function connect(options = {}) {
  const client = createClient({
    url: socketUrl,
    webSocketImpl: WebSocket,
    connectionParams: bearer,
    retryAttempts: 0,
    ...options,
  });
  open.push(client);
  return client;
}

async function all(client, payload) {
  const results = [];
  for await (const result of client.iterate(payload)) results.push(result);
  return results;
}

const codes = (errors) => errors.map((error) => error.extensions.code);

// The close event of a client whose one subscription cannot go on.
const closing = (client, payload = { query: CREATED }) =>
  assert.rejects(all(client, payload)).then(() => client.closeEvent);

function observed(options = {}) {
  const client = connect({ ...options, on: { closed: (event) => (client.closeEvent = event) } });
  return client;
}

// A socket without a client: for breaches that the client does not commit.
function raw(protocol = 'graphql-transport-ws') {
  const socket = new WebSocket(socketUrl, protocol);
  const closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
  const say = (...messages) => {
    for (const message of messages)
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  };
  const hear = () =>
    new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(data))));
  const opened = new Promise((resolve) => socket.on('open', resolve));
  return { closed, say, hear, opened, socket };
}

const INIT = { type: 'connection_init', payload: bearer };
const SUBSCRIBE = { id: '1', type: 'subscribe', payload: { query: CREATED } };

async function closeCode(...messages) {
  const { closed, say, opened } = raw();
  await opened;
  say(...messages);
  return closed;
}

test('a query is answered and completes', async () => {
  assert.deepEqual((await all(connect(), { query: VIEWER }))[0].data, { viewer: { name: 'ann' } });
});

test('a mutation is answered and completes', async () => {
  const id = await upload('to be starred');
  const query = 'mutation($id: ID!) { starImage(id: $id) { image { starred } } }';
  const [{ data }] = await all(connect(), { query, variables: { id } });
  assert.equal(data.starImage.image.starred, true);
});

test('a subscription brings events, and ends when the client has enough', async () => {
  const client = connect();
  const after = await eventCursor();
  const events = client.iterate({ query: CREATED, variables: { after } });
  await upload('one');
  assert.equal((await events.next()).value.data.imageCreated.image.prompt, 'one');
  await events.return();
  assert.equal((await all(client, { query: VIEWER })).length, 1);
});

test('a subscription completes when the server has no more to say', async () => {
  const id = await waitingJob();
  const events = connect().iterate({ query: PROGRESS, variables: { id } });
  assert.equal((await events.next()).value.data.jobProgress.status, 'QUEUED');
  await cancel(id);
  assert.equal((await events.next()).value.data.jobProgress.status, 'CANCELLED');
  assert.deepEqual(await events.next(), { value: undefined, done: true });
});

test('what makes no sense is an error message, and the socket stays', async () => {
  let closed = false;
  const client = connect({ on: { closed: () => (closed = true) }, lazyCloseTimeout: 5000 });
  for (const [payload, code] of [
    [{ query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    [{ query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [{ query: 'subscription { nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [{ query: 'query($id: ID!) { node(id: $id) { id } }' }, 'BAD_USER_INPUT'],
    [{ query: 'query A { viewer { name } } query B { viewer { id } }' }, 'BAD_USER_INPUT'],
    [{ query: VIEWER, operationName: 'Nobody' }, 'BAD_USER_INPUT'],
  ])
    await assert.rejects(all(client, payload), (errors) => {
      assert.deepEqual(codes(errors), [code], payload.query);
      return true;
    });
  const [{ errors }] = await all(client, { query: CREATED, variables: { after: 'nonsense' } });
  assert.deepEqual(codes(errors), ['BAD_USER_INPUT']);
  const [{ data }] = await all(client, { query: VIEWER });
  assert.equal(data.viewer.name, 'ann');
  assert.equal(closed, false);
});

test('one socket carries several operations at once', async () => {
  let sockets = 0;
  const client = connect({ on: { opened: () => (sockets += 1) }, lazyCloseTimeout: 5000 });
  const after = await eventCursor();
  const streams = [1, 2, 3].map(() => client.iterate({ query: CREATED, variables: { after } }));
  const names = await Promise.all([1, 2, 3].map(() => all(client, { query: VIEWER })));
  assert.deepEqual(names.flat().map(({ data }) => data.viewer.name), ['ann', 'ann', 'ann']);
  await upload('for all');
  for (const stream of streams) {
    assert.equal((await stream.next()).value.data.imageCreated.image.prompt, 'for all');
    await stream.return();
  }
  assert.equal(sockets, 1);
});

test('a client that reconnects goes on after the last event it saw', async () => {
  // The client subscribes again with the same payload, as it is by then.
  const payload = { query: CREATED, variables: { after: await eventCursor() } };
  const client = connect({ retryAttempts: 3, retryWait: () => upload('missed') });
  const prompts = [];
  await upload('seen');
  for await (const { data } of client.iterate(payload)) {
    payload.variables.after = data.imageCreated.cursor;
    prompts.push(data.imageCreated.image.prompt);
    if (prompts.length === 1) client.terminate();
    if (prompts.length === 2) await upload('live');
    if (prompts.length === 3) break;
  }
  assert.deepEqual(prompts, ['seen', 'missed', 'live']);
});

test('4400: what is no message of the protocol', async () => {
  assert.equal(await closeCode('{'), CloseCode.BadRequest);
  assert.equal(await closeCode({ type: 'x'.repeat(1000) }), CloseCode.BadRequest);
  assert.equal(await closeCode(INIT, { ...SUBSCRIBE, payload: {} }), CloseCode.BadRequest);
});

test('4401: a subscription before the acknowledgement', async () => {
  assert.equal(await closeCode(SUBSCRIBE), CloseCode.Unauthorized);
});

test('4403: no token, a bad one, an expired one', async () => {
  for (const connectionParams of [{}, { Authorization: 'Bearer nonsense' }, oldBearer]) {
    const { code } = await closing(observed({ connectionParams }));
    assert.equal(code, CloseCode.Forbidden);
  }
});

test('4403: a token that expires while the socket is open', async () => {
  const client = observed({ connectionParams: briefBearer });
  assert.equal((await closing(client)).code, CloseCode.Forbidden);
});

test('4406: another protocol', async () => {
  assert.equal(await raw([]).closed, CloseCode.SubprotocolNotAcceptable);
});

test('4409: an id that is taken, however long', async () => {
  const long = { ...SUBSCRIBE, id: 'é'.repeat(500) };
  assert.equal(await closeCode(INIT, SUBSCRIBE, SUBSCRIBE), CloseCode.SubscriberAlreadyExists);
  assert.equal(await closeCode(INIT, long, long), CloseCode.SubscriberAlreadyExists);
});

test('4429: a second connection_init', async () => {
  assert.equal(await closeCode(INIT, INIT), CloseCode.TooManyInitialisationRequests);
});

test('1009: a message of more than 256 kB', async () => {
  const query = VIEWER + ' '.repeat(257 * 1024);
  assert.equal(await closeCode(INIT, { ...SUBSCRIBE, payload: { query } }), 1009);
});

test('pings of either side are answered, with what they carry', async () => {
  const { say, hear, opened, socket } = raw();
  await opened;
  say({ type: 'ping', payload: { n: 1 } });
  assert.deepEqual(await hear(), { type: 'pong', payload: { n: 1 } });
  socket.close();
  const pong = new Promise((resolve) => {
    const on = { pong: (received, payload) => resolve({ received, payload }) };
    connect({ lazy: false, keepAlive: 50, on });
  });
  assert.equal((await pong).received, true);
});

test('the hundred and first operation of a socket is refused alone', async () => {
  const client = connect();
  const streams = Array.from({ length: 100 }, () => client.iterate({ query: CREATED }));
  const waiting = streams.map((stream) => stream.next());
  await assert.rejects(all(client, { query: VIEWER }), (errors) => {
    assert.deepEqual(codes(errors), ['COST_EXCEEDED']);
    return true;
  });
  await Promise.all(streams.map((stream) => stream.return()));
  await Promise.all(waiting);
});
