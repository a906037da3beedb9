import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openBenchmarkChange } from '../../../app/evaluate/benchmark-change.ts';
import { readMatches } from '../../../app/evaluate/matches-file.ts';
import { labelledText, readBenchmark } from '../../../app/evaluate/read-labels.ts';
import { InputError } from '../../../schemas/problem.ts';
import { temporaryFolder } from '../../history/builders.ts';

const DIFF = '--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+a\n';
const ENDS = { source_commit: 'a'.repeat(40), target_commit: 'b'.repeat(40) };

/** A folder of a benchmark that lies beside what must not be read. */
function open(change: object) {
  const outer = temporaryFolder();
  const folder = join(outer, 'x', 'y');
  writeFileSync(join(outer, 'secret.diff'), DIFF);
  const [one] = readBenchmark(JSON.stringify([{ url: 'x', comments: [], ...change }]), 'labels.json');
  if (one === undefined) throw new Error('no change was read');
  const absolute = one.diff === 'absolute' ? join(outer, 'secret.diff') : one.diff;
  return openBenchmarkChange({ ...one, diff: absolute }, { folder, configFile: null, environment: {}, batch: false });
}

it.each([
  ['a diff above the folder', { diff: '../../secret.diff' }],
  ['a diff by its whole path', { diff: 'absolute' }],
  ['a clone above the folder', { url: 'https://github.com/../../pull/1', ...ENDS }],
])('a change of labels is not read from outside: %s', async (_, change) => {
  await expect(open(change)).rejects.toThrow(/outside of its folder/);
});

it('a name that is not there is no mistake', async () => {
  expect(await open({ url: 'https://github.com/acme/shop/pull/1' })).toBeNull();
});

it('a file of labels or matches that has no end is refused', () => {
  expect(() => labelledText('/dev/zero')).toThrow(InputError);
  expect(() => readMatches('/dev/zero')).toThrow(InputError);
});
