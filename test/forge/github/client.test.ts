import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createGitHub, GitHubError } from '../../../forge/github/api/client.ts';
import { InputError } from '../../../schemas/problem.ts';
import { type Heard, type Replies, startServer } from './http-server.ts';

const TOKEN = 'ghs_thisMustNeverBeSeenAnywhere0123456789';
const Viewer = z.object({ viewer: z.object({ login: z.string() }) });
const ME = { status: 200, body: { data: { viewer: { login: 'docket[bot]' } } } };
const OK = { status: 200, body: { id: 7 } };
const SECONDARY = 'You have exceeded a secondary rate limit.';

let closers: (() => Promise<void>)[] = [];
beforeEach(() => {
  closers = [];
});
afterEach(async () => {
  await Promise.all(closers.map((close) => close()));
});

async function open(replies: Replies, more: { path?: string; patienceSeconds?: number; signal?: AbortSignal } = {}) {
  const server = await startServer(replies);
  closers.push(() => server.close());
  const { path = '', ...options } = more;
  const waits: string[] = [];
  const github = createGitHub({
    apiUrl: `${server.url}${path}`,
    token: async () => TOKEN,
    userAgent: 'docket/test',
    onWait: (text) => waits.push(text),
    ...options,
  });
  return { github, server, waits };
}

const read = (github: ReturnType<typeof createGitHub>) => github.rest.request('GET /thing');
const write = (github: ReturnType<typeof createGitHub>) => github.rest.request('POST /thing', { title: 'one' });
const query = (github: ReturnType<typeof createGitHub>) =>
  github.query(Viewer, 'query DocketMe { viewer { login } }', {});
const mutate = (github: ReturnType<typeof createGitHub>) =>
  github.mutate(Viewer, 'mutation DocketDo { viewer { login } }', {});
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('a limit', () => {
  const limits: [string, Replies[number]][] = [
    ['a secondary one', { status: 403, headers: { 'retry-after': '0' }, body: { message: SECONDARY } }],
    ['a secondary one as 429', { status: 429, headers: { 'retry-after': '0' }, body: { message: SECONDARY } }],
  ];
  test.each(limits)('%s is waited for by reads and writes alike', async (_name, limited) => {
    for (const [ask, then] of [
      [read, OK],
      [write, OK],
      [query, ME],
      [mutate, ME],
    ] as const) {
      const { github, server } = await open([limited, limited, then]);
      await ask(github);
      expect(server.heard).toHaveLength(3);
    }
  });

  test('of GraphQL comes with status 200', async () => {
    const limited = {
      status: 200,
      headers: { 'retry-after': '0' },
      body: { errors: [{ type: 'RATE_LIMITED', message: 'x' }] },
    };
    const { github, server } = await open([limited, ME]);
    expect(await mutate(github)).toEqual({ viewer: { login: 'docket[bot]' } });
    expect(server.heard).toHaveLength(2);
  });

  test('that lasts longer than our patience is told at once, with its end', async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 1800);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const { github, server, waits } = await open(
      [{ status: 403, headers, body: { message: 'API rate limit exceeded' } }],
      {
        patienceSeconds: 5,
      },
    );
    const error = await errorOf(write(github));
    expect(error).toMatchObject({ isRateLimit: true, isPermission: false, status: 403 });
    expect(error instanceof GitHubError && error.remedy).toMatch(/Try again in 1[78]\d\d seconds/);
    expect([server.heard.length, waits.length]).toEqual([1, 0]);
  });

  test('of content is no fault of the content', async () => {
    const quick = { type: 'UNPROCESSABLE', message: 'was submitted too quickly' };
    const { github } = await open([{ status: 200, body: { data: null, errors: [quick] } }], { patienceSeconds: 5 });
    expect(await errorOf(mutate(github))).toMatchObject({ isRateLimit: true, isValidation: false });
  });

  test('that never ends is given up', async () => {
    const limited = { status: 429, headers: { 'retry-after': '0' }, body: { message: SECONDARY } };
    const { github, server } = await open(Array.from({ length: 20 }, () => limited));
    expect(await errorOf(read(github))).toMatchObject({ isRateLimit: true });
    expect(server.heard).toHaveLength(6);
  });

  test('is told, and an abort ends the wait', async () => {
    const stop = new AbortController();
    const limited = { status: 429, headers: { 'retry-after': '100' }, body: { message: SECONDARY } };
    const server = await startServer([limited]);
    closers.push(() => server.close());
    const github = createGitHub({
      apiUrl: server.url,
      token: async () => TOKEN,
      userAgent: 'docket/test',
      signal: stop.signal,
      onWait: (text) => {
        expect(text).toBe('GitHub limits requests: waiting 100 s');
        stop.abort(new InputError({ what: 'a newer push' }));
      },
    });
    expect(await errorOf(read(github))).toMatchObject({ message: 'a newer push' });
  });
});

