import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, StandInScene } from './stand-in-scene.ts';

let scene: StandInScene;
beforeEach(async () => {
  scene = await StandInScene.open();
});
afterEach(() => scene.close());

const say = () => scene.rest('POST', '/issues/1/comments', { body: { body: 'x' } });
const said = () => scene.github.state.issueComments.length;
const COMMENTS = { method: 'POST', path: /\/comments$/ };

describe('a fault', () => {
  test('comes before the effect or after it', async () => {
    scene.github.fault({ when: COMMENTS, kind: 'status', status: 502 });
    expect([(await say()).status, said()]).toEqual([502, 0]);
    scene.github.fault({ when: COMMENTS, kind: 'status', status: 502, effect: 'after' });
    expect([(await say()).status, said(), (await say()).status, said()]).toEqual([502, 1, 201, 2]);
  });

  test('cuts the connection before or after the effect', async () => {
    scene.github.fault({ when: COMMENTS, kind: 'cut' });
    await expect(say()).rejects.toThrow('fetch failed');
    scene.github.fault({ when: COMMENTS, kind: 'cut', effect: 'after' });
    await expect(say()).rejects.toThrow('fetch failed');
    expect(said()).toBe(1);
    expect(scene.github.requests.map((one) => one.status)).toEqual([0, 0]);
  });

  test('hits the nth match, for some times', async () => {
    const fault = scene.github.fault({ when: COMMENTS, nth: 2, times: 2, kind: 'status' });
    const statuses = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await say()).status);
    expect(statuses).toEqual([201, 500, 500, 201, 201]);
    expect([fault.seen, fault.hits]).toEqual([5, 2]);
  });

  test('is a limit, in the words of REST and of GraphQL', async () => {
    scene.github.fault({ when: COMMENTS, kind: 'secondary-limit', status: 429, retryAfterSeconds: 3 });
    const secondary = await say();
    expect([secondary.status, secondary.headers.get('retry-after')]).toEqual([429, '3']);
    expect(String(at(secondary.body, 'message'))).toMatch(/secondary rate limit/);
    scene.github.fault({ when: { path: /./ }, times: 2, kind: 'primary-limit' });
    const primary = await say();
    expect([primary.status, primary.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
    const graph = await scene.graph('{ viewer { login } }');
    expect([graph.status, at(graph.body, 'errors', 0, 'type')]).toEqual([200, 'RATE_LIMITED']);
    expect(said()).toBe(0);
  });

  test('finds GraphQL by its operation or a root field', async () => {
    const query = 'query Mine { viewer { login } }';
    scene.github.fault({ when: { operation: 'Mine' }, kind: 'status', status: 503 });
    scene.github.fault({ when: { operation: /^viewer$/ }, nth: 2, kind: 'status', status: 504 });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await scene.graph(query)).status);
    expect(statuses).toEqual([503, 504, 200]);
  });

  test('hits git too', async () => {
    scene.github.fault({ when: { kind: 'git' }, kind: 'status', status: 503 });
    const response = await fetch(`${scene.github.serverUrl}/octo/project.git/info/refs?service=git-upload-pack`);
    expect(response.status).toBe(503);
  });
});

test('a hook sees every request before and after, and cuts by throwing', async () => {
  const seen: string[] = [];
  const stop = scene.github.onRequest((request, phase) => {
    seen.push(`${request.sequence} ${phase} ${said()}`);
    if (request.sequence === 1 && phase === 'before') throw new Error('stop');
    if (request.sequence === 2 && phase === 'after') throw new Error('stop');
  });
  await expect(say()).rejects.toThrow('fetch failed');
  await expect(say()).rejects.toThrow('fetch failed');
  expect((await say()).status).toBe(201);
  stop();
  await say();
  expect(seen).toEqual(['1 before 0', '2 before 0', '2 after 1', '3 before 1', '3 after 2']);
});

describe('what GitHub does not describe fails the test', () => {
  test.each([
    ['an operation that nobody has', 'GET', '/no-such-thing', undefined, /is not in GitHub's description/],
    ['an operation that is not modelled', 'GET', '/stargazers', undefined, /is not modelled/],
    ['a field that is misspelt', 'POST', '/issues/1/comments', { body: 'x', text: 'y' }, /additionalProperty":"text"/],
    ['a field of another type', 'POST', '/issues/1/comments', { body: 1 }, /must be string/],
    ['a value that is none of its words', 'POST', '/pulls/1/reviews', { event: 'LIKE' }, /event/],
    ['a query that nobody reads', 'GET', '/issues/1/comments?size=3', undefined, /takes no `size`/],
  ])('%s', async (_name, method, path, body, words) => {
    await scene.rest(method, path, body === undefined ? {} : { body });
    expect(scene.github.takeViolations().join('\n')).toMatch(words);
  });

  test.each([
    ['a field that the schema lacks', '{ viewer { shoeSize } }', /Cannot query field "shoeSize"/],
    ['a field that is not modelled', '{ viewer { company } }', /User.company .* is not modelled/],
    [
      'a variable of another type',
      'query($n: Int!) { repository(owner: "octo", name: "project") { pullRequest(number: $n) { id } } }',
      /\$n/,
    ],
  ])('of GraphQL: %s', async (_name, query, words) => {
    const { body } = await scene.graph(query);
    expect(at(body, 'errors')).toBeDefined();
    expect(scene.github.takeViolations().join('\n')).toMatch(words);
  });

  test('and closing says so', async () => {
    await scene.rest('GET', '/no-such-thing');
    await expect(scene.close()).rejects.toThrow(/no-such-thing/);
    scene = await StandInScene.open();
  });
});

test('without a user agent nothing is served', async () => {
  const { hostname, port } = new URL(scene.github.apiUrl);
  const { request } = await import('node:http');
  const status = await new Promise((resolve, reject) => {
    request({ hostname, port, path: '/rate_limit' }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
});

test('a server of an enterprise has everything on one address', async () => {
  await scene.close();
  scene = await StandInScene.open({ host: 'ghes' });
  expect(scene.github.apiUrl).toBe(`${scene.github.serverUrl}/api/v3`);
  expect((await say()).status).toBe(201);
  const { body } = await scene.graph('{ viewer { login } }');
  expect(at(body, 'data', 'viewer', 'login')).toBe('github-actions[bot]');
  expect(at((await scene.rest('GET', '/pulls/1')).body, 'url')).toBe(
    `${scene.github.apiUrl}/repos/octo/project/pulls/1`,
  );
});
