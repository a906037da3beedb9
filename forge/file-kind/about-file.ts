import type { ChangedFile } from '../../schemas/change-set.ts';
import { isInertChange } from './inert/inert-change.ts';
import { type FileToName, kindOfFile, kindsOfSides } from './kind-of-file.ts';

/**
 * What is known of a changed file beside its lines: its kind, those of its sides where a rename or a change of type parts them, and that nothing of what changed is run or obeyed.
 */
export function aboutFile(file: FileToName): Pick<ChangedFile, 'kind' | 'kinds' | 'inert'> {
  const kind = kindOfFile(file);
  const kinds = kindsOfSides(file);
  if (kinds !== null) return { kind, kinds };
  const { facts, contents } = file;
  // A name decides what loads a file, a mode whether it runs: either is a change of its own, whatever became of the text.
  const sameFile = facts.status === 'M' && facts.oldPath === facts.newPath && facts.oldMode === facts.newMode;
  if (!sameFile || contents.old.kind !== 'text' || contents.new.kind !== 'text') return { kind };
  return isInertChange(kind, contents.old.text, contents.new.text) ? { kind, inert: true } : { kind };
}
