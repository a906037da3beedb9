import { isSampleCode } from '../../schemas/file-kinds/sample-code.ts';
import { fileKind } from './file-kind.ts';
import { type FileToName, subjectOf } from './kind-of-file.ts';

/** Other spellings of one language: a program that is renamed among them was run before. */
const SCRIPTS: ReadonlySet<string> = new Set(['javascript', 'typescript', 'tsx']);

/**
 * Whether a rename or copy makes a program or settings of a text that were none at its old place, or were only a test's: nobody looked at
 * its lines as what they are now, although none of them changed.
 */
export function comesIntoPlay(file: FileToName): boolean {
  const { status, oldPath, newPath } = file.facts;
  if ((status !== 'R' && status !== 'C') || file.facts.binary) return false;
  const [old, now] = [fileKind(subjectOf(file, 'old')), fileKind(subjectOf(file, 'new'))];
  if (now.class !== 'code' && now.class !== 'running-configuration') return false;
  if (isSampleCode(oldPath) && !isSampleCode(newPath)) return true;
  return old.id !== now.id && !(SCRIPTS.has(old.id) && SCRIPTS.has(now.id));
}
