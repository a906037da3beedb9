import { brief } from '../scenario.ts';
import { argument, call, keyword } from './python.ts';
import { PASSWORD, SECRET_MAKER, SECRET_NAME } from './secret-names.ts';
import type { Matcher, Sink } from './sink.ts';

const random: Matcher = call(
  String.raw`random\.(?:random|randint|choice|choices|randrange|getrandbits|sample|uniform)`,
);
const guessable = {
  rule: 'predictable-secret',
  title: 'A secret is made with the module random',
  explanation:
    'The generator’s state can be computed from its numbers, and with it every later one. Use the module `secrets`.',
  scenario: (quote: string) => ({
    description: `Somebody who has seen enough values made by \`${brief(quote)}\` computes the generator’s state and with it the next value, which belongs to somebody else.`,
  }),
} as const;

const token = {
  rule: 'unverified-token',
  title: 'A token is read without checking its signature',
  explanation: 'Anybody writes his own token. Check the signature with the one algorithm that you sign with.',
  scenario: (quote: string) => ({
    description: `A caller sends a token with somebody else’s name in it and no valid signature; \`${brief(quote)}\` accepts it.`,
  }),
} as const;

export const PYTHON_CRYPTO: readonly Sink[] = [
  {
    ...guessable,
    id: 'py-random-name',
    hint: /\brandom\./,
    matcher: {
      kind: 'assignment',
      all: [
        { has: { field: 'left', regex: SECRET_NAME } },
        { has: { field: 'right', any: [random, { has: { stopBy: 'end', ...random } }] } },
      ],
    },
  },
  {
    ...guessable,
    id: 'py-random-function',
    hint: /\brandom\./,
    matcher: {
      ...random,
      inside: {
        stopBy: { kind: 'function_definition' },
        kind: 'function_definition',
        has: { field: 'name', regex: SECRET_MAKER },
      },
    },
  },
  {
    id: 'py-password-hash',
    hint: /\bhashlib\b/,
    rule: 'weak-hash',
    title: 'A password is hashed with a fast, broken hash',
    explanation:
      'A stolen table of MD5 or SHA-1 hashes is turned back into passwords by trying billions a second. Use `hashlib.scrypt`, argon2 or bcrypt with a salt.',
    scenario: (quote) => ({
      description: `Whoever gets hold of the values stored by \`${brief(quote)}\` recovers the common passwords among them within minutes.`,
    }),
    matcher: call(String.raw`hashlib\.(?:md5|sha1)`, argument(1, { regex: PASSWORD })),
  },
  {
    id: 'py-cipher',
    hint: /\b(?:DES3?|ARC4|Blowfish|AES|ECB)\b/,
    rule: 'weak-cipher',
    title: 'A broken cipher or mode is used',
    explanation: 'ECB shows equal blocks as equal; DES and RC4 are broken. Use AES in GCM.',
    scenario: (quote) => ({
      description: `Equal blocks encrypted by \`${brief(quote)}\` give equal results, or the key can be searched: who sees the results learns about the texts.`,
    }),
    matcher: {
      any: [
        call(String.raw`(?:\w+\.)?(?:DES|DES3|ARC4|Blowfish)\.new`),
        call(String.raw`(?:\w+\.)?AES\.new`, argument(2, { regex: 'MODE_ECB$' })),
        call(String.raw`modes\.ECB`),
      ],
    },
  },
  {
    ...token,
    id: 'py-jwt-options',
    hint: /\bjwt\b/,
    matcher: call(String.raw`(?:jwt|jose\.jwt)\.decode`, {
      any: [keyword('verify', 'False'), keyword('options', String.raw`(?s).*['"]verify_signature['"]\s*:\s*False.*`)],
    }),
  },
  {
    ...token,
    id: 'py-jwt-none',
    hint: /\bjwt\b/,
    matcher: call(String.raw`(?:jwt|jose\.jwt)\.decode`, keyword('algorithms', String.raw`(?is).*['"]none['"].*`)),
  },
];
