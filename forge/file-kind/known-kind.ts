import { FILE_KINDS } from '../../schemas/file-kinds/file-kinds.ts';
import type { FileClass, FileKind } from '../../schemas/judged.ts';

/** Classes of files, the most dangerous first. */
export const DANGER: readonly FileClass[] = ['code', 'running-configuration', 'data', 'asset', 'prose'];

/** The kind with an id of the table. Throws where there is none: tables that disagree are a mistake of ours. */
export function knownKind(id: string): FileKind {
  const kind = FILE_KINDS.get(id);
  if (kind === undefined) throw new Error(`no kind of file has the id ${id}`);
  return kind;
}

/** Of what a file was and what it became, the more dangerous kind; of two that are alike, what it became. */
export function kindOfChange(old: FileKind, now: FileKind): FileKind {
  return DANGER.indexOf(old.class) < DANGER.indexOf(now.class) ? old : now;
}
