import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../app/webhook/log.ts';
import { createScrubber } from '../../../app/webhook/scrub.ts';
import { secretsOf } from '../../../app/known-secrets.ts';
import { runs } from '../../support/soak.ts';

const KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;
const SECRET = 'pass "word" \\ with/odd=characters';
const TOKEN = 'a-token-of-a-shape-that-nobody-knows';
const SHAPED = 'ghs_16C7e42F292c6912E7710c838347Ae178B4a';
const JWT = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from('{"iss":"77","iat":1}').toString('base64url')}.c2lnbmF0dXJl`;

function logging() {
  const lines: string[] = [];
  const scrubber = createScrubber([KEY, SECRET]);
  scrubber.learn(TOKEN);
  const log = createLog({ level: 'trace', scrubber, write: (line) => lines.push(line) });
  return { log, lines };
}

const basic = (token: string) => Buffer.from(`x-access-token:${token}`).toString('base64');
const keyLine = KEY.split('\n')[5] ?? '';

describe('no line of the log', () => {
  it.each<readonly [string, unknown, readonly string[]]>([
    ['the key', KEY, [keyLine]],
    ['a part of the key', `Error: bad ${keyLine}`, [keyLine]],
    ['the key in base64', Buffer.from(KEY).toString('base64'), [Buffer.from(KEY).toString('base64').slice(0, 60)]],
    ['a key that is not ours', `-----BEGIN RSA PRIVATE KEY-----\nabcd\n-----END RSA PRIVATE KEY-----`, ['abcd']],
    ['the secret', { hidden: { deep: [SECRET] } }, ['odd=characters']],
    ['the secret in a URL', `https://x/?s=${encodeURIComponent(SECRET)}`, ['odd%3Dcharacters']],
    ['a token that was given out', { token: TOKEN }, [TOKEN]],
    ['a token as git is given it', `AUTHORIZATION: basic ${basic(TOKEN)}`, [basic(TOKEN)]],
    [
      'a token of another time as git is given it',
      `http.extraheader=${basic('unknown-token')}`,
      [basic('unknown-token')],
    ],
    ['whatever looks like a token', `x${' '}${SHAPED}.`, [SHAPED]],
    ['a token in an address', `data:,%20${SHAPED}%2F${SHAPED}%20`, [SHAPED]],
    ['a signed statement', { headers: { authorization: `bearer ${JWT}` } }, [JWT]],
    ['a signed statement alone', `jwt=${JWT}`, [JWT]],
    ['credentials in an address', 'https://x-access-token:hunter2hunter2@github.com/a/b.git', ['hunter2']],
    [
      'an error with its request',
      Object.assign(new Error(`401 for ${SHAPED}`), { request: { headers: { authorization: `token ${TOKEN}` } } }),
      [SHAPED, TOKEN],
    ],
    [
      'JSON in JSON',
      JSON.stringify({ body: JSON.stringify({ secret: SECRET, key: KEY }) }),
      [keyLine, 'odd=characters'],
    ],
  ])('holds %s', (_, what, secrets) => {
    const { log, lines } = logging();
    log.info(what as object, `it happened: ${typeof what === 'string' ? what : ''}`);
    log.error({ err: what, nested: { what } }, 'again');
    log.child({ bound: what }).warn('and again');
    expect(lines).toHaveLength(3);
    for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
    // What is left is still what a machine can read.
    expect(() => lines.map((line) => JSON.parse(line))).not.toThrow();
  });

  it('loses more than its secrets', () => {
    const { log, lines } = logging();
    log.info({ delivery: 'd1', head: 'a'.repeat(40), lane: 'acme/shop#1' }, 'a run begins; token: none, basic: yes');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      delivery: 'd1',
      head: 'a'.repeat(40),
      lane: 'acme/shop#1',
      msg: 'a run begins; token: none, basic: yes',
    });
  });

  it('holds a token, wherever in whatever text it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 12 }), (before, after, secret) => {
        const lines: string[] = [];
        const scrubber = createScrubber([]);
        scrubber.learn(secret);
        createLog({ level: 'info', scrubber, write: (line) => lines.push(line) }).info({
          text: `${before}${secret}${after}`,
        });
        const { text } = JSON.parse(lines[0] ?? '') as { text: string };
        expect(text.includes(secret) && !`${before}[secret]${after}`.includes(secret)).toBe(false);
      }),
      { numRuns: runs(200, 20_000) },
    );
  });
});

it('knows the variables whose names say that they are secret', () => {
  const raw = {
    ANTHROPIC_API_KEY: 'sk-1',
    AWS_SECRET_ACCESS_KEY: 'x',
    DB_PASSWORD: 'y',
    DOCKET_PRIVATE_KEY_FILE: '/z',
    HOME: '/h',
  };
  expect(secretsOf(raw)).toEqual(['sk-1', 'x', 'y']);
});
