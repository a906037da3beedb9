import { afterAll, describe, expect, it } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';

// Only a text that is searched for ever is to fail for its time.
const pool = createAnalyserPool({ timeoutMs: 300_000 });
const scanner = createSecretScanner(pool);
afterAll(() => pool.close());

// Put together here, so that this file holds no secret for other scanners to find.
const GITHUB = `ghp_${'aB3dE6gH9'.repeat(4)}`;
const AWS_SECRET = 'wJalrXUtnFEMIzK7MDENGzbPxRfiCYzaZZpLEKE1';
const AWS_ID = `AKIA${'Q3EGRTYUIOPASDF2'}`;
const KEY_BODY = `MII${'Evg4IBADANBgkqhkiG9w0BAQEFAASC'.repeat(6)}`;
const PEM = `-----BEGIN PRIVATE KEY-----\n${KEY_BODY}\n-----END PRIVATE KEY-----`;
const SLACK = `xoxb-${'123456789012'}-${'9876543210987'}-${'aBcDeFgHiJkLmNoPqRsTuVwX'}`;
const POSTGRES = `postgres://svc:${'k7Hd93mQ'}@db.prod.acme.io:5432/app`;

/** By name: a path, a text, and what exactly stands under the spans. */
const FOUND: Readonly<Record<string, readonly [path: string, text: string, secrets: readonly string[]]>> = {
  'a GitHub token': ['a.ts', `const t = "${GITHUB}";\n`, [GITHUB]],
  'an AWS secret to its last character': ['.env', `x=1\naws_secret_access_key = "${AWS_SECRET}"\n`, [AWS_SECRET]],
  'a long-lived AWS key id': ['a.py', `# ${AWS_ID}\n`, [AWS_ID]],
  'a private key over several lines': ['key.txt', `a\n${PEM}\nb\n`, [PEM]],
  'a token in .npmrc to its last character': [
    '.npmrc',
    '//registry.acme.io/:_authToken=a9f3k2m5p8q1z7\n',
    ['a9f3k2m5p8q1z7'],
  ],
  'a Slack token': ['a.yml', `token: ${SLACK}\n`, [SLACK]],
  'a database address': ['a.rb', `url = '${POSTGRES}'\n`, [POSTGRES]],
  'a service account: the key, not the file': [
    'key.json',
    `${JSON.stringify({ type: 'service_account', private_key_id: 'abc', private_key: PEM }, null, 2)}\n`,
    [JSON.stringify(PEM).slice(1, -1)],
  ],
  'a secret behind a comment that disables the rules': [
    'a.ts',
    `// secretlint-disable\nconst t = "${GITHUB}"; // secretlint-disable-line\n`,
    [GITHUB],
  ],
  'a secret behind characters of two units': ['a.ts', `/* é😀 */ "${GITHUB}"\r\n`, [GITHUB]],
};

const CLEAN: Readonly<Record<string, string>> = {
  'the key id that AWS documents': 'AKIAIOSFODNN7EXAMPLE',
  'the token that jwt.io shows':
    'Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  'the key of the emulator of Azure storage':
    'AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;',
  'the secret that AWS documents': 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'an AWS account number': 'aws_account_id = 123456789012',
  'a role id': 'AROAQ3EGRTYUIOPASDF2',
  'a token of one character': `ghp_${'x'.repeat(36)}`,
  'a token of zeros': `ghp_${'0'.repeat(36)}`,
  'a token in the order of the keyboard':
    'https://ghp_1234567890abcdefghijklmnopqrstuvwxyzAB:x-oauth-basic@github.com/a/b',
  'a Slack token to fill in': 'xoxb-your-token-here',
  'a name that leads here': 'postgres://app:k7Hd93mQ@db.localtest.me:5432/app',
  'a local database': 'postgres://app:k7Hd93mQ@localhost:5432/app',
  'a database of a compose file': 'postgres://app:k7Hd93mQ@db:5432/app',
  'an address with a stand-in password': 'postgres://app:password1@db.prod.acme.io/app',
  'an address with a template': 'const u = `postgres://${user}:${password}@${host}.acme.io/app`',
  'a documented host': 'https://user:k7Hd93mQ@example.com/',
  'a variable in .npmrc': '_authToken=${NPM_TOKEN}',
  'a public key': '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----',
  'a commit id': '9f2c1e7ab34d5560c8e1f00dbabe12345678cafe',
};

/** The text under a span. */
function under(
  text: string,
  span: { startLine: number; startColumn: number; endLine: number; endColumn: number },
): string {
  const lines = text.split('\n').slice(span.startLine - 1, span.endLine);
  lines[lines.length - 1] = lines.at(-1)?.slice(0, span.endColumn) ?? '';
  lines[0] = lines[0]?.slice(span.startColumn) ?? '';
  return lines.join('\n');
}

describe('the secret scanner', () => {
  it.each(Object.entries(FOUND))('covers %s', async (_, [path, text, secrets]) => {
    const [scan] = await scanner.scan([{ path, text }]);
    const spans = scan?.kind === 'scanned' ? scan.spans : [];
    expect([...new Set(spans.map((span) => under(text, span)))]).toEqual(secrets);
  });

  it('never says the secret', async () => {
    const scans = await scanner.scan(Object.values(FOUND).map(([path, text]) => ({ path, text })));
    const said = scans.flatMap((scan) =>
      scan.kind === 'scanned' ? scan.spans.map((span) => span.rule + span.message) : [scan.reason],
    );
    for (const secret of Object.values(FOUND).flatMap(([, , secrets]) => secrets)) {
      for (let start = 0; start + 8 <= secret.length; start += 1)
        expect(said.join()).not.toContain(secret.slice(start, start + 8));
    }
  });

  it.each(Object.entries(CLEAN))('passes over %s', async (_, text) => {
    const paths = ['a.ts', '.npmrc', 'a.p12', 'package.json'];
    const scans = await scanner.scan(paths.map((path) => ({ path, text })));
    expect(scans).toEqual(paths.map(() => ({ kind: 'scanned', spans: [] })));
  });

  it('says when it could not scan a text', async () => {
    const scans = await scanner.scan([
      { path: 'a', text: 'a\0b' },
      { path: 'b', text: GITHUB },
    ]);
    expect(scans.map((scan) => scan.kind)).toEqual(['failed', 'scanned']);
  });

  it('comes to an end on text that tries to prevent it', async () => {
    const texts = [
      'https://a:'.repeat(20_000),
      '-----BEGIN PRIVATE KEY-----\n'.repeat(5000) + 'A'.repeat(50_000),
      'postgres://a:b@'.repeat(10_000),
      'xoxb-' + 'a-'.repeat(50_000),
      '"private_key": "' + '\\'.repeat(50_000),
    ];
    const scans = await scanner.scan(texts.map((text, index) => ({ path: `f${index}.json`, text })));
    expect(scans.map((scan) => scan.kind)).toEqual(texts.map(() => 'scanned'));
  });
});
