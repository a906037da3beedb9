import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../../../app/webhook/settings.ts';
import { isLoopback } from '../../../../app/webhook/status/asker.ts';
import { aNewDelivery } from '../build-delivery.ts';
import { PRIVATE_KEY } from '../serve-scene.ts';
import { POSTGRES, SQLITE, StatusScene, TOKEN } from './status-scene.ts';

const BEARER = { authorization: `Bearer ${TOKEN}` };
let scene: StatusScene;

describe.each([SQLITE, POSTGRES])('the page on a queue in $name', (kind) => {
  describe.skipIf(kind.missing !== null)(`works${kind.missing === null ? '' : `: ${kind.missing}`}`, () => {
    beforeEach(async () => {
      scene = await StatusScene.open(kind);
    });
    afterEach(() => scene.close());

    it('shows what waits, runs and has failed, and a button lets it wait again', async () => {
      await scene.running('goes-on', 'acme/shop#1');
      await scene.queue.add(aNewDelivery({ id: 'waits', lane: 'acme/shop#1' }));
      await scene.failed('broke', 'acme/shop#2', 'GitHub answered <502> & was gone');
      const cookie = await scene.signIn();
      const { status, text } = await scene.ask('/', { headers: { cookie } });
      expect(status).toBe(200);
      const section = (name: string) => text.slice(text.indexOf(`<h2>${name}</h2>`)).split('<h2>')[1] ?? '';
      expect(section('Running')).toMatch(/goes-on[^]*acme\/shop#1/);
      expect(section('Waiting')).toContain('waits');
      expect(section('Failed')).toMatch(/broke[^]*acme\/shop#2[^]*GitHub answered &lt;502&gt; &amp; was gone/);
      expect(text).toMatch(/<b>1<\/b> waiting[^]*<b>1<\/b> running[^]*<b>1<\/b> failed/);

      const proof = await scene.proof(cookie);
      const retried = await scene.post('/retry', { proof, delivery: 'broke' }, { cookie });
      expect([retried.status, retried.headers['location']]).toEqual([303, '/']);
      // The worker of the queue hears of it at once.
      await scene.desk.until(() => scene.desk.turns.filter(({ lead }) => lead.id === 'broke').length === 2);
      const after = await scene.ask('/', { headers: { cookie } });
      expect(after.text).toContain('<p role="status">Delivery broke waits again.</p>');
      expect((await scene.ask('/', { headers: { cookie } })).text).not.toContain('waits again');
    });

    it('retries by the token in a header, without a page', async () => {
      await scene.failed('broke', 'acme/shop#2', 'no');
      const told = await scene.post('/retry', { delivery: 'broke' }, { ...BEARER, origin: '' });
      expect([told.status, told.text]).toEqual([200, 'Delivery broke waits again.\n']);
      const again = await scene.post('/retry', { delivery: 'broke' }, { ...BEARER, origin: '' });
      expect(again.text).toMatch(/^Nothing was changed/);
      const unknown = await scene.post('/retry', { delivery: 'nobody' }, { ...BEARER, origin: '' });
      expect(unknown.text).toBe('Nothing was changed: the queue knows no such delivery.\n');
    });
  });
});

describe('whoever is not the operator', () => {
  const LANE = 'acme/shop#2';
  let cookie: string;
  let proof: string;
  beforeEach(async () => {
    scene = await StatusScene.open(SQLITE);
    await scene.failed('broke', LANE, 'no');
    cookie = await scene.signIn();
    proof = await scene.proof(cookie);
  });
  afterEach(() => scene.close());

  it.each<[string, Readonly<Record<string, string>>, string, number]>([
    ['without anything', {}, '/', 401],
    ['with the token in the address', {}, `/?token=${TOKEN}`, 401],
    ['with the token as a cookie', { cookie: `docket-status=${TOKEN}` }, '/', 401],
    ['with an empty cookie', { cookie: 'docket-status=' }, '/', 401],
    ['with another token', { authorization: `Bearer ${'x'.repeat(34)}` }, '/', 403],
    ['with the beginning of the token', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }, '/', 403],
    ['with the token and more', { authorization: `Bearer ${TOKEN}x` }, '/', 403],
    ['with the token as a password', { authorization: `Basic ${btoa(`:${TOKEN}`)}` }, '/', 403],
    ['by a name that leads here', { ...BEARER, host: 'evil.example' }, '/', 421],
    ['by a name that begins like ours', { ...BEARER, host: '127.0.0.1.evil.example' }, '/', 421],
  ])('sees nothing %s', async (_, headers, path, expected) => {
    const { status, text } = await scene.ask(path, { headers });
    expect(status).toBe(expected);
    expect(text).not.toMatch(/acme|broke|proof/);
    expect(text).not.toContain(TOKEN);
  });

  it('says who asks where: the answers to the operator are different', async () => {
    for (const headers of [BEARER, { cookie }]) {
      expect((await scene.ask('/', { headers })).text).toContain(LANE);
    }
  });

  /** A form that would be right, but for one thing. */
  const wrong: readonly (readonly [string, () => Promise<{ status: number }>, number])[] = [
    ['nobody', () => scene.post('/retry', { delivery: 'broke' }), 401],
    ['a page of another site', () => scene.post('/retry', form(), { cookie, origin: 'https://evil.example' }), 403],
    [
      'a page of another port of this machine',
      () => scene.post('/retry', form(), { cookie, origin: 'http://127.0.0.1:1' }),
      403,
    ],
    ['a page that hides where it is', () => scene.post('/retry', form(), { cookie, origin: 'null' }), 403],
    ['whoever says nothing of where he is', () => scene.post('/retry', form(), { cookie, origin: '' }), 403],
    ['a page of the same site', () => scene.post('/retry', form(), { cookie, 'sec-fetch-site': 'same-site' }), 403],
    [
      'a page of another site, by the browser',
      () => scene.post('/retry', form(), { cookie, 'sec-fetch-site': 'cross-site' }),
      403,
    ],
    [
      'a page of another site with the token',
      () => scene.post('/retry', form(), { ...BEARER, origin: 'https://evil.example' }),
      403,
    ],
    ['a form without proof', () => scene.post('/retry', { delivery: 'broke' }, { cookie }), 403],
    [
      'a form with another proof',
      () => scene.post('/retry', { delivery: 'broke', proof: 'f'.repeat(64) }, { cookie }),
      403,
    ],
    ['a form of another session', async () => scene.post('/retry', form(), { cookie: await scene.signIn() }), 403],
    ['an address', () => scene.ask(`/retry?delivery=broke&proof=${proof}`, { headers: { cookie } }), 405],
    ['JSON', () => scene.post('/retry', form(), { cookie, 'content-type': 'application/json' }), 415],
    [
      'a form as text, which needs no leave',
      () => scene.post('/retry', form(), { cookie, 'content-type': 'text/plain' }),
      415,
    ],
    ['an unknown page', () => scene.post('/retry/', form(), { cookie }), 404],
  ];
  const form = () => ({ delivery: 'broke', proof });

  it.each(wrong)('%s retries nothing', async (_, attack, expected) => {
    expect((await attack()).status).toBe(expected);
    expect(await scene.stateOf('broke')).toBe('failed');
  });

  it('a form that is sent twice counts once, also when its delivery has failed again', async () => {
    expect((await scene.post('/retry', form(), { cookie })).status).toBe(303);
    await scene.desk.until(() => scene.desk.turns.filter(({ lead }) => lead.id === 'broke').length === 2);
    const turn = scene.desk.turns.findLast(({ lead }) => lead.id === 'broke');
    await turn?.fail('again', { mayPass: false });
    if (turn !== undefined) scene.desk.leave(turn);
    expect((await scene.post('/retry', form(), { cookie })).status).toBe(403);
    expect(await scene.stateOf('broke')).toBe('failed');
    expect(await scene.proof(cookie)).not.toBe(proof);
  });

  it('a session ends when its owner leaves, and after half a day', async () => {
    const other = await scene.signIn();
    expect((await scene.post('/sign-out', { proof }, { cookie })).headers['set-cookie']).toEqual([
      'docket-status=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
    ]);
    expect((await scene.ask('/', { headers: { cookie } })).status).toBe(401);
    expect((await scene.post('/retry', form(), { cookie })).status).toBe(401);
    expect((await scene.ask('/', { headers: { cookie: other } })).status).toBe(200);
    scene.time += 12 * 60 * 60_000;
    expect((await scene.ask('/', { headers: { cookie: other } })).status).toBe(401);
  });

  it('nobody signs in from elsewhere, and guessing ends after ten tries, whichever way it goes', async () => {
    const from = (origin: string) => scene.post('/sign-in', { token: TOKEN }, { origin });
    for (const origin of ['https://evil.example', 'null', '']) {
      const { status, headers } = await from(origin);
      expect([status, headers['set-cookie']]).toEqual([403, undefined]);
    }
    scene.time += 61_000;
    for (let at = 0; at < 5; at += 1) {
      expect((await scene.post('/sign-in', { token: `guess ${at}` })).status).toBe(403);
      expect((await scene.ask('/', { headers: { authorization: `Bearer guess-${at}` } })).status).toBe(403);
    }
    expect((await from(scene.origin)).status).toBe(429);
    expect((await scene.ask('/', { headers: BEARER })).status).toBe(429);
    // Who was in before is not kept out by it.
    expect((await scene.ask('/', { headers: { cookie } })).status).toBe(200);
    scene.time += 61_000;
    expect((await from(scene.origin)).status).toBe(303);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'POST'])(
    '%s / does nothing, and says what there is',
    async (method) => {
      const { status, headers } = await scene.ask('/', { method, headers: { cookie, origin: scene.origin } });
      expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  it('long bodies are refused before they are read', async () => {
    const headers = { cookie, origin: scene.origin, 'content-type': 'application/x-www-form-urlencoded' };
    const body = `delivery=broke&proof=${proof}&x=${'x'.repeat(5000)}`;
    for (const length of [{ 'content-length': String(body.length) }, { 'transfer-encoding': 'chunked' }]) {
      for (const path of ['/retry', '/sign-in']) {
        const { status } = await scene.ask(path, { method: 'POST', headers: { ...headers, ...length }, body });
        expect(status).toBe(413);
      }
    }
    expect(await scene.stateOf('broke')).toBe('failed');
  });

  it('every answer forbids everything, is kept by nobody, and shows nobody where it was', async () => {
    const answers = [
      await scene.ask('/', { headers: { cookie } }),
      await scene.ask('/'),
      await scene.ask('/nothing'),
      await scene.post('/sign-in', { token: 'no' }),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'$/,
        ),
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      });
    }
    const { headers } = await scene.post('/sign-in', { token: TOKEN });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^docket-status=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
  });
});

