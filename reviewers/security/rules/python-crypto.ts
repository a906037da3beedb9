import { brief } from '../scenario.ts';
import { argument, call, keyword } from './python.ts';
import { PASSWORD, SECRET_MAKER, SECRET_NAME } from './secret-names.ts';
import type { Matcher, Sink } from './sink.ts';

const random: Matcher = call(
  String.raw`random\.(?:random|randint|choice|choices|randrange|getrandbits|sample|uniform)`,
);
/** The same where the module's functions are imported by name. */
const drawn: Matcher = call(String.raw`random|randint|choice|choices|randrange|getrandbits|sample|uniform`);
const LITERAL_BYTES = String.raw`^(?s:b?['"].*['"])(?:\s*\*\s*\d+|\.encode\(.*\))?$|^bytes\(\d+\)$`;
/** Lengths of keys that are too short. */
const SHORT = '512|768|1024|1536|2047';
/** A version of TLS with known attacks, by the names of the standard library and of pyOpenSSL. */
const OLD_TLS: Matcher = {
  regex: String.raw`^(?:\w+\.)*(?:PROTOCOL_(?:SSLv2|SSLv3|TLSv1|TLSv1_1)|(?:SSLv2|SSLv3|TLSv1|TLSv1_1)_METHOD|TLSVersion\.(?:SSLv3|TLSv1|TLSv1_1))$`,
};
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
    ...guessable,
    id: 'py-random-imported',
    hint: /\b(?:random|randint|choice|choices|randrange|getrandbits|sample|uniform)\(/,
    elsewhere: /^[ \t]*from random import/m,
    matcher: {
      kind: 'assignment',
      all: [
        { has: { field: 'left', regex: SECRET_NAME } },
        { has: { field: 'right', any: [drawn, { has: { stopBy: 'end', ...drawn } }] } },
      ],
    },
  },
  {
    ...guessable,
    id: 'py-random-function-imported',
    hint: /\b(?:random|randint|choice|choices|randrange|getrandbits|sample|uniform)\(/,
    elsewhere: /^[ \t]*from random import/m,
    matcher: {
      ...drawn,
      inside: {
        stopBy: { kind: 'function_definition' },
        kind: 'function_definition',
        has: { field: 'name', regex: SECRET_MAKER },
      },
    },
  },
  {
    id: 'py-fixed-iv',
    hint: /\b(?:AES|DES3|modes\.(?:CBC|CTR|OFB|CFB|GCM))\b/,
    rule: 'weak-cipher',
    title: 'The initialisation vector is always the same',
    explanation:
      'With one vector for all messages, equal beginnings encrypt to equal beginnings; in CTR and GCM two messages give both away. Make a new one for each message (`os.urandom`).',
    scenario: (quote) => ({
      description: `Two messages that begin alike, encrypted by \`${brief(quote)}\`, can be told to begin alike by whoever sees the results.`,
    }),
    matcher: {
      any: [
        call(String.raw`(?:\w+\.)?(?:AES|DES3)\.new`, argument(3, { regex: LITERAL_BYTES })),
        call(String.raw`(?:\w+\.)?(?:AES|DES3)\.new`, keyword('iv|IV|nonce', LITERAL_BYTES)),
        call(String.raw`modes\.(?:CBC|CTR|OFB|CFB|GCM)`, argument(1, { regex: LITERAL_BYTES })),
      ],
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
    id: 'py-old-tls',
    hint: /(?:PROTOCOL_(?:SSLv[23]|TLSv1(?:_1)?)|(?:SSLv[23]|TLSv1)(?:_1)?_METHOD|TLSVersion\.(?:SSLv3|TLSv1(?:_1)?))\b/,
    unless: /\bimport (?:pytest|unittest)\b|\bdef test_/,
    rule: 'weak-cipher',
    title: 'A broken version of TLS is asked for',
    explanation: 'SSL 2, SSL 3, TLS 1.0 and 1.1 have known attacks. Ask for TLS 1.2 at least.',
    scenario: (quote) => ({
      description: `Somebody on the way breaks the connection that \`${brief(quote)}\` makes, and reads what is sent.`,
    }),
    severity: 'warning',
    confidence: 600,
    matcher: {
      any: [
        { kind: 'call', has: { field: 'arguments', has: OLD_TLS } },
        {
          kind: 'call',
          has: { field: 'arguments', has: { kind: 'keyword_argument', has: { field: 'value', ...OLD_TLS } } },
        },
        {
          kind: 'assignment',
          all: [
            { has: { field: 'left', regex: String.raw`(?:minimum_version|ssl_version)$` } },
            { has: { field: 'right', ...OLD_TLS } },
          ],
        },
      ],
    },
  },
  {
    id: 'py-short-key',
    hint: /\b(?:RSA|DSA|rsa|dsa|ec)\.generate/,
    // Tests make short keys because they are quick.
    unless: /\bimport (?:pytest|unittest)\b|\bdef test_/,
    rule: 'weak-cipher',
    title: 'A key is made that is too short',
    explanation:
      'Keys of RSA and DSA below 2,048 bits, and curves below 224, are within reach of those who can pay for it.',
    scenario: (quote) => ({
      description: `Somebody computes the private half of the key of \`${brief(quote)}\` from its public half, and signs or reads in its owner’s name.`,
    }),
    matcher: {
      any: [
        call(String.raw`(?:\w+\.)*(?:RSA|DSA)\.generate`, argument(1, { regex: `^(?:${SHORT})$` })),
        call(String.raw`(?:\w+\.)*(?:RSA|DSA)\.generate`, keyword('bits', SHORT)),
        call(String.raw`(?:\w+\.)*(?:rsa|dsa)\.generate_private_key`, keyword('key_size', SHORT)),
        call(String.raw`(?:\w+\.)*rsa\.generate_private_key`, argument(2, { regex: `^(?:${SHORT})$` })),
        call(String.raw`(?:\w+\.)*dsa\.generate_private_key`, argument(1, { regex: `^(?:${SHORT})$` })),
        call(String.raw`(?:\w+\.)*ec\.generate_private_key`, argument(1, { regex: String.raw`\bSEC[PT]1\d\d[KR]\d` })),
        call(
          String.raw`(?:\w+\.)*ec\.generate_private_key`,
          keyword('curve', String.raw`(?:\w+\.)*SEC[PT]1\d\d[KR]\d(?:\(\))?`),
        ),
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
