import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitsOf } from '../../../app/webhook/limits/run-limits.ts';
import { readSettings, secretsOfQueue } from '../../../app/webhook/settings.ts';
import { InputError } from '../../../schemas/problem.ts';
import { PRIVATE_KEY, ServeScene, startServe } from './serve-scene.ts';
import { SECRET } from './sign.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';

/** Apps sign with RSA. */
const ELLIPTIC = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;

const GOOD = {
  DOCKET_APP_ID: '77',
  DOCKET_PRIVATE_KEY: PRIVATE_KEY,
  DOCKET_WEBHOOK_SECRET: SECRET,
  HOME: '/home/docket',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-settings-'));
  writeFileSync(join(folder, 'key.pem'), PRIVATE_KEY);
  writeFileSync(join(folder, 'secret'), `${SECRET}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (given: Readonly<Record<string, string | undefined>>): InputError => {
  try {
    readSettings({ ...GOOD, ...given });
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('settings', () => {
  it('have defaults for everything but the identity', () => {
    expect(readSettings(GOOD)).toMatchObject({
      appId: 77,
      data: '/home/docket/.local/state/docket/app',
      host: '127.0.0.1',
      port: 3000,
      path: '/api/github/webhooks',
      apiUrl: 'https://api.github.com',
      serverUrl: null,
      accounts: null,
      workAtOnce: expect.any(Number),
      gitCacheBytes: 10_000_000_000,
      graceMs: 20_000,
      logLevel: 'info',
      configFile: null,
      queueUrl: null,
      leaseMs: 30_000,
    });
  });

  it('let as many runs wait as the memory holds, and most of them for one installation', () => {
    expect(limitsOf({}, 1000).overall).toBe(4);
    expect(limitsOf({}, 4096)).toEqual({ overall: 200, perInstallation: 150, perRepository: 100 });
    // In a fleet each may be of another installation, with a process of its own.
    expect(limitsOf({ DOCKET_QUEUE: 'postgres://db/docket' }, 4096).overall).toBe(38);
    expect(limitsOf({ DOCKET_MAX_RUNS: 8, DOCKET_MAX_RUNS_PER_REPOSITORY: 1 }, 4096)).toEqual({
      overall: 8,
      perInstallation: 6,
      perRepository: 1,
    });
  });

  it.each([
    ['with line breaks spelt out', { DOCKET_PRIVATE_KEY: PRIVATE_KEY.replaceAll('\n', '\\n') }],
    ['in base64', { DOCKET_PRIVATE_KEY: Buffer.from(PRIVATE_KEY).toString('base64') }],
  ])('take a key %s', (_, given) => {
    expect(readSettings({ ...GOOD, ...given }).privateKey).toBe(PRIVATE_KEY.trim());
  });

  it('take key and secret from files', () => {
    const given = {
      DOCKET_PRIVATE_KEY: undefined,
      DOCKET_PRIVATE_KEY_FILE: join(folder, 'key.pem'),
      DOCKET_WEBHOOK_SECRET: undefined,
      DOCKET_WEBHOOK_SECRET_FILE: join(folder, 'secret'),
    };
    expect(readSettings({ ...GOOD, ...given })).toMatchObject({
      privateKey: PRIVATE_KEY.trim(),
      webhookSecret: SECRET,
    });
  });

  it('take the queue of a fleet, also from a file', () => {
    const url = 'postgres://docket:secret@db/docket';
    writeFileSync(join(folder, 'queue'), `${url}\n`);
    expect(readSettings({ ...GOOD, DOCKET_QUEUE: url }).queueUrl).toBe(url);
    expect(readSettings({ ...GOOD, DOCKET_QUEUE_FILE: join(folder, 'queue') }).queueUrl).toBe(url);
    expect(secretsOfQueue({ queueUrl: 'postgres://docket:s%2Fcret@db/docket' })).toContain('s/cret');
    const { message } = refusal({ DOCKET_QUEUE: 'mysql://docket:secret@db/docket' });
    expect(message).toContain('DOCKET_QUEUE must be a URL of Postgres');
    expect(message).not.toContain('secret@');
  });

  it('take accounts in any form', () => {
    expect(readSettings({ ...GOOD, DOCKET_ACCOUNTS: 'Acme, octo-org  x' }).accounts).toEqual(['acme', 'octo-org', 'x']);
  });

  it.each<readonly [string, Readonly<Record<string, string | undefined>>, string]>([
    [
      'nothing of the identity',
      { DOCKET_APP_ID: undefined, DOCKET_PRIVATE_KEY: undefined, DOCKET_WEBHOOK_SECRET: undefined },
      'DOCKET_APP_ID is not set; DOCKET_PRIVATE_KEY is not set, nor DOCKET_PRIVATE_KEY_FILE; DOCKET_WEBHOOK_SECRET is not set, nor DOCKET_WEBHOOK_SECRET_FILE',
    ],
    ['a name for a number', { DOCKET_APP_ID: 'docket' }, 'DOCKET_APP_ID must be a whole number'],
    ['a port beyond all ports', { DOCKET_PORT: '65536' }, 'DOCKET_PORT must be at most 65535'],
    ['no runs', { DOCKET_MAX_RUNS: '0' }, 'DOCKET_MAX_RUNS must be at least 1'],
    ['a level that is none', { DOCKET_LOG_LEVEL: 'loud' }, 'DOCKET_LOG_LEVEL must be one of silent, fatal'],
    ['an address that is none', { DOCKET_API_URL: 'github' }, 'DOCKET_API_URL must be a URL'],
    ['an address that runs something', { DOCKET_API_URL: 'javascript:alert(1)' }, 'DOCKET_API_URL must be a URL'],
    ['a path without a slash', { DOCKET_WEBHOOK_PATH: 'hook' }, 'DOCKET_WEBHOOK_PATH must begin with /'],
    ['no key', { DOCKET_PRIVATE_KEY: 'hunter22hunter22' }, 'DOCKET_PRIVATE_KEY is no RSA private key in PEM form'],
    ['a key of another kind', { DOCKET_PRIVATE_KEY: ELLIPTIC }, 'DOCKET_PRIVATE_KEY is no RSA private key in PEM form'],
    [
      'a secret that can be guessed',
      { DOCKET_WEBHOOK_SECRET: 'development' },
      'DOCKET_WEBHOOK_SECRET is shorter than 16',
    ],
    [
      'a key twice',
      { DOCKET_PRIVATE_KEY_FILE: '/key.pem' },
      'DOCKET_PRIVATE_KEY and DOCKET_PRIVATE_KEY_FILE are both set',
    ],
    [
      'a file that is not there',
      { DOCKET_PRIVATE_KEY: undefined, DOCKET_PRIVATE_KEY_FILE: '/nowhere/key.pem' },
      'DOCKET_PRIVATE_KEY_FILE names a file that cannot be read (ENOENT): /nowhere/key.pem',
    ],
  ])('refuse %s', (_, given, expected) => {
    const { message, remedy } = refusal(given);
    expect(message).toContain(expected);
    expect(remedy).toMatch(/^Set DOCKET_\w+.*docs\/app\.md/);
    const told = Object.values(given).filter(
      (value) => /hunter|development/.test(value ?? '') && message.includes(value ?? ''),
    );
    expect(told).toEqual([]);
  });
});

describe('the program', () => {
  const ended = async (env: Readonly<Record<string, string>>) => {
    const { child, output } = startServe({ ...machineEnvironment(), HOME: folder, ...env });
    const code = await new Promise((done) => child.on('close', done));
    return { code, text: output() };
  };

  it('says what to do when it is started without settings', async () => {
    const { code, text } = await ended({});
    expect(code).toBe(2);
    expect(text).toContain('docket: the App cannot start: DOCKET_APP_ID is not set;');
    expect(text).toContain('to do: Set DOCKET_APP_ID, DOCKET_PRIVATE_KEY, DOCKET_WEBHOOK_SECRET. docs/app.md');
  });

  it('says what to do when GitHub does not know the key, when the port is taken, and when the configuration is wrong', async () => {
    const scene = await ServeScene.open();
    try {
      const stranger = await ended(scene.environment({ DOCKET_APP_ID: String(scene.app.id + 1), DOCKET_PORT: '0' }));
      expect(stranger.code).toBe(2);
      expect(stranger.text).toMatch(/docket: GitHub does not accept the private key for App \d+ \(40[14]\)/);
      expect(stranger.text).toContain('make a new private key');
      const taken = await ended(scene.environment({ DOCKET_PORT: new URL(scene.github.serverUrl).port }));
      expect(taken.code).toBe(2);
      expect(taken.text).toContain('docket: cannot listen (EADDRINUSE)');
      writeFileSync(join(folder, 'docket.yml'), 'budgets: {}\n');
      const wrong = await ended(scene.environment({ DOCKET_CONFIG: join(folder, 'docket.yml') }));
      expect(wrong.code).toBe(2);
      expect(wrong.text).toContain('budgets');
      expect(`${stranger.text}${taken.text}${wrong.text}`).not.toMatch(/PRIVATE KEY|forty-two/);
    } finally {
      await scene.close();
    }
  });
});
