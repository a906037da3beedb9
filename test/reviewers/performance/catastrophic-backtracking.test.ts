import { beforeAll, describe, expect, test } from 'vitest';
import { performance } from '../../../reviewers/performance/index.ts';
import { positionsOf } from '../../../reviewers/performance/patterns/positions.ts';
import { isSuspect } from '../../../reviewers/performance/patterns/is-suspect.ts';
import {
  csharpPattern,
  pythonPattern,
  scriptPattern,
} from '../../../reviewers/performance/patterns/written-pattern.ts';
import { runChecks, type CheckTableResult } from '../check-table.ts';

const ONLY = { only: ['catastrophic-backtracking'] } as const;

/** Code in a file of this kind, and whether it is told. */
const ROWS: readonly (readonly [ending: string, code: string, told: boolean])[] = [
  ['ts', 'export const ok = /^(a+)+$/.test(text);', true],
  ['ts', 'export const ok = /^(\\w+\\s?)*$/.test(text);', true],
  ['js', 'const p = new RegExp("^([a-z]+\\\\.?)+$", "i");', true],
  ['js', 'const p = /^(a|aa)+$/;', true],
  ['tsx', 'const p = /^([a-zA-Z0-9_.-]+)+@x$/u;', true],
  ['ts', 'export const ok = /^\\w+(?:\\s\\w+)*$/.test(text);', false],
  ['ts', 'export const ok = /^\\d+(,\\d+)*$/.test(text);', false],
  ['ts', 'export const ok = /<[^>]*>/g;', false],
  ['js', 'const p = new RegExp(`^(${word}+)+$`);', false],
  ['js', '// /^(a+)+$/ is slow\nconst a = b / (c+1)+2 / d;', false],
  ['py', 'OK = re.compile(r"^(\\w+\\s?)*$")', true],
  ['py', 'def f(t):\n    return re.match(r"(?P<name>[a-z]+-?)+!", t, re.I)', true],
  ['py', "OK = re.compile('^(a+)+$', re.M)", true],
  ['py', 'OK = re.fullmatch(r"([\\d.]+)*x", text)', true],
  ['py', 'OK = re.sub(r"^(\\s*\\w+\\s*)+$", "", text)', true],
  ['py', 'OK = re.compile(r"^(?:[a-z]++\\.?)+$")', false],
  ['py', 'OK = re.compile(r"^ (a+)+ $", re.X)', false],
  ['py', 'import re2 as re\nOK = re.compile(r"^(a+)+$")', false],
  ['py', 'OK = re.compile(r"^\\w+(?:\\.\\w+)*$")', false],
  ['py', 'OK = other.compile(r"^(a+)+$")', false],
  ['cs', 'class A { static Regex r = new Regex(@"^(\\w+\\s?)*$"); }', true],
  ['cs', 'class A { bool M(string t) { return Regex.IsMatch(t, "^(a+)+$"); } }', true],
  ['cs', 'class A { static Regex r = new Regex(@"^([a-z]+\\.?)+$", RegexOptions.IgnoreCase); }', true],
  ['cs', 'class A { string M(string t) { return Regex.Replace(t, @"(<(a|aa)+>)+$", ""); } }', true],
  ['cs', 'class A { static Regex r = new Regex(@"^(\\d+-?)+$", RegexOptions.Compiled); }', true],
  ['cs', 'class A { static Regex r = new Regex(@"^(a+)+$", RegexOptions.NonBacktracking); }', false],
  ['cs', 'class A { static Regex r = new Regex(@"^(a+)+$", RegexOptions.None, TimeSpan.FromSeconds(1)); }', false],
  ['cs', 'class A { static Regex r = new Regex(@"^(?>a+)+$"); }', false],
  ['cs', 'class A { static Regex r = new Regex(@"^\\w+(?:,\\w+)*$"); }', false],
  ['cs', 'class A { static Other r = new Other(@"^(a+)+$"); }', false],
  // Their engines take linear time for these: Go and Rust by construction, Ruby (3.2) and Java (9) because they remember what failed.
  ['rb', 'OK = /^(a+)+$/', false],
  ['go', 'package a\n\nvar ok = regexp.MustCompile(`^(a+)+$`)', false],
  ['java', 'class A { Pattern p = Pattern.compile("^(a+)+$"); }', false],
];
const CASES = ROWS.map(([ending, code, told], at) => ({ path: `src/f${at}.${ending}`, code, told }));

