import type { ChangedFile, ChangeSet } from '../../../schemas/change-set.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { CheckContext } from '../../reviewer.ts';
import { saysItGoes } from '../guards/is-meant.ts';
import { type ChangedSides, changedSides } from './changed-sides.ts';
import type { ChangedProduction, ChangedTests } from './same-matter.ts';
import { ownTestsFrom, partOf, type TestPart } from './test-files.ts';

/** A change that does more than this means what it takes away: the bounds of `guards-gone`. */
const MOST_FILES = 12;
const MOST_LINES = 400;
const MOST_CHARACTERS = 600_000;
/** Files of production that carry tests themselves. */
const CARRIES_TESTS = /\.rs$/i;

/** Titles that say that it behaves otherwise from now on, or that tests are what it is about. */
const OTHERWISE =
  /\b(?:don'?t|doesn'?t|do(?:es)? not|instead of|no more|stop|stops|chang(?:e|es|ed|ing)|mov(?:e|es|ed|ing)|renam(?:e|es|ed|ing)|rewrit(?:e|es|ten|ing)|rework|roll(?:back|s? back|ed back)|tests?)\b/i;
/** A sentence of a description or a commit that has both says that tests go. */
const GO = /\b(?:remov|drop|delet|disabl)/i;
const TESTS = /\b(?:tests?|specs?|assert)/i;
const MOST_WORDS = 10_000;

/** What a change does to tests, and to the code that they may test. */
export interface TestsAndCode {
  readonly tests: readonly ChangedTests[];
  readonly production: readonly ChangedProduction[];
}

interface Changed {
  readonly file: ChangedFile;
  readonly part: TestPart;
  readonly sides: ChangedSides;
}

/** The two parts of a change that only takes away from tests, and alters code of files that stay; null where it does something else. */
export async function readChange(context: CheckContext): Promise<TestsAndCode | null> {
  const { changeSet } = context;
  const files = withoutNoise(changeSet.files);
  const size = files.reduce((sum, { added, deleted }) => sum + (added ?? 0) + (deleted ?? 0), 0);
  if (files.length > MOST_FILES || size > MOST_LINES) return null;
  if (announces(changeSet)) return null;
  const changed = files.map((file): Changed => ({ file, part: partOf(file.newPath), sides: changedSides(file) }));
  if (!changed.some(mayLoseTests) || changed.some(doesMore)) return null;
  const tests: ChangedTests[] = [];
  const production: ChangedProduction[] = [];
  for (const { file, part, sides } of changed) {
    if (part === 'other' || part === 'material' || sides.gone.length + sides.come.length === 0) continue;
    const texts = await textsOf(context, file);
    if (texts === null) return null;
    const [asTests, asCode] = part === 'test' ? [{ ...sides, ...texts }, null] : parted(sides, texts);
    if (asTests.come.length > 0) return null;
    if (asTests.gone.length > 0) tests.push(asTests);
    if (asCode !== null && asCode.gone.length + asCode.come.length > 0) production.push(asCode);
  }
  return tests.length === 0 || production.length === 0 ? null : { tests, production };
}

/** Whether what people wrote of the change says that it takes something away. */
function announces({ title, body, commits }: ChangeSet): boolean {
  if (saysItGoes(title) || OTHERWISE.test(title)) return true;
  const texts = [body, ...commits.flatMap((one) => [one.subject, one.body])];
  return texts
    .flatMap((text) => text.slice(0, MOST_WORDS).split(/[.\n]/))
    .some((sentence) => GO.test(sentence) && TESTS.test(sentence));
}

function mayLoseTests({ file, part, sides }: Changed): boolean {
  return sides.gone.length > 0 && (part === 'test' || (part === 'production' && CARRIES_TESTS.test(file.newPath)));
}

/** What comes is a test, or what one reads, or code of which nobody knows whether it moved. */
function doesMore({ file, part, sides }: Changed): boolean {
  if (part === 'other') return false;
  if (part === 'material') return sides.come.length > 0 || file.binary;
  if (part === 'production') return file.status !== 'M';
  return sides.come.length > 0 || !/^[MD]$/.test(file.status);
}

interface Texts {
  readonly before: string;
  readonly after: string;
}

/** The tests at the end of a file of production, and what stands above them. */
function parted(
  { path, gone, come }: ChangedSides,
  { before, after }: Texts,
): readonly [ChangedTests, ChangedProduction] {
  const [from, since] = CARRIES_TESTS.test(path) ? [ownTestsFrom(before), ownTestsFrom(after)] : [Infinity, Infinity];
  const lines = after.split('\n');
  return [
    {
      path,
      gone: gone.filter(({ line }) => line >= from),
      come: come.filter(({ line }) => line >= since),
      before,
      after: lines.slice(since - 1).join('\n'),
    },
    {
      path,
      gone: gone.filter(({ line }) => line < from),
      come: come.filter(({ line }) => line < since),
      after: lines.slice(0, since - 1).join('\n'),
    },
  ];
}

async function textsOf(context: CheckContext, { status, oldPath, newPath }: ChangedFile): Promise<Texts | null> {
  const old = await context.read(oldPath, 'old');
  if (old.kind === 'absent' || old.text.length > MOST_CHARACTERS) return null;
  if (status === 'D') return { before: old.text, after: '' };
  const now = await context.read(newPath, 'new');
  if (now.kind === 'absent' || now.text.length > MOST_CHARACTERS) return null;
  return { before: old.text, after: now.text };
}
