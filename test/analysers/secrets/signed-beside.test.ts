import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { secretSearch } from '../../../analysers/secrets/secrets.ts';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (hash: 'sha256' | 'sha512', key: string): string => {
  const body = `${part({ alg: hash === 'sha256' ? 'HS256' : 'HS512', typ: 'JWT' })}.${part({ message: 'hello world' })}`;
  return `${body}.${createHmac(hash, key).update(body).digest('base64url')}`;
};
const code = (signed: string): string => `const app = jwt({ secret: 'the-key-of-it' });\nconst sent = "${signed}";\n`;
const TOKENS = [token('sha256', 'the-key-of-it'), token('sha512', 'the-key-of-it')];

test.each(TOKENS)('a token is none where its key stands beside it in a test', async (signed) => {
  expect(await secretSearch.analyse({ path: 'src/jwt/index.test.ts', text: code(signed) }, {})).toEqual([]);
});

test('what is written into the token is told', async () => {
  // Put together here, so that no scanner takes this file for a leak.
  const held = ['ghp_16C7e42F292c6912', 'E7710c838347Ae178B4a'].join('');
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ message: held })}`;
  const signed = `${body}.${createHmac('sha256', 'the-key-of-it').update(body).digest('base64url')}`;
  expect(await secretSearch.analyse({ path: 'src/index.test.ts', text: code(signed) }, {})).not.toEqual([]);
});

test.each([
  ['the key stands elsewhere', 'src/index.test.ts', code(token('sha256', 'another key'))],
  ['it is no test', 'src/latest.ts', code(TOKENS[0] ?? '')],
  ['another algorithm', 'src/index.test.ts', code(`${(TOKENS[0] ?? '').split('.', 2).join('.')}.${'A'.repeat(43)}`)],
])('%s', async (_what, path, text) => {
  expect(await secretSearch.analyse({ path, text }, {})).toHaveLength(1);
});
