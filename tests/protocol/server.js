// The server under test, as test_conformance.py names it, and what these scripts say to it.
const { GALLERY_ADDRESS, GALLERY_TOKEN, GALLERY_OLD_TOKEN, GALLERY_BRIEF_TOKEN } = process.env;

export const url = `${GALLERY_ADDRESS}/graphql`;
export const socketUrl = url.replace('http', 'ws');
export const bearer = { Authorization: `Bearer ${GALLERY_TOKEN}` };
export const oldBearer = { Authorization: `Bearer ${GALLERY_OLD_TOKEN}` };
export const briefBearer = { Authorization: `Bearer ${GALLERY_BRIEF_TOKEN}` };

export const VIEWER = '{ viewer { name } }';
export const CREATED =
  'subscription($after: String) { imageCreated(after: $after) { cursor image { prompt } } }';
export const PROGRESS = 'subscription($id: ID) { jobProgress(id: $id) { status } }';

const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAMCAIAAADkharWAAAAF0lEQVR4nGNkaGhgIAUwkaR6VMMI0gAAZ3oBGEMaOc4AAAAASUVORK5CYII=';
const UPLOAD = `mutation($files: [Upload!]!, $prompt: String) {
  uploadImages(files: $files, prompt: $prompt) { images { id } userErrors { message } } }`;
const GENERATE = `mutation($prompt: String!) {
  generateImages(input: { prompt: $prompt }) { job { id } userErrors { message } } }`;
const CANCEL = 'mutation($id: ID!) { cancelJob(id: $id) { job { id } } }';

async function answer(body, headers = {}) {
  const response = await fetch(url, { method: 'POST', headers: { ...bearer, ...headers }, body });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

export const ask = (query, variables = {}) =>
  answer(JSON.stringify({ query, variables }), { 'Content-Type': 'application/json' });

export async function upload(prompt) {
  const form = new FormData();
  const variables = { files: [null], prompt };
  form.set('operations', JSON.stringify({ query: UPLOAD, variables }));
  form.set('map', JSON.stringify({ picture: ['variables.files.0'] }));
  form.set('picture', new Blob([Buffer.from(PICTURE, 'base64')]), 'picture.png');
  const data = await answer(form, { 'GraphQL-Require-Preflight': '1' });
  return data.uploadImages.images[0].id;
}

export const eventCursor = async () => (await ask('{ viewer { eventCursor } }')).viewer.eventCursor;

// A job of a house without a worker waits until it is cancelled.
export const waitingJob = async () =>
  (await ask(GENERATE, { prompt: 'a fox' })).generateImages.job.id;

export const cancel = (id) => ask(CANCEL, { id });
