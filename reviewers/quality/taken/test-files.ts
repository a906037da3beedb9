import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { languageOf } from '../../changed-code/plain/languages.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import { isFixture, isTest } from '../paths.ts';
import { mayHoldTests } from '../unasserted/test-functions.ts';

/** Other folders of which nothing runs in production, and no test either. */
const NO_TESTS = /(?:^|\/)(?:docs?|documentation|examples?|samples?|demos?|playgrounds?|sandbox(?:es)?|bench\w*)\//i;
/** Bases of tests, which their own folder may not tell. */
const BASE = /TestCase\.(?:java|kt|cs|php)$/;
const SCRIPT_OR_PYTHON = /(?<!\.d)\.[cm]?[jt]sx?$|\.py$/i;

/** What a file has to do with tests: `test` holds some, `material` is what they read or help themselves with. */
export type TestPart = 'test' | 'material' | 'production' | 'other';

/** The part that a file has, by its name. */
export function partOf(path: string): TestPart {
  if (NO_TESTS.test(path)) return 'other';
  const isAside = isTest(path) || isTestPath(path) || isFixture(path) || isSampleCode(path) || BASE.test(path);
  if (isAside) return mayHoldTests(path) && !isFixture(path) ? 'test' : 'material';
  return languageOf(path) !== null || SCRIPT_OR_PYTHON.test(path) ? 'production' : 'other';
}

const RUST_TESTS = /^[ \t]*#\[cfg\((?:all\()?test\b[^\n]{0,80}\n(?:[ \t]*#\[[^\n]{0,120}\n){0,4}[ \t]*(?:pub )?mod\b/m;

/** The first line of the tests that a file of Rust carries itself; infinite where it has none. */
export function ownTestsFrom(text: string): number {
  const at = text.search(RUST_TESTS);
  return at === -1 ? Infinity : text.slice(0, at).split('\n').length;
}
