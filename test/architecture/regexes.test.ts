import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ALLOWED, MOST_STEPS } from '../../scripts/regexes/allowed.ts';
import { faultsOf, nameOf } from '../../scripts/regexes/faults.ts';
import { findRegexes } from '../../scripts/regexes/find-regexes.ts';
import { stepsAPlace } from '../../scripts/regexes/steps/steps-a-place.ts';
import { judge } from '../../scripts/regexes/verdict.ts';

function treeOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'docket-regexes-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('literals and what is put together are found, constants of other files too', () => {
  const root = treeOf({
    'app/a.ts': [
      `import { WORD } from './b.ts';`,
      'const END = String.raw`\\s+$`;',
      'const A = /^a+$/gi;',
      'const B = new RegExp(`${WORD}\\\\d${END}`, "m");',
      `const C = (name: string) => new RegExp(String.raw\`x\${name}\\w\`);`,
      `const D = new RegExp(['a', 'b+'].join('|'));`,
      'const E = (text: string) => new RegExp(text);',
      'const F = new RegExp(A.source);',
    ].join('\n'),
    'app/b.ts': `export const WORD = '(?:a|\\\\w)';`,
  });
  const found = findRegexes(root, ['app/a.ts', 'app/b.ts']);
  expect(found.map((regex) => (regex.pattern === null ? null : nameOf(regex)))).toEqual([
    '/^a+$/gi',
    '/(?:a|\\w)\\d\\s+$/m',
    '/xname\\w/',
    '/a|b+/',
    null,
    '/^a+$/',
  ]);
});

test.for([
  ['^a+b$', '', 'bounded 3'],
  ['^(?:ab)+c', '', 'linear'],
  [String.raw`\s+$`, '', 'polynomial 2'],
  ['^(?:a|a)+$', '', 'exponential'],
  [String.raw`[\w--[\d]]`, 'v', 'bounded 2'],
])('/%s/%s takes %s time', async ([pattern = '', flags = '', verdict]) => {
  expect(await judge(pattern, flags)).toBe(verdict);
});

// What is written is worked out by hand: each way that the engine may go, at the worst text.
test.for<[pattern: string, flags: string, atMost: number, atLeast: number]>([
  ['ab', '', 3, 2],
  [String.raw`<[^>]{0,300}x`, '', 650, 600],
  ['<[^<]*x', '', 10, 2],
  [String.raw`(?:^|/)[^/]*\.py$`, '', 40, 2],
  [String.raw`^[ \t]*#`, 'm', 10, 2],
  ['a{0,100}b{0,100}c', '', 700, 200],
  ['a{0,100}a{0,100}c', '', 30_000, 5_000],
  ['(?:a|ab|b)x', '', 20, 4],
])('/%s/%s takes a bounded number of steps a place', ([pattern, flags, atMost, atLeast]) => {
  const steps = stepsAPlace(pattern, flags);
  expect(steps).toBeLessThanOrEqual(atMost);
  expect(steps).toBeGreaterThanOrEqual(atLeast);
});

test.for([
  [String.raw`\s+$`, ''],
  ['^(?:a|a)+$', ''],
  ['(?:a{1,30}){1,30}b', ''],
  ['<[^>]*x', ''],
  [String.raw`^\s*#`, 'm'],
  [String.raw`/[^/]*/[^#]*x`, ''],
  [String.raw`(a)\1`, ''],
])('/%s/%s is not proven to be bounded', ([pattern = '', flags = '']) => {
  expect(stepsAPlace(pattern, flags)).toBeNull();
});

const regex = (pattern: string | null) => ({
  path: 'a.ts',
  line: 1,
  pattern,
  flags: '',
  code: `new RegExp(${pattern})`,
});
const bound = { path: 'a.ts', begins: '/x', steps: 10, bound: 'a line has 10 characters' };

test.for<[name: string, ...Parameters<typeof faultsOf>, faults: RegExp[]]>([
  ['linear', [regex('a')], { '/a/': 'linear' }, { allowed: [], mostSteps: 10 }, []],
  ['proven', [regex('a')], { '/a/': 'bounded 3' }, { allowed: [], mostSteps: 10 }, []],
  [
    'steep',
    [regex('a')],
    { '/a/': 'polynomial 2' },
    { allowed: [], mostSteps: 10 },
    [/a\.ts:1: .* takes polynomial 2 time/],
  ],
  ['not judged', [regex('a')], {}, { allowed: [], mostSteps: 10 }, [/takes unknown time/]],
  ['not to be read', [regex(null)], {}, { allowed: [], mostSteps: 10 }, [/cannot be read/]],
  ['bounded', [regex('x')], { '/x/': 'polynomial 2' }, { allowed: [bound], mostSteps: 10 }, []],
  ['bounded too high', [regex('x')], { '/x/': 'unknown' }, { allowed: [bound], mostSteps: 9 }, [/too many steps/]],
  [
    'bounded for nothing',
    [regex('x')],
    { '/x/': 'linear' },
    { allowed: [bound], mostSteps: 10 },
    [/needs no permission/],
  ],
])('%s', ([, found, verdicts, permissions, faults]) => {
  const told = faultsOf(found, verdicts, permissions);
  expect(told).toHaveLength(faults.length);
  for (const [index, fault] of faults.entries()) expect(told[index]).toMatch(fault);
});

test('every permission names its bound', () => {
  for (const { bound: words, steps } of ALLOWED) {
    expect(words).toMatch(/\d|judged/);
    expect(steps).toBeLessThanOrEqual(MOST_STEPS);
  }
});
