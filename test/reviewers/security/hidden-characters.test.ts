import { expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { places, runChecks } from '../check-table.ts';

const HIDDEN = { only: ['hidden-characters'] } as const;

test.each([
  ['a.ts', 'if (role === "admin\u202e \u2066// check\u2069 \u2066") {', 'bidirectional-control'],
  ['a.py', '# \u202ereversed\u202c', 'bidirectional-control'],
  ['a.go', 's := "\u2067abc"', 'bidirectional-control'],
  ['a.ts', 'const s = "\u2067\u05e9\u05dc\u05d5\u05dd";', 'bidirectional-control'],
  ['README.md', 'Run \u202ehs.exe\u202c now', 'bidirectional-control'],
  ['a.ts', 'const na\u200bme = 1;', 'invisible-character'],
  ['a.yml', 'user: root\u2060', 'invisible-character'],
  ['a.ts', 'const s = "\u{e0041}\u{e0042}";', 'invisible-character'],
  ['a.ts', 'const s = "x\u{e0101}\u{e0102}";', 'invisible-character'],
  ['a.ts', 'const s = "\ufeffvalue";', 'invisible-character'],
  ['a.rs', 'let left = "a\u200e";', 'invisible-character'],
])('%s: %j', async (path, line, rule) => {
  const result = await runChecks(security, { old: { [path]: 'one\n' }, new: { [path]: `one\n${line}\n` } }, HIDDEN);

  expect(places(result.reports)).toEqual([`${rule} ${path}:2`]);
  expect(line).toContain(result.reports[0]?.evidence);
});

test.each([
  ['a.ts', 'const greeting = "\u2067\u05e9\u05dc\u05d5\u05dd\u2069";'],
  ['a.ts', 'const greeting = "\u05e9\u05dc\u05d5\u05dd\u200f!";'],
  ['locales/he.json', '"hello": "\u200f\u2067abc"'],
  ['src/i18n/messages.ts', 'hello: "a\u200bb",'],
  ['README.md', 'zero\u200bwidth'],
  ['docs/ar.md', '\u202e\u0645\u0631\u062d\u0628\u0627\u202c'],
  ['a.ts', 'const family = "👩‍👩‍👧";'],
  ['a.ts', 'const heart = "❤️";'],
  ['a.ts', 'const scotland = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";'],
  ['a.ts', 'const name = "葛\u{e0101}";'],
  ['a.ts', 'const persian = "می\u200cخواهم";'],
  ['a.ts', "const escaped = '\\u202e';"],
])('quiet: %s: %j', async (path, line) => {
  const result = await runChecks(security, { old: { [path]: 'one\n' }, new: { [path]: `one\n${line}\n` } }, HIDDEN);

  expect(result.reports).toEqual([]);
});

test.each([
  ['a byte order mark first in a text is folded', 'const s = "\ufeffvalue";', 200],
  ['elsewhere in it', 'const s = "val\ufeffue";', undefined],
  ['first on a line, where files were joined', '\ufeffconst s = 1;', 200],
  ['beside another hidden character', 'const s = "\ufeffval\u200bue";', undefined],
])('%s', async (_, line, confidence) => {
  const result = await runChecks(security, { old: { 'a.ts': 'one\n' }, new: { 'a.ts': `one\n${line}\n` } }, HIDDEN);

  expect(result.reports.map((report) => report.confidence)).toEqual([confidence]);
});

test('a byte order mark at the beginning of a file is no hidden character', async () => {
  const result = await runChecks(security, { old: {}, new: { 'a.ts': '\ufeffconst a = 1;\n' } }, HIDDEN);

  expect(result.reports).toEqual([]);
});

test('a byte order mark that something was typed before is folded', async () => {
  const result = await runChecks(
    security,
    { old: { 'a.cs': '\ufeffnamespace A\n' }, new: { 'a.cs': '.\ufeffnamespace A\n' } },
    HIDDEN,
  );

  expect(result.reports.map((report) => report.confidence)).toEqual([200]);
});

test('lines that the change does not add are left alone', async () => {
  const old = { 'a.ts': 'const na\u200bme = 1;\nconst b = 2;\n' };

  const result = await runChecks(security, { old, new: { 'a.ts': 'const na\u200bme = 1;\nconst b = 3;\n' } }, HIDDEN);

  expect(result.reports).toEqual([]);
});
