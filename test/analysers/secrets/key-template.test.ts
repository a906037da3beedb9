import { expect, test } from 'vitest';
import { secretSearch } from '../../../analysers/secrets/secrets.ts';

const begin = '-----BEGIN PRIVATE KEY-----';
const end = '-----END PRIVATE KEY-----';
const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'.repeat(2);

test.each([
  ['a template', `const pem = \`${begin}\\n\${encode(key)}\\n${end}\`;\n`],
  [
    'a template and the words of another key',
    `f(\`${begin}\\n\${encode(key)}\`);\nf('-----END PUBLIC KEY-----');\n${end}`,
  ],
  [
    'a template before code that is about the other key',
    `const pem = \`${begin}\\n\${encodeBase64(exported)}\\n${end}\`\nreturn pem\n}\nasync function exportPublicKey(key: CryptoKey): Promise<string> {\n  return \`-----BEGIN PUBLIC KEY-----\\n\${encodeBase64(key)}\\n-----END PUBLIC KEY-----\``,
  ],
  ['joined texts', `pem = "${begin}\\n" + encode(key) + "\\n${end}"\n`],
  ['Ruby', `pem = "${begin}\\n#{encode(key)}\\n${end}"\n`],
])('%s of a key is none', async (_what, text) => {
  expect(await secretSearch.analyse({ path: 'src/pem.ts', text }, {})).toEqual([]);
});

test.each([
  ['a key', `const pem = \`${begin}\n${body}\n${end}\`;\n`],
  ['a key behind an empty value', `const pem = \`${begin}\\n\${''}${body}\\n${end}\`;\n`],
  ['a key behind a template', `f(\`${begin}\\n\${x}\\n${end}\`);\nconst k = '${begin}\\n${body}\\n${end}';\n`],
  ['a key in pieces', `const pem = "${begin}\\n" + "${body.slice(0, 39)}" + "${body.slice(39, 78)}" + "\\n${end}";\n`],
  ['a key in values', `const pem = \`${begin}\\n\${'${body.slice(0, 39)}'}\${'${body.slice(39, 78)}'}\\n${end}\`;\n`],
  [
    'a list of pieces',
    `pem = "${begin}\\n" + ["${body.slice(0, 30)}", "${body.slice(30, 60)}"].join("") + "\\n${end}"\n`,
  ],
  ['a joined key', `const pem = "${begin}\\n" + "${body}" + "\\n${end}";\n`],
])('%s is told', async (_what, text) => {
  expect(await secretSearch.analyse({ path: 'src/pem.ts', text }, {})).not.toEqual([]);
});