test('what is not wanted any more is not sent, and no token is asked for', async () => {
  const server = await startServer([OK]);
  closers.push(() => server.close());
  let asked = 0;
  const token = async () => `ghs_${(asked += 1)}`;
  const signal = AbortSignal.abort(new InputError({ what: 'a newer push' }));
  const github = createGitHub({ apiUrl: server.url, token, userAgent: 'docket/test', signal });
  for (const ask of [read, write]) expect(await errorOf(ask(github))).toMatchObject({ message: 'a newer push' });
  expect([asked, server.heard.length]).toEqual([0, 0]);
});

describe('after a failure that may have had an effect', () => {
  const failures: [string, Replies[number]][] = [
    ['500', { status: 500, body: { message: 'Server Error' } }],
    ['502 in HTML', { status: 502, text: '<html>' }],
    ['503', { status: 503, body: {} }],
    ['a cut connection', 'cut'],
    ['a connection that is cut in the middle of the answer', 'half'],
    ['an answer that is no JSON', { status: 200, text: '{"id":', headers: { 'content-type': 'application/json' } }],
  ];
  test.each(failures)('%s: a read is sent again', async (_name, failure) => {
    const one = await open([failure, OK]);
    const other = await open([failure, ME]);
    await Promise.all([read(one.github), query(other.github)]);
    expect([one.server.heard.length, other.server.heard.length]).toEqual([2, 2]);
  });

  test.each(failures)('%s: a write is not', async (_name, failure) => {
    for (const ask of [write, mutate]) {
      const { github, server } = await open([failure, OK]);
      const error = await errorOf(ask(github));
      expect(error).toBeInstanceOf(GitHubError);
      expect(error).toMatchObject({ isPermission: false, isValidation: false, isGone: false, isRateLimit: false });
      expect(error instanceof GitHubError && (error.status ?? 500) >= 500).toBe(true);
      expect(server.heard).toHaveLength(1);
    }
  });

  test('a read that fails for the third time fails', async () => {
    const { github, server } = await open(['cut', 'cut', 'cut', OK]);
    expect(await errorOf(read(github))).toMatchObject({ status: null });
    expect(server.heard).toHaveLength(3);
  });

  test('GraphQL out of time is such a failure, though its status is 200', async () => {
    const late = {
      status: 200,
      body: { data: null, errors: [{ message: 'Something went wrong while executing your query.' }] },
    };
    const one = await open([late, ME]);
    await query(one.github);
    const other = await open([late, ME]);
    expect(await errorOf(mutate(other.github))).toMatchObject({ status: 500 });
    expect([one.server.heard.length, other.server.heard.length]).toEqual([2, 1]);
  });
});

