import { diffFiles, lineOf, mergeBaseOf } from './pull-diff.ts';
import type { DiffFile } from './pull-diff.ts';
import type { Pull, Side } from './state.ts';

/** A place of a comment as a client asks for it. */
export interface WantedPlace {
  readonly path: string;
  readonly subject: 'line' | 'file';
  readonly side: Side;
  readonly line: number | null;
  readonly startSide: Side | null;
  readonly startLine: number | null;
}

/** A place in the diff; a file has no position. */
export interface ResolvedPlace {
  readonly place: WantedPlace;
  readonly file: DiffFile;
  readonly position: number | null;
}

type RefusedPlace =
  | { readonly refused: string; readonly field: 'path' }
  | { readonly refused: string; readonly field: 'line' | 'start_line'; readonly file: DiffFile };

/** Finds a place in the diff of the reviewed commit, or says in GitHub's words why it cannot carry a comment. */
export function resolvePlace(pull: Pull, commit: string, place: WantedPlace): ResolvedPlace | RefusedPlace {
  const { folder } = pull.repository;
  const from = mergeBaseOf(folder, pull.baseCommit, commit);
  const file = diffFiles(folder, from, commit).find((one) => one.path === place.path);
  if (file === undefined) return { refused: 'Path could not be resolved', field: 'path' };
  if (place.subject === 'file') return { place: { ...place, line: null, startLine: null }, file, position: null };
  const end = place.line === null ? null : lineOf(file, place.side, place.line);
  if (end === null) return { refused: 'Line could not be resolved', field: 'line', file };
  if (place.startLine === null) return { place, file, position: end.position };
  const start = lineOf(file, place.startSide ?? place.side, place.startLine);
  if (start === null || start.hunk !== end.hunk)
    return { refused: 'Start line must be part of the same hunk as the line', field: 'start_line', file };
  if (start.position >= end.position)
    return { refused: 'Start line must precede the end line', field: 'start_line', file };
  return { place, file, position: end.position };
}
