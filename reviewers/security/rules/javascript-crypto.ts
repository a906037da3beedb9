import { brief } from '../scenario.ts';
import { argument, call, method } from './javascript.ts';
import { PASSWORD, SECRET_MAKER, SECRET_NAME } from './secret-names.ts';
import type { Matcher, Sink } from './sink.ts';

const pair = (key: string, value: string): Matcher => ({
  kind: 'pair',
  all: [
    { has: { field: 'key', regex: `^['"]?(?:${key})['"]?$` } },
    { has: { field: 'value', regex: `^(?:${value})$` } },
  ],
});

const certificates = {
  rule: 'certificate-check-off',
  title: 'TLS certificates are not checked',
  explanation:
    'Anyone between the two ends can answer in the other’s name. For a private authority hand its certificate over (`ca`), do not switch the check off.',
  scenario: (quote: string) => ({
    description: `Someone on the way answers with a certificate of his own; with \`${brief(quote)}\` the connection is accepted and he reads and changes what is sent.`,
  }),
} as const;

const random = {
  rule: 'predictable-secret',
  title: 'A secret is made with Math.random',
  explanation:
    'The generator’s state can be computed from a few of its numbers, and with it every later one. Use `crypto.randomBytes`, `crypto.randomUUID` or `crypto.getRandomValues`.',
  scenario: (quote: string) => ({
    description: `Somebody who has seen a few values made by \`${brief(quote)}\` computes the generator’s state and with it the next value, which belongs to somebody else.`,
  }),
} as const;

const mathRandom: Matcher = { has: { stopBy: 'end', ...call(String.raw`Math\.random`) } };
/** Kept apart from functions: what a callback inside does is its own matter. */
const named = (kind: string, name: string, value: string): Matcher => ({
  kind,
  all: [
    { has: { field: name, regex: SECRET_NAME } },
    { has: { field: value, not: { matches: 'scope' }, any: [call(String.raw`Math\.random`), mathRandom] } },
  ],
});

const hash = call(
  String.raw`(?s).*\.?createHash`,
  argument(1, { regex: String.raw`(?i)^['"\x60](?:md4|md5|sha-?1)['"\x60]$` }),
);
const updated = method(
  'update',
  { has: { field: 'function', has: { field: 'object', ...hash } } },
  argument(1, { regex: PASSWORD }),
);