describe('a refusal', () => {
  test.each<[string, Replies[number], object, object]>([
    ['403', { status: 403, body: { message: 'no' } }, { isPermission: true }, { isPermission: true }],
    [
      '404',
      { status: 404, body: { message: 'Not Found' } },
      { isPermission: false, isGone: true },
      { isPermission: true, isGone: true },
    ],
    [
      '410',
      { status: 410, body: { message: 'Gone' } },
      { isPermission: false, isGone: true },
      { isPermission: false, isGone: true },
    ],
    [
      '422',
      { status: 422, body: { message: 'Unprocessable Entity', errors: ['Line could not be resolved'] } },
      { isValidation: true },
      { isValidation: true },
    ],
  ])('%s is never sent again', async (_name, refusal, asRead, asWrite) => {
    const one = await open([refusal, OK]);
    expect(await errorOf(read(one.github))).toMatchObject(asRead);
    const other = await open([refusal, OK]);
    expect(await errorOf(write(other.github))).toMatchObject(asWrite);
    expect([one.server.heard.length, other.server.heard.length]).toEqual([1, 1]);
  });

  test('401 is asked again as a question, since a token that was just given out is not known everywhere, and never as a write', async () => {
    const refusal = { status: 401, body: { message: 'Bad credentials' } };
    const [known, unknown] = [await open([refusal, OK]), await open([refusal, refusal, refusal, OK])];
    await read(known.github);
    expect(await errorOf(read(unknown.github))).toMatchObject({ isPermission: true });
    const other = await open([refusal, OK]);
    expect(await errorOf(write(other.github))).toMatchObject({ isPermission: true });
    expect([known, unknown, other].map(({ server }) => server.heard.length)).toEqual([2, 3, 1]);
  });

  test.each([
    ['Timeout on validation of query', undefined],
    ['Something went wrong while executing your query.', undefined],
    ['It broke', 'INTERNAL'],
    ['The request timed out', undefined],
  ])('of GraphQL in the words "%s" (%s) is asked again as a question', async (message, type) => {
    const stumble = {
      status: 200,
      body: { data: null, errors: [{ message, ...(type === undefined ? {} : { type }) }] },
    };
    const one = await open([stumble, ME]);
    await query(one.github);
    const other = await open([stumble, ME]);
    expect(await errorOf(mutate(other.github))).toMatchObject({ status: 500 });
    expect([one.server.heard.length, other.server.heard.length]).toEqual([2, 1]);
  });

  test.each([
    ['NOT_FOUND', { isGone: true, isPermission: true }],
    ['FORBIDDEN', { isPermission: true, isGone: false }],
    ['UNPROCESSABLE', { isValidation: true, isPermission: false }],
  ])('GraphQL calls it %s', async (type, flags) => {
    const { github } = await open([
      { status: 200, body: { data: { viewer: null }, errors: [{ type, message: 'no' }] } },
    ]);
    expect(await errorOf(mutate(github))).toMatchObject(flags);
  });

  test('says what, where and what to do, on one line each', async () => {
    const headers = { 'x-accepted-github-permissions': 'pull_requests=write' };
    const { github } = await open([
      { status: 403, headers, body: { message: 'Not\nfor\u202Eyou', errors: ['because'] } },
    ]);
    expect(await errorOf(write(github))).toMatchObject({
      message: 'GitHub refused: Not\\u000afor\\u202eyou: because',
      where: 'POST /thing (403)',
      remedy:
        'Give the token the permission for this, and see that it may access this repository. It needs: pull_requests=write.',
    });
  });

  test('an answer that is not as documented is no answer', async () => {
    const { github } = await open([{ status: 200, body: { data: { viewer: {} } } }]);
    expect(await errorOf(query(github))).toMatchObject({ status: null, where: 'DocketMe' });
  });
});

