import { describe, expect, it, test } from 'vitest';
import { KnownSecrets } from '../../../../forge/redact/known/known-secrets.ts';
import { DISGUISES, read } from '../../../support/secrets/disguises.ts';
import { madeUp, SECRET_KINDS } from '../../../support/secrets/secret-kinds.ts';
import { runs } from '../../../support/soak.ts';

const knowing = (...secrets: string[]): KnownSecrets => {
  const known = new KnownSecrets();
  known.learn(secrets);
  return known;
};

const SIGN = /[A-Za-z0-9\uff10-\uff5a]/;

/** The share of letters and digits that still stand where they stood, escapes read. */
function shown(disguised: string, scrubbed: string): number {
  const before = Array.from(read(disguised));
  const after = Array.from(read(scrubbed));
  const signs = before.filter((sign) => SIGN.test(sign)).length;
  return before.filter((sign, at) => SIGN.test(sign) && after[at] === sign).length / signs;
}

/** What the disguise itself adds is no secret and may stay: words around, tags, targets of links. */
const ADDS = /cut|tags|link|colours|words|character|wrapped|JSON in JSON/;
/** Of encoded text the last signs are not told by the secret alone. */
const ENCODES = /^base/;

describe.each(Object.entries(DISGUISES))('a known secret %s', (name, disguise) => {
  // Halves of a short one may be like words or anything else (docs/security.md).
  const kinds = name === 'cut in two' ? SECRET_KINDS.filter(({ secret }) => secret.length >= 24) : SECRET_KINDS;
  test.each(kinds.filter((_, at) => at % runs(3, 1) === 0))('$name', ({ secret }) => {
    const known = knowing(secret);
    const disguised = disguise(secret);
    const scrubbed = known.scrub(`before ${disguised} behind`).slice('before '.length, -' behind'.length);
    expect(scrubbed).toHaveLength(disguised.length);
    const may = ADDS.test(name) ? 0.75 : ENCODES.test(name) ? 0.35 : 0.2;
    expect(shown(disguised, scrubbed)).toBeLessThan(may);
    expect(known.isClean(scrubbed)).toBe(true);
  });
});

test.each([
  ['a long number', '065450641037199087', '065450641037199087'],
  [
    'a private key on one line',
    `-----BEGIN ${'PRIVATE'} KEY-----zCiL093OxEifJ3AO qydPeCvK39j6Q7e1-----END KEY-----`,
    'qydPeCvK39j6',
  ],
  ['a key of short runs, half of it', 'API-15Q070XAZKK9VUSWKE1J7CTFAI', 'API-15Q070XAZKK'],
])('%s is looked for', (_, secret, told) => {
  expect(knowing(secret).scrub(`it says ${told} here`)).not.toContain(told.slice(-8));
});

test('a number that is no secret stays, though a long one is known', () => {
  const text = 'at 1764430000123, row 8432133714510438, 065450641037199088';
  expect(knowing('065450641037199087').scrub(text)).toBe(text);
});

const TOKEN = `gh${'p_'}${madeUp('ABCDEFGHJKabcdefghjk23456789', 36, 5)}`;