export const JAVASCRIPT_CRYPTO: readonly Sink[] = [
  {
    ...certificates,
    id: 'js-reject-unauthorized',
    hint: /\b(?:rejectUnauthorized|strictSSL|checkServerIdentity)\b/,
    matcher: {
      any: [
        pair('rejectUnauthorized|strictSSL', 'false|!1|!true|0'),
        {
          kind: 'assignment_expression',
          all: [
            { has: { field: 'left', regex: String.raw`[.\['"](?:rejectUnauthorized|strictSSL)(?:['"]\])?$` } },
            { has: { field: 'right', regex: '^(?:false|!1|!true|0)$' } },
          ],
        },
        pair(
          'checkServerIdentity',
          String.raw`\(\w*(?:,\s*\w+)*\)\s*=>\s*(?:undefined|null|true|\{\s*(?:return(?:\s+(?:undefined|null|true))?;?\s*)?\})`,
        ),
      ],
    },
  },
  {
    ...certificates,
    id: 'js-tls-environment',
    hint: /\bNODE_TLS_REJECT_UNAUTHORIZED\b/,
    explanation: 'This switches the check off for every connection of the process.',
    matcher: {
      kind: 'assignment_expression',
      all: [
        { has: { field: 'left', regex: 'NODE_TLS_REJECT_UNAUTHORIZED' } },
        { has: { field: 'right', regex: String.raw`^['"\x60]?0['"\x60]?$` } },
      ],
    },
  },
  {
    id: 'js-password-hash',
    hint: /\bcreateHash\b/,
    rule: 'weak-hash',
    title: 'A password is hashed with a fast, broken hash',
    explanation:
      'A stolen table of MD5 or SHA-1 hashes is turned back into passwords by trying billions a second. Use scrypt, argon2 or bcrypt with a salt.',
    scenario: (quote) => ({
      description: `Whoever gets hold of the values stored by \`${brief(quote)}\` recovers the common passwords among them within minutes.`,
    }),
    matcher: updated,
  },
  {
    id: 'js-cipher',
    hint: /\bcreate(?:Cipher|Decipher)/,
    rule: 'weak-cipher',
    title: 'A broken cipher, mode or key derivation is used',
    explanation:
      'ECB shows equal blocks as equal, DES and RC4 are broken, and `createCipher` derives its key without salt. Use `createCipheriv` with `aes-256-gcm`.',
    scenario: (quote) => ({
      description: `Equal texts encrypted by \`${brief(quote)}\` give equal results, or the key can be searched: who sees the results learns about the texts.`,
    }),
    matcher: {
      any: [
        call(String.raw`(?:crypto|nodeCrypto)\.(?:createCipher|createDecipher)`),
        call(
          String.raw`(?:\w+\.)?createCipheriv`,
          argument(1, { regex: String.raw`(?i)^['"\x60](?:.*-ecb|des(?:-.*)?|rc4|rc2(?:-.*)?|bf(?:-.*)?)['"\x60]$` }),
        ),
      ],
    },
  },
  {
    id: 'js-fixed-iv',
    hint: /\bcreateCipheriv\b/,
    rule: 'weak-cipher',
    title: 'The initialisation vector is always the same',
    explanation:
      'With one vector for all messages, equal beginnings encrypt to equal beginnings; in CTR and GCM two messages give both away. Make a new one for each message (`crypto.randomBytes`).',
    scenario: (quote) => ({
      description: `Two messages that begin alike, encrypted by \`${brief(quote)}\`, can be told to begin alike by whoever sees the results.`,
    }),
    matcher: call(
      String.raw`(?:\w+\.)?createCipheriv`,
      argument(3, {
        regex: String.raw`^['"].+['"](?:\.repeat\(\d+\))?$|^Buffer\.alloc\(\s*\d+\s*(?:,\s*\d+\s*)?\)$|^Buffer\.from\(\s*['"][^'"]*['"].*\)$|^new Uint8Array\(\s*\d+\s*\)$`,
      }),
    ),
  },
  {
    id: 'js-noent',
    hint: /\bnoent\b/,
    rule: 'external-entities',
    title: 'XML is read with entities that name files and addresses',
    explanation: 'A document says which files and addresses are read in. Leave `noent` off.',
    scenario: (quote) => ({
      description: `A document with \`<!ENTITY x SYSTEM "file:///etc/passwd">\` read with \`${brief(quote)}\` contains that file.`,
    }),
    matcher: pair('noent|replaceEntities', 'true'),
  },
  {
    ...random,
    id: 'js-random-name',
    hint: /\bMath\.random\b/,
    matcher: {
      any: [
        named('variable_declarator', 'name', 'value'),
        named('assignment_expression', 'left', 'right'),
        named('pair', 'key', 'value'),
      ],
    },
  },
  {
    ...random,
    id: 'js-random-function',
    hint: /\bMath\.random\b/,
    matcher: {
      ...call(String.raw`Math\.random`),
      inside: {
        stopBy: {
          any: [{ kind: 'function_declaration' }, { kind: 'method_definition' }, { kind: 'variable_declarator' }],
        },
        any: [
          { kind: 'function_declaration' },
          { kind: 'method_definition' },
          { kind: 'variable_declarator', has: { field: 'value', kind: 'arrow_function' } },
        ],
        has: { field: 'name', regex: SECRET_MAKER },
      },
    },
  },
  {
    id: 'js-jwt-none',
    hint: /\bnone\b/i,
    rule: 'unverified-token',
    title: 'Tokens without a signature are accepted',
    explanation: 'With the algorithm `none` anybody writes his own token. Name the one algorithm that you sign with.',
    scenario: (quote) => ({
      description: `A caller sends a token with \`{"alg":"none"}\` and somebody else’s name in it; \`${brief(quote)}\` lets it pass.`,
    }),
    matcher: {
      any: [
        pair('algorithms', String.raw`(?s)\[.*['"\x60](?i:none)['"\x60].*\]`),
        pair('algorithm', String.raw`['"\x60](?i:none)['"\x60]`),
      ],
    },
  },
  {
    id: 'js-jwt-expiry',
    hint: /\bignoreExpiration\b/,
    rule: 'unverified-token',
    severity: 'warning',
    confidence: 600,
    title: 'Expired tokens are accepted',
    explanation: 'A token that was stolen once stays good for ever.',
    scenario: (quote) => ({
      description: `A token that expired last year is presented; with \`${brief(quote)}\` it is as good as a new one.`,
    }),
    matcher: pair('ignoreExpiration', 'true'),
  },
];
