// GraphQL over HTTP, by the audits of its reference implementation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { bearer, url } from './server.js';

const fetchFn = (target, options = {}) =>
  fetch(target, { ...options, headers: { ...bearer, ...options.headers } });

const audits = serverAudits({ url, fetchFn });

test('there are as many audits as are known', () => assert.equal(audits.length, 61));

for (const { id, name, fn } of audits) {
  test(`${id} ${name}`, async () => {
    const { status, reason } = await fn();
    assert.equal(status, 'ok', reason);
  });
}
