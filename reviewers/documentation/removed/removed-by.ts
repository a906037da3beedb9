import type { ChangedFile } from '../../../schemas/change-set.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import type { CheckContext } from '../../reviewer.ts';
import { isDocument } from '../paths.ts';
import { declaredEndpoints } from './endpoints.ts';
import { flagsOfLine } from './flags.ts';
import { declaredKeys } from './keys.ts';
import { declaredMembers } from './members.ts';
import { declaredNames } from './names.ts';
import type { DeclaredThing, OldLine, Removed } from './removed.ts';
import { removedScripts } from './scripts.ts';
import { declaredVariables } from './variables.ts';

/** A longer line is generated. */
const LONGEST_LINE = 500;

const READERS: readonly ((line: OldLine) => readonly DeclaredThing[])[] = [
  declaredNames,
  flagsOfLine,
  declaredVariables,
  declaredEndpoints,
  declaredKeys,
  declaredMembers,
];

/** What a change removes or renames, as far as its lines tell by themselves; each name once. */
export async function removedBy(context: CheckContext, files: readonly ChangedFile[]): Promise<Removed[]> {
  const words = files.flatMap(removedWords);
  const scripts = await removedScripts(context, files);
  // Every word of the change is read only where one may be gone.
  const kept = words.length === 0 ? new Set<string>() : keptWords(files);
  const all = [...files.flatMap(removedFile), ...scripts, ...words.filter(({ name }) => !kept.has(name))];
  return [...Map.groupBy(all, ({ name }) => name).values()].flatMap(([first]) => first ?? []);
}

const WORD = /--[a-z][a-z0-9-]*|[A-Za-z_$][\w$]*/g;

/** What still stands in a changed stretch of code. */
function keptWords(files: readonly ChangedFile[]): ReadonlySet<string> {
  return new Set(
    files
      .filter(({ newPath }) => !isDocument(newPath))
      .flatMap((file) => file.hunks.flatMap((hunk) => hunk.lines))
      .flatMap(({ newLine, text }) => (newLine === null || text.length > LONGEST_LINE ? [] : (text.match(WORD) ?? []))),
  );
}

function removedFile(file: ChangedFile): Removed[] {
  const gone = file.status === 'D' || (file.status === 'R' && file.oldPath !== file.newPath);
  // A bare name in running text is too often another file's.
  if (!gone || !file.oldPath.includes('/')) return [];
  return [{ kind: 'file', name: file.oldPath, path: file.oldPath, line: null, evidence: null }];
}

function removedWords(file: ChangedFile): Removed[] {
  const path = file.oldPath;
  if (file.binary || isDocument(path) || isTestPath(path) || isSampleCode(path)) return [];
  const found: Removed[] = [];
  for (const { lines } of file.hunks) {
    let above = '';
    for (const { kind, oldLine, text } of lines) {
      if (oldLine === null) continue;
      if (kind === 'deleted' && text.length <= LONGEST_LINE) {
        const declared = READERS.flatMap((read) => read({ path, text, above }));
        found.push(...declared.map((one) => ({ ...one, path, line: oldLine, evidence: text.trim() })));
      }
      above = text;
    }
  }
  return found;
}
