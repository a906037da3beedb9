import type { ChangedFile } from '../../schemas/change-set.ts';
import { withoutNoise } from '../changed-code/without-noise.ts';

/** Material for tests is wrong on purpose. */
const FIXTURE = /(?:^|\/)(?:__)?(?:fixtures?|testdata|test-data|test_data|snapshots?|golden)(?:__)?\//i;

const TEST =
  /(?:^|\/)(?:__tests__|tests?|specs?|e2e)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|_test\.py$|_spec\.rb$|[._-](?:test|spec|cy|e2e)(?:-d)?\.[cm]?[jt]sx?$/i;

/** Why nothing is said of what is found there: what was seen and not said is no evidence that all is well. */
export const WRONG_ON_PURPOSE = 'it is material for tests, and what was found in it is not told';

export function isFixture(path: string): boolean {
  return FIXTURE.test(path);
}

export function isTest(path: string): boolean {
  return TEST.test(path);
}

/** The files that a change adds lines of text to; links, submodules and what nobody here wrote are left out. */
export function filesWithAddedLines(files: readonly ChangedFile[]): ChangedFile[] {
  return withoutNoise(files).filter((file) => file.newMode.startsWith('100') && !file.binary && (file.added ?? 0) > 0);
}

/** The same, with those that only lose lines and are still there. */
export function filesWithChangedLines(files: readonly ChangedFile[]): ChangedFile[] {
  return withoutNoise(files).filter(
    ({ newMode, binary, added, deleted }) =>
      newMode.startsWith('100') && !binary && ((added ?? 0) > 0 || (deleted ?? 0) > 0),
  );
}