describe('tables', () => {
  let reports: CheckTableResult['reports'];
  beforeAll(async () => {
    const files = Object.fromEntries(CASES.map(({ path, code }) => [path, `${code}\n`]));
    // A change takes at most so many of them.
    const halves = [0, 1, 2].map((part) => Object.entries(files).filter((_, at) => at % 3 === part));
    const results = await Promise.all(
      halves.map((some) => runChecks(performance, { old: {}, new: Object.fromEntries(some) }, ONLY)),
    );
    reports = results.flatMap((one) => one.reports);
  }, 120_000);
  test.each(CASES)('$path: $code', ({ path, told }) => {
    const found = reports.filter(({ location }) => location?.path === path);
    expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(
      told ? ['catastrophic-backtracking suggestion'] : [],
    );
  });
  test('the attack is told', () => {
    expect(reports[0]?.explanation).toContain("'a'.repeat(31)");
  });
});

const SLOW = 'export const isName = (text) => /^(\\w+\\s?)*$/.test(text);\n';
test.each([
  ['it stood there', { 'src/a.ts': SLOW }, { 'src/a.ts': `${SLOW.trim()} // more\n` }],
  ['it was moved', { 'src/a.ts': SLOW }, { 'src/b.ts': `\n\n  ${SLOW}` }],
  ['tests, scripts, configuration', {}, { 'test/a.test.ts': SLOW, 'scripts/a.js': SLOW, 'vite.config.ts': SLOW }],
])('stays quiet: %s', async (_name, old, now) => {
  expect((await runChecks(performance, { old, new: now }, ONLY)).reports).toEqual([]);
});

test('where requests are answered it is a warning', async () => {
  const { reports } = await runChecks(performance, { old: {}, new: { 'src/routes/a.ts': SLOW } }, ONLY);
  expect(reports.map(({ severity }) => severity)).toEqual(['warning']);
});

test('more patterns than a change is read for are not judged', async () => {
  const many = Array.from({ length: 21 }, (_, at) => `const p${at} = /^x${at}(?:a,|b,)*$/;\n`).join('');
  expect((await runChecks(performance, { old: {}, new: { 'src/a.ts': many } }, ONLY)).unjudged).toEqual(['src/a.ts']);
});

test.each([
  ['too large once its repeats are written out', '(?:[a-z](?:[a-z]{0,61}x)?\\.)+[a-z]{2,63}'],
  ['what is not thought through', '(?:a(?=b)|b*)*c'],
])('a pattern is not judged: %s', async (_name, pattern) => {
  const code = { 'src/a.ts': `export const p = /${pattern}/;\n` };
  const { reports, unjudged } = await runChecks(performance, { old: {}, new: code }, ONLY);
  expect([reports, unjudged]).toEqual([[], ['src/a.ts']]);
});

test.each([
  ['abc', 3],
  ['[a-z]{2,63}', 63],
  ['(?:ab){3}c*', 7],
  ['\\d+(?:x{2}y){4,}', 13],
])('%s stands for %i signs', (pattern, expected) => {
  expect(positionsOf(pattern)).toBe(expected);
});

test.each([
  ['(a+)+', true],
  ['(?:a|b)*', true],
  ['((a?b){2})+', true],
  ['(?:[)+]x)+', false],
  ['(a+)?b+', false],
  ['\\(a+\\)+', false],
  ['(?=a+)b', false],
])('%s may be read in several ways: %s', (pattern, expected) => {
  expect(isSuspect(pattern)).toBe(expected);
});

test.each([
  [scriptPattern('/a\\/b/gi'), { source: 'a\\/b', flags: 'gi' }],
  [scriptPattern("new RegExp('a\\\\d', 'g')"), { source: 'a\\d', flags: 'g' }],
  [scriptPattern("new RegExp('a' + b)"), null],
  [pythonPattern('re.compile(r"""(?i)\\Aa\\Z""")'), { source: '^a$', flags: 'i' }],
  [pythonPattern('re.sub(r"a" r"b", "", t)'), null],
  [csharpPattern('Regex.Split(text, @"a""b")'), { source: 'a"b', flags: '' }],
])('reads %j', (read, expected) => {
  expect(read).toEqual(expected);
});
