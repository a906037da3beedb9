import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { guardStream, learnSecrets, scrub, scrubValue, secretsOf } from '../../app/known-secrets.ts';
import { createLog } from '../../app/webhook/log.ts';
import { createScrubber } from '../../app/webhook/scrub.ts';
import { createGitHub } from '../../forge/github/api/client.ts';
import { openInMemory } from '../../history/log.ts';
import { DISGUISES } from '../support/secrets/disguises.ts';
import { madeUp, SECRET_KINDS } from '../support/secrets/secret-kinds.ts';
import { toldForms } from '../support/secrets/told-forms.ts';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const KEY = `sk-${madeUp(LETTERS, 40, 401)}`;
/** The key in every form, in one text; a form that is cut leaves nothing to its neighbours. */
const EVERYTHING = Object.values(DISGUISES)
  .map((disguise) => disguise(KEY))
  .join('\n\n');

beforeAll(() => learnSecrets([KEY]));
afterAll(() => vi.restoreAllMocks());

/** Each way by which a text leaves, and what came out of it. */
const WAYS: Readonly<Record<string, (text: string) => string | Promise<string>>> = {
  'a text': scrub,
  'a field of a value': (text) => JSON.stringify(scrubValue({ a: [{ title: text, n: 1 }] })),
  'a name of a field': (text) => JSON.stringify(scrubValue({ [text]: 1 })),
  'a stream of the process': (text) => {
    let out = '';
    const stream = { write: (chunk: string | Uint8Array) => ((out += String(chunk)), true) };
    guardStream(stream as unknown as NodeJS.WriteStream);
    stream.write(text);
    return out;
  },
  'the log of the server': (text) => {
    let out = '';
    const log = createLog({ level: 'info', scrubber: createScrubber([]), write: (line) => (out += line) });
    log.info({ err: new Error(text) }, text);
    return out;
  },
  'a request to GitHub': async (text) => {
    let body = '';
    const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async (_url, init) => {
      body += JSON.stringify(init?.body);
      return new Response('{}', { status: 201, headers: { 'content-type': 'application/json' } });
    });
    const github = createGitHub({
      apiUrl: 'https://api.acme.io',
      token: async () => KEY,
      userAgent: 'a',
      scrub: scrubValue,
    });
    await github.rest.issues.createComment({ owner: 'a', repo: 'b', issue_number: 1, body: text });
    fetched.mockRestore();
    return body;
  },
  'every row of the history': (text) => {
    const log = openInMemory();
    const head = {
      docketVersion: '1',
      coordinatorVersion: '1',
      source: 'diff',
      label: text,
      baseCommit: null,
      headCommit: null,
    } as const;
    const run = log.startRun({ ...head, trust: 'local', configDigest: 'a'.repeat(64) }, { scrub: scrubValue });
    const step = run.step({ kind: 'reviewer', name: 'security', key: 'b'.repeat(64) });
    const json = run.putArtifact(Buffer.from(JSON.stringify({ text })), 'application/json');
    const plain = run.putArtifact(Buffer.from(text), 'text/plain');
    step.finish({ state: 'failed', reason: text, artifact: json });
    run.recordReceipt({
      publication: run.recordIntent({ target: text, body: Buffer.from(text) }),
      state: 'failed',
      reference: text,
    });
    run.finish('failed', text);
    const artifacts = [json, plain].map((digest) => Buffer.from(log.artifact(digest) ?? []).toString('utf8'));
    const rows = log.dump().join('\n');
    log.close();
    return `${rows}\n${artifacts.join('\n')}`;
  },
};

describe.each(Object.entries(WAYS))('by %s', (_way, leave) => {
  it('nothing of a known key leaves, in no form', async () => {
    const out = await leave(EVERYTHING);
    expect(out.length).toBeGreaterThan(1000);
    expect(toldForms(out, KEY)).toEqual([]);
  });

  it('what is no secret leaves as it is', async () => {
    const text = 'Access tokens of the service rotate; see src/auth/login.ts:12 (4f0c21aa93).';
    expect(await leave(text)).toContain(text);
  });
});

describe('what the environment says is secret', () => {
  test.each([
    [{ GITHUB_TOKEN: 'a-token', ACME_API_KEY: 'a-key', PGPASSWORD: 'word' }, ['a-token', 'a-key', 'word']],
    [
      { HTTPS_PROXY: 'http://ada:word@proxy.acme.io', HTTP_PROXY: 'http://proxy.acme.io' },
      ['http://ada:word@proxy.acme.io'],
    ],
    [
      { AWS_SHARED_CREDENTIALS_FILE: '/root/.aws/credentials', KEY_PATH: 'keys/a', SECRET_NAME: 'prod', PATH: '/bin' },
      [],
    ],
    [{ AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', HOME: '/root' }, ['id', 'key']],
  ])('%j', (raw, secrets) => expect(secretsOf(raw)).toEqual(secrets));
});

describe('a way that is not guarded', () => {
  it('tells, so the search for forms would see it', () => {
    expect(toldForms(EVERYTHING, KEY).length).toBe(Object.keys(DISGUISES).length);
    expect(SECRET_KINDS.length * Object.keys(DISGUISES).length).toBeGreaterThan(60 * 25);
  });
});

describe('every place that lets text out', () => {
  // What the ways of the list above are called with in the program; a place that forgets it is found here first.
  test.each([
    ['app/action/action-log.ts', /info\(scrub\(|error\(scrub\(|warning\(scrub\(/g, 3],
    ['app/action/report.ts', /scrub\(renderSarif|setOutput\(name, scrub|addRaw\(scrub/g, 3],
    ['app/cli/main.ts', /guardStream\(stream\)/g, 1],
    ['app/run-journal.ts', /scrub: scrubValue|scrub\(rendered\)/g, 2],
    ['app/pull-request/record-outcomes.ts', /scrub: scrubValue|scrubValue\(unsafePlan\)/g, 2],
    ['app/webhook/admit.ts', /scrub: scrubValue/g, 1],
    ['app/action/connect.ts', /scrub: scrubValue/g, 1],
    ['app/webhook/metrics/metrics.ts', /scrub\(await/g, 1],
    ['app/webhook/http-server.ts', /scrub\(said\)/g, 1],
    ['app/webhook/status/status-server.ts', /scrub\(said\)/g, 1],
  ])('%s', (path, pattern, times) => {
    const source = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(source.match(pattern)).toHaveLength(times);
  });
});

test.each([
  ['in two writes', ['it is correct horse bat', 'tery staple painter'], 'it is correct horse bat**** ****** *******'],
  ['in three', ['correct horse ', 'battery sta', 'ple painter'], 'correct horse battery sta*** *******'],
  [
    'behind many others',
    ['line\n'.repeat(900), 'correct horse ba', '<b>ttery staple painter'],
    'line\ncorrect horse ba<b>***** ****** *******',
  ],
])('a known secret of words is not written whole, %s', (_, writes, expected) => {
  learnSecrets(['correct horse battery staple painter']);
  let out = '';
  const stream = { write: (chunk: string | Uint8Array) => ((out += String(chunk)), true) };
  guardStream(stream as unknown as NodeJS.WriteStream);
  for (const text of writes) stream.write(text);
  expect(out.slice(-expected.length)).toBe(expected);
});