describe('its settings', () => {
  const GIVEN = {
    HOME: '/home/ada',
    DOCKET_APP_ID: '7',
    DOCKET_PRIVATE_KEY: PRIVATE_KEY,
    DOCKET_WEBHOOK_SECRET: 'x'.repeat(16),
  };
  it('there is no page without a token, and one on the loopback with one', () => {
    expect(readSettings(GIVEN).status).toBeNull();
    expect(readSettings({ ...GIVEN, DOCKET_STATUS_PORT: '3005' }).status).toBeNull();
    const status = { token: TOKEN, host: '127.0.0.1', port: 3001 };
    expect(readSettings({ ...GIVEN, DOCKET_STATUS_TOKEN: TOKEN }).status).toEqual(status);
  });

  it.each([
    [{ DOCKET_STATUS_TOKEN: 'short' }, 'DOCKET_STATUS_TOKEN is shorter than 20 characters'],
    [{ DOCKET_STATUS_TOKEN_FILE: '/nowhere/at/all' }, 'DOCKET_STATUS_TOKEN_FILE names a file that cannot be read'],
    [{ DOCKET_STATUS_TOKEN: TOKEN, DOCKET_STATUS_PORT: '70000' }, 'DOCKET_STATUS_PORT must be at most 65535'],
  ])('%o: %s', (given, words) => {
    expect(() => readSettings({ ...GIVEN, ...given })).toThrow(words);
    expect(() => readSettings({ ...GIVEN, ...given })).not.toThrow(TOKEN);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8:80', true],
    ['localhost:3001', true],
    ['::1', true],
    ['[::1]:3001', true],
    ['0.0.0.0', false],
    ['10.0.0.1:3001', false],
    ['localhost.evil.example', false],
    ['127.0.0.1@evil.example', false],
    ['127.evil.example', false],
    ['', false],
  ])('%s is this machine: %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});
