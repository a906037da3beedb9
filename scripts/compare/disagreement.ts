import type { ParsedFile } from '../../forge/diff/parse-diff.ts';
import { hunksOf } from '../../forge/diff/parse-diff.ts';
import type { GitFacts } from './git-facts.ts';

/** One fact in which our reading and git's own lists differ. */
export interface Disagreement {
  readonly path: string;
  readonly field: string;
  readonly ours: unknown;
  readonly git: unknown;
  /** The diff text does not carry this fact, so that no parser could agree but by luck. */
  readonly unknowable: boolean;
}

const FIELDS = [
  'status',
  'similarity',
  'oldPath',
  'newPath',
  'oldMode',
  'newMode',
  'added',
  'deleted',
  'binary',
] as const;

/** Compares all files of one diff; ids only where the diff was made with `--full-index`. */
export function compareFiles(ours: readonly ParsedFile[], git: readonly GitFacts[]): Disagreement[] {
  if (ours.length !== git.length) {
    return [{ path: '', field: 'number of files', ours: ours.length, git: git.length, unknowable: false }];
  }
  return git.flatMap((facts, index) => {
    const file = ours[index];
    return file === undefined ? [] : compareFile(file, facts);
  });
}

function compareFile(file: ParsedFile, facts: GitFacts): Disagreement[] {
  const fields = FIELDS.filter((field) => file[field] !== facts[field]);
  const ids = (['oldBlob', 'newBlob'] as const).filter(
    (field) => file[field] !== null && facts[field] !== null && file[field] !== facts[field],
  );
  const found = [...fields, ...ids].map((field) => ({
    path: facts.newPath,
    field,
    ours: file[field],
    git: facts[field],
    unknowable: isUnknowable(file, facts, field),
  }));
  return [...found, ...compareLines(file)];
}

/** A file of unchanged content shows neither its mode, unless that changed, nor whether it is binary. */
function isUnknowable(file: ParsedFile, facts: GitFacts, field: string): boolean {
  if (facts.oldBlob !== facts.newBlob || file.body.spans.length > 0) return false;
  if (field === 'oldMode' || field === 'newMode') return facts.oldMode === facts.newMode;
  return field === 'binary' || field === 'added' || field === 'deleted';
}

/** The decoded lines must add up to the counts of the fast pass. */
function compareLines(file: ParsedFile): Disagreement[] {
  if (file.binary || file.status === 'T') return [];
  const lines = hunksOf(file).flatMap((hunk) => hunk.lines);
  const added = lines.filter((line) => line.kind === 'added').length;
  const deleted = lines.filter((line) => line.kind === 'deleted').length;
  if (added === file.added && deleted === file.deleted) return [];
  const ours = `+${added} -${deleted}`;
  return [
    { path: file.newPath, field: 'decoded lines', ours, git: `+${file.added} -${file.deleted}`, unknowable: false },
  ];
}
