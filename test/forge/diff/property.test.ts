import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hunksOf, parseDiff } from '../../../forge/diff/parse-diff.ts';
import { compareFiles } from '../../../scripts/compare/disagreement.ts';
import { runs } from '../../support/soak.ts';
import type { Entry, Tree, Way } from './scratch.ts';
import { Scratch } from './scratch.ts';

/** Lines that have fooled parsers, beside ordinary ones. */
const line = fc.constantFrom(
  'a',
  'b',
  'c',
  '',
  ' ',
  '\t',
  '-- a',
  '++ b',
  '--- a/f',
  '+++ b/f',
  '@@ -1 +1 @@',
  'diff --git a/f b/f',
  '\\ No newline at end of file',
  'x\r',
  '\r',
  '\f',
  '\xff',
  '\xc3\xa9',
  'x'.repeat(300),
  '-- ',
  'index 1..2',
  'Binary files a and b differ',
  '\0',
);
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, newline]) => lines.join('\n') + (newline && lines.length > 0 ? '\n' : ''));
const target = fc.constantFrom('t', 'u', 'a\nb', 'long/target');
const entry: fc.Arbitrary<Entry> = fc.oneof(
  { arbitrary: text, weight: 6 },
  { arbitrary: text.map((content): Entry => ({ mode: '100755', content })), weight: 2 },
  { arbitrary: target.map((content): Entry => ({ mode: '120000', content })), weight: 1 },
  {
    arbitrary: fc.constantFrom('1', '2').map((digit): Entry => ({ mode: '160000', content: digit.repeat(40) })),
    weight: 1,
  },
);
const name = fc
  .array(
    fc.constantFrom('a', 'b', ' ', 'a b', '\t', '"', '\\', '\n', '\r', '\xff', '\xc3\xa9', ' b/', 'x/y', '.', ' => '),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => `f${parts.join('')}z`);
const tree: fc.Arbitrary<Tree> = fc
  .dictionary(name, entry, { minKeys: 1, maxKeys: 6, noNullPrototype: true })
  .filter(isTree);
const way: fc.Arbitrary<Way> = fc.record({
  detect: fc.constantFrom(['-M'], ['--no-renames'], ['-M10%', '-C10%'], ['-C', '--find-copies-harder']),
  write: fc.constantFrom(
    [],
    ['--no-prefix'],
    ['--full-index'],
    ['--binary'],
    ['-U0'],
    ['-U1'],
    ['-W'],
    ['--src-prefix=i/', '--dst-prefix=w/'],
  ),
  config: fc.constantFrom([], ['core.quotePath=false']),
});

let scratch: Scratch;
beforeAll(() => {
  scratch = new Scratch();
});
afterAll(() => {
  scratch.remove();
});

test('any change of any tree is read as git lists it', async () => {
  await fc.assert(
    fc.asyncProperty(tree, tree, fc.boolean(), way, async (old, other, keep, how) => {
      const now = keep ? { ...old, ...other } : other;
      fc.pre(isTree(now));

      const { bytes, git } = await scratch.diff(old, now, how);
      const { files, skipped } = parseDiff(bytes);

      const wrong = compareFiles(files, git).filter((difference) => !difference.unknowable);
      expect(wrong).toEqual([]);
      expect(skipped).toEqual([]);
      for (const file of files.filter(({ status }) => status === 'A')) expectContent(file.newPath, now, hunksOf(file));
    }),
    { numRuns: runs(60, 5000) },
  );
});

/** The lines of an added file are its content, byte for byte but for what is not UTF-8. */
function expectContent(path: string, now: Tree, hunks: ReturnType<typeof hunksOf>): void {
  const added = now[Object.keys(now).find((key) => decode(key) === path) ?? ''];
  if (added === undefined || typeof added !== 'string' || added.includes('\0')) return;
  const lines = hunks.flatMap((hunk) => hunk.lines);
  expect(lines.map((each) => each.text + (each.noNewline === true ? '' : '\n')).join('')).toBe(decode(added));
}

function decode(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** No path may be a folder of another. */
function isTree(candidate: Tree): boolean {
  const names = Object.keys(candidate);
  return names.every((path) => !path.includes('//') && !names.some((each) => each.startsWith(`${path}/`)));
}
