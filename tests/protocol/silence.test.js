// A server that waits for connection_init for a fraction of a second.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloseCode } from 'graphql-ws';
import WebSocket from 'ws';
import { socketUrl } from './server.js';

test('4408: no connection_init in time', async () => {
  const socket = new WebSocket(socketUrl, 'graphql-transport-ws');
  const code = await new Promise((resolve) => socket.on('close', resolve));
  assert.equal(code, CloseCode.ConnectionInitialisationTimeout);
});