describe('the token', () => {
  const authorizations = (heard: readonly Heard[]) => heard.map(({ headers }) => headers.authorization);

  test('goes in a header of each request, and what it says is asked for each time', async () => {
    const server = await startServer([OK, OK]);
    closers.push(() => server.close());
    let asked = 0;
    const token = async () => `ghs_${(asked += 1)}`;
    const github = createGitHub({ apiUrl: server.url, token, userAgent: 'docket/test' });
    await read(github);
    await read(github);
    expect(authorizations(server.heard)).toEqual(['token ghs_1', 'token ghs_2']);
  });

  test.each(['Location', 'Link'])('does not follow a %s to another host', async (header) => {
    const trap = await startServer([OK]);
    closers.push(() => trap.close());
    const redirect = { status: 302, headers: { location: `${trap.url}/thing` }, body: {} };
    const next = { status: 200, headers: { link: `<${trap.url}/thing?page=2>; rel="next"` }, body: [1] };
    const { github } = await open([header === 'Location' ? redirect : next]);
    const error = await errorOf(header === 'Location' ? read(github) : github.rest.paginate('GET /thing'));
    expect(error).toBeInstanceOf(GitHubError);
    expect(error).toMatchObject({ message: expect.stringContaining('another host') });
    expect(trap.heard).toEqual([]);
  });

  test('is not in any error, whatever goes wrong', async () => {
    const replies: Replies[number][] = [
      'cut',
      { status: 401, body: { message: 'Bad credentials' } },
      { status: 200, text: 'x' },
    ];
    for (const reply of replies) {
      for (const ask of [write, mutate]) {
        const { github, server } = await open([reply]);
        const error = await errorOf(ask(github));
        expect(inspect(error, { depth: 12, showHidden: true })).not.toContain(TOKEN.slice(4));
        expect(authorizations(server.heard)).toEqual([`token ${TOKEN}`]);
      }
    }
  });

  test('that cannot be had stops the request, with its own reason', async () => {
    const server = await startServer([OK]);
    closers.push(() => server.close());
    const reason = new InputError({ what: 'the installation is suspended' });
    const github = createGitHub({ apiUrl: server.url, token: () => Promise.reject(reason), userAgent: 'docket/test' });
    expect(await errorOf(read(github))).toBe(reason);
    expect(server.heard).toEqual([]);
  });
});

describe('addresses', () => {
  test('a renamed repository is followed on the same host', async () => {
    const moved = { status: 301, headers: { location: '/repositories/7' }, body: {} };
    const { github, server } = await open([moved, OK]);
    await read(github);
    expect(server.heard.map(({ url }) => url)).toEqual(['/thing', '/repositories/7']);
  });

  test('a write is followed only where it stays a write', async () => {
    const one = await open([{ status: 307, headers: { location: '/moved' }, body: {} }, OK]);
    await write(one.github);
    expect(one.server.heard.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', '/thing', '{"title":"one"}'],
      ['POST', '/moved', '{"title":"one"}'],
    ]);
    const other = await open([{ status: 302, headers: { location: '/moved' }, body: {} }, OK]);
    expect(await errorOf(write(other.github))).toBeInstanceOf(GitHubError);
    expect(other.server.heard).toHaveLength(1);
  });

  test('a redirect in a circle ends', async () => {
    const moved = { status: 302, headers: { location: '/thing' }, body: {} };
    const { github, server } = await open(Array.from({ length: 9 }, () => moved));
    expect(await errorOf(read(github))).toBeInstanceOf(GitHubError);
    expect(server.heard).toHaveLength(4);
  });

  test('an Enterprise Server has REST below /api/v3 and GraphQL beside it', async () => {
    const { github, server } = await open([OK, ME], { path: '/api/v3/' });
    await read(github);
    await query(github);
    expect(server.heard.map(({ url }) => url)).toEqual(['/api/v3/thing', '/api/graphql']);
    expect([github.apiUrl, github.serverUrl]).toEqual([`${server.url}/api/v3`, server.url]);
  });

  test.each([
    ['https://api.github.com', undefined, 'https://github.com'],
    ['https://api.github.com/', undefined, 'https://github.com'],
    ['https://api.octocorp.ghe.com', undefined, 'https://octocorp.ghe.com'],
    ['https://git.example.com:8443/api/v3', undefined, 'https://git.example.com:8443'],
    ['http://127.0.0.1:1', 'http://127.0.0.1:2/', 'http://127.0.0.1:2'],
  ])('%s belongs to the server %s %s', (apiUrl, serverUrl, expected) => {
    const options = {
      apiUrl,
      token: async () => TOKEN,
      userAgent: 'x',
      ...(serverUrl === undefined ? {} : { serverUrl }),
    };
    expect(createGitHub(options).serverUrl).toBe(expected);
  });
});

test('nothing is written to the console', async () => {
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
  const headers = { deprecation: 'Sat, 01 Jan 2022 00:00:00 GMT', link: '<https://x>; rel="deprecation"' };
  const { github } = await open([
    { status: 200, headers, body: {} },
    { status: 404, body: { message: 'no' } },
  ]);
  await read(github);
  await errorOf(read(github));
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});