describe('known secrets', () => {
  it('are found over the fields of one finding and the comments of one review', () => {
    const known = knowing(TOKEN);
    const finding = { title: `it begins ${TOKEN.slice(0, 20)}`, explanation: `${TOKEN.slice(20)} and ends`, line: 3 };
    const clean = known.scrubValue([finding, { body: TOKEN.slice(0, 12) }, { body: TOKEN.slice(12) }]);
    const said = JSON.stringify(clean);
    expect([TOKEN.slice(4, 14), TOKEN.slice(22, 32), TOKEN.slice(4, 12)].filter((part) => said.includes(part))).toEqual(
      [],
    );
    expect(clean[0]).toMatchObject({ line: 3, title: expect.stringMatching(/^it begins/) });
  });

  it('in pieces too small to be told are found where one text follows the other', () => {
    const known = knowing(TOKEN);
    const pieces = TOKEN.match(/.{1,5}/g) ?? [];
    expect(known.scrubAll(pieces).join('')).toMatch(/^\w{0,3}[*_]+$/);
  });

  it('leave JSON, addresses and HTML what they are', () => {
    const known = knowing(TOKEN);
    const json = JSON.stringify({ a: TOKEN, b: 1 }).replaceAll(
      /[A-Za-z](?=\w{3,}")/g,
      (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`,
    );
    expect(Object.keys(JSON.parse(known.scrub(json)) as object)).toEqual(['a', 'b']);
    expect(known.scrub(json)).toHaveLength(json.length);
    const address = `https://acme.io/?q=${encodeURIComponent(TOKEN.replace('_', '%'))}`;
    expect(decodeURIComponent(known.scrub(address))).toMatch(/^https:\/\/acme\.io\/\?q=/);
  });

  it('that are words, numbers or short never take ordinary words away', () => {
    const known = knowing(
      'password',
      'production',
      'Main',
      'abc',
      '12345678',
      'ollama',
      'not-needed',
      'correct horse battery',
      '********',
    );
    const text = 'The production password of Main is not-needed; 12345678 batteries of a correct horse, ollama.';
    expect(known.scrub(text)).toBe(text);
  });

  it('of words and a number go as a whole, and their words stay', () => {
    const known = knowing('production-Database-2024');
    expect(known.scrub('the production database is production-Database-2024.')).toBe(
      'the production database is **********-********-****.',
    );
  });

  it('are the password alone where the secret is an address', () => {
    const known = knowing(`postgres://service:${TOKEN.slice(4, 20)}@db.prod.acme.io:5432/app`);
    expect(known.scrub('postgres service at db.prod.acme.io')).toBe('postgres service at db.prod.acme.io');
    expect(known.scrub(`it is ${TOKEN.slice(4, 20)}`)).toBe(`it is ${'*'.repeat(16)}`);
  });

  it('leave digests, identifiers and prose alone, however many are known', () => {
    const known = knowing(...SECRET_KINDS.map(({ secret }) => secret));
    const digests = Array.from({ length: 2000 }, (_, at) => madeUp('0123456789abcdef', 64, 5000 + at));
    const prose =
      'Access keys, refresh tokens and passwords of the postgres service rotate every 90 days (RFC 7519, ISO 8601).';
    const names =
      'createAccessTokenForServiceAccount base64url AES256GCM x86_64 SHA256withRSA eyeballs 2024-01-01T00:00:00.000Z';
    const text = [...digests, prose, names].join('\n');
    expect(known.scrub(text)).toBe(text);
  });

  it('are looked for in time that grows with the text alone', () => {
    const known = knowing(...SECRET_KINDS.map(({ secret }) => secret));
    const line = `const value = call("<b>%41${'&#65;'}", {"a": "\\u0041"}); // ${madeUp('abcdef0123456789', 40, 3)}\n`;
    const timed = (times: number): number => {
      const text = line.repeat(times);
      // Of the processor, so that a busy machine changes nothing; the best of some, so that a collection of garbage does not, either.
      const tries = Array.from({ length: 5 }, () => {
        const began = process.cpuUsage().user;
        known.scrub(text);
        return process.cpuUsage().user - began;
      });
      return Math.min(...tries);
    };
    timed(1000);
    // Sixteen times the text: 16 where the time is linear, 256 where it is quadratic.
    expect(timed(4000) / timed(250)).toBeLessThan(64);
  });

  it('that nobody told change nothing', () => {
    const value = { a: [TOKEN] };
    expect(new KnownSecrets().scrubValue(value)).toBe(value);
  });
});

test.each([
  ['over the place where a long text is read anew', 1 << 20, 'correct horse battery staple painter'],
  [
    'in a form that is several times as long',
    1 << 20,
    Array.from('correct horse battery staple', (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`).join(''),
  ],
  ['behind that place', (1 << 20) + 40, TOKEN],
])('a secret %s is found, and nothing else changes', (_, end, written) => {
  const known = knowing('correct horse battery staple painter', 'correct horse battery staple', TOKEN);
  const filler = 'const value = sum(first, second);\n'.repeat(1 << 16);
  const before = filler.slice(0, end - Math.floor(written.length / 2));
  const behind = filler.slice(0, 200_000);
  const scrubbed = known.scrub(`${before}${written}${behind}`);
  expect(scrubbed.startsWith(before) && scrubbed.endsWith(behind)).toBe(true);
  expect(known.isClean(scrubbed)).toBe(true);
  expect(scrubbed.slice(before.length, before.length + written.length)).not.toBe(written);
});

test('thousands of secrets that are words are each found where they stand', () => {
  const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath', 'inlet', 'junco'];
  const secrets = Array.from({ length: 1000 }, (_, at) =>
    Array.from(String(at).padStart(3, '0'), (digit) => words[Number(digit)]).join(' orchid '),
  );
  const known = knowing(...secrets);
  const text = secrets.map((secret, at) => `${at}: ${secret}`).join('; ');
  expect(known.isClean(text)).toBe(false);
  expect(known.scrub(text)).not.toMatch(/[a-z]{3}/);
});
