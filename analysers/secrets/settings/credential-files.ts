import type { SecretRange } from '../secret-range.ts';
import { isPlaceholder } from '../placeholders.ts';
import { isSecretValue } from './secret-value.ts';

const MESSAGE = 'A password in a file of credentials';

/** Files whose lines have a form of their own: which group of the expression is the password. */
const FORMS: readonly (readonly [path: RegExp, line: RegExp])[] = [
  [/(?:^|\/)[._]netrc$/i, /\bpassword[ \t]+(\S{3,200})/g],
  [/(?:^|\/)\.pgpass$/i, /^(?:[^:\n\r\u2028\u2029]*:){4}(\S{3,200})$/gm],
  [/(?:^|\/)(?:master|production|staging)\.key$/i, /^([0-9a-f]{32})$/gm],
  [/(?:^|\/)\.git-credentials$/i, /:\/\/[^:\n]{1,100}:([^@\n]{3,200})@/g],
  [
    /(?:^|\/)\.(?:npmrc|yarnrc)$/i,
    /(?:_auth|_password|_authToken|npmAuthToken)[ \t]?[=:][ \t]?["']?([^\s"'$]{6,500})/g,
  ],
];

/** The user and password that Docker and others keep as base64 under `auth`, and that go over the line as `Basic`. */
const ENCODED = /(?:["']?_?auth["']?[ \t]{0,5}[:=][ \t]{0,5}["']?|\bbasic[ \t]{1,40})([A-Za-z0-9+/]{8,400}={0,2})/gi;

/** Passwords in files that hold nothing else. */
export function credentialFileRanges(path: string, text: string): SecretRange[] {
  const found: SecretRange[] = [];
  const add = (match: RegExpMatchArray & { readonly index: number }): void => {
    const value = match[1] ?? '';
    const start = match.index + match[0].lastIndexOf(value);
    found.push({ start, end: start + value.length, rule: 'docket/credential-file', message: MESSAGE });
  };
  for (const [file, line] of FORMS) {
    if (!file.test(path)) continue;
    for (const match of text.matchAll(line)) if (isSecretValue('password', match[1] ?? '')) add(match);
  }
  for (const match of text.matchAll(ENCODED))
    if (!isPlaceholder(match[1] ?? '') && isUserAndPassword(match[1] ?? '')) add(match);
  return found;
}

function isUserAndPassword(encoded: string): boolean {
  const parts = /^([\x21-\x39\x3b-\x7e]{1,100}):([\x21-\x7e]{4,300})$/.exec(
    Buffer.from(encoded, 'base64').toString('latin1'),
  );
  return parts !== null && isSecretValue('password', (parts[2] ?? '').replace(/={1,2}$/, ''));
}
