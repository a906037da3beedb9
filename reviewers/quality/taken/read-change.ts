import type { ChangedFile } from '../../../schemas/change-set.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { CheckContext } from '../../reviewer.ts';
import { saysItGoes } from '../guards/is-meant.ts';
import { changedSides } from './changed-sides.ts';
import type { ChangedProduction, ChangedTests } from './same-matter.ts';
import { ownTestsFrom, partOf } from './test-files.ts';

/** A change that does more than this means what it takes away. */
const MOST_FILES = 12;
const MOST_LINES = 400;
const MOST_CHARACTERS = 600_000;

/** What a change does to tests, and to the code that they may test. */
export interface TestsAndCode {
  readonly tests: readonly ChangedTests[];
  readonly production: readonly ChangedProduction[];
}

/** The two parts of a change that alters code and tests of files that stay; null where it does more. */
export async function readChange(context: CheckContext): Promise<TestsAndCode | null> {
  const { changeSet } = context;
  const files = withoutNoise(changeSet.files);
  const size = files.reduce((sum, { added, deleted }) => sum + (added ?? 0) + (deleted ?? 0), 0);
  if (files.length > MOST_FILES || size > MOST_LINES || saysItGoes(changeSet.title)) return null;
  const tests: ChangedTests[] = [];
  const production: ChangedProduction[] = [];
  for (const file of files) {
    const part = partOf(file.newPath);
    if (part === 'other') continue;
    const sides = changedSides(file);
    // What comes is a test, or what one reads, or code of which nobody knows whether it moved.
    if (part === 'material' && (sides.come.length > 0 || file.binary)) return null;
    if (part === 'material') continue;
    if (file.status !== 'M' && !(file.status === 'D' && part === 'test')) return null;
    if (part === 'production' && sides.gone.length + sides.come.length === 0) continue;
    const texts = await textsOf(context, file);
    if (texts === null) return null;
    if (part === 'test') {
      tests.push({ ...sides, ...texts });
      continue;
    }
    const [from, since] = [ownTestsFrom(file.oldPath, texts.before), ownTestsFrom(file.newPath, texts.after)];
    const [gone, come] = [
      sides.gone.filter(({ line }) => line >= from),
      sides.come.filter(({ line }) => line >= since),
    ];
    const tail = texts.after
      .split('\n')
      .slice(since - 1)
      .join('\n');
    if (gone.length + come.length > 0) tests.push({ path: sides.path, gone, come, before: texts.before, after: tail });
    const own = {
      gone: sides.gone.filter(({ line }) => line < from),
      come: sides.come.filter(({ line }) => line < since),
    };
    const after = texts.after
      .split('\n')
      .slice(0, since - 1)
      .join('\n');
    if (own.gone.length + own.come.length > 0) production.push({ path: sides.path, ...own, after });
  }
  return production.length === 0 ? null : { tests, production };
}

async function textsOf(
  context: CheckContext,
  { status, oldPath, newPath }: ChangedFile,
): Promise<{ readonly before: string; readonly after: string } | null> {
  const old = await context.read(oldPath, 'old');
  if (old.kind === 'absent' || old.text.length > MOST_CHARACTERS) return null;
  if (status === 'D') return { before: old.text, after: '' };
  const now = await context.read(newPath, 'new');
  if (now.kind === 'absent' || now.text.length > MOST_CHARACTERS) return null;
  return { before: old.text, after: now.text };
}
