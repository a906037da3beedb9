import type { FileStatus } from '../../schemas/change-set.ts';
import { looksBinary, passBinary } from './binary.ts';
import type { ParsedFile } from './parsed-file.ts';
import { NO_MODE, USUAL_MODE } from './parsed-file.ts';
import type { GitHeader } from './git-header.ts';
import { readGitHeader } from './git-header.ts';
import type { LineCursor } from './line-cursor.ts';
import type { MarkPair, NamePair } from './names.ts';
import { nameOnGitLine, nameOnMarks, readFileMark } from './names.ts';
import { decodeName, readName } from './path.ts';
import { scanHunks } from './scan-hunks.ts';
import type { SkippedLog } from './skipped-log.ts';

const GIT = 'diff --git ';
const COMBINED = ['diff --cc ', 'diff --combined '];

/** Whether the cursor is at the header of a file as git writes it. */
export function isGitSection(cursor: LineCursor): boolean {
  return cursor.is(GIT) || COMBINED.some((prefix) => cursor.is(prefix));
}

/** Reads one file of a git diff. Null, and an entry in `skipped`, when its name cannot be told. */
export function readGitSection(cursor: LineCursor, skipped: SkippedLog): ParsedFile | null {
  const { line } = cursor;
  const combined = COMBINED.find((prefix) => cursor.is(prefix));
  const rest = cursor.text((combined ?? GIT).length);
  cursor.advance();
  const header = readGitHeader(cursor, skipped);
  const marks = readMarks(cursor, skipped);
  const binary = passBinary(cursor, skipped);
  const tally = scanHunks(cursor, skipped);
  if (combined === undefined && !binary && tally.spans.length === 0 && isCutOff(header, marks, cursor))
    skipped.add(
      line,
      cursor.line - line,
      'the header of this file says that its contents changed, and no hunk shows how',
    );
  const names = namesOf({ rest, header, marks, combined: combined !== undefined });
  if (names === null) {
    skipped.add(line, cursor.line - line, 'the name of this file cannot be read from its header');
    return null;
  }
  if (combined === undefined && marks !== null && contradict(marks, names)) {
    skipped.add(line, cursor.line - line, 'the header of this file and its `---` and `+++` lines name different files');
    return null;
  }
  const oldPath = decodeName(names.old);
  const newPath = decodeName(names.new);
  const isBinary = binary || (header.blobs === null && tally.spans.length === 0 && looksBinary(newPath));
  const status = statusOf(header, marks, names);
  return {
    status,
    similarity: status === 'R' || status === 'C' ? header.similarity : null,
    oldPath,
    newPath,
    oldMode: status === 'A' ? NO_MODE : (header.oldMode ?? header.mode ?? USUAL_MODE),
    newMode: status === 'D' ? NO_MODE : (header.newMode ?? header.mode ?? USUAL_MODE),
    oldBlob: header.oldBlob,
    newBlob: header.newBlob,
    added: isBinary ? null : tally.added,
    deleted: isBinary ? null : tally.deleted,
    binary: isBinary,
    combined: combined !== undefined,
    body: { bytes: cursor.bytes, spans: tally.spans },
  };
}

/** An empty file of either format of object: nothing can be shown of it. */
const EMPTY = /^(?:e69de29|473a0f4)/;

/**
 * Whether a header without hunks is what is left of more: git writes `---` only before hunks, an `index` line only where contents differ, and a
 * bare first line for a file that was touched and not changed, which at the very end is as likely where the diff was cut.
 */
function isCutOff(
  { blobs, created, oldMode, move, similarity }: GitHeader,
  marks: MarkPair | null,
  cursor: LineCursor,
): boolean {
  if (marks !== null) return true;
  if (blobs !== null) return blobs[0] !== blobs[1] && !blobs.every((id) => EMPTY.test(id) || /^0+$/.test(id));
  if (move !== null) return similarity !== null && similarity < 100;
  return cursor.done && !created && oldMode === null;
}

/** Reads the `---` and `+++` lines; a merge may have one `---` for each parent, of which the first counts. */
function readMarks(cursor: LineCursor, skipped: SkippedLog): MarkPair | null {
  if (cursor.done || !cursor.is('--- ')) return null;
  const old = readFileMark(cursor.text(4));
  while (!cursor.done && cursor.is('--- ')) cursor.advance();
  if (cursor.done || !cursor.is('+++ ')) {
    skipped.add(cursor.line - 1, 1, 'a `---` line without its `+++` line');
    return null;
  }
  const now = readFileMark(cursor.text(4));
  cursor.advance();
  return { old, new: now };
}

function namesOf(section: {
  readonly rest: string;
  readonly header: GitHeader;
  readonly marks: MarkPair | null;
  readonly combined: boolean;
}): NamePair | null {
  const { rest, header, marks, combined } = section;
  if (header.move !== null && header.from !== null && header.to !== null) return { old: header.from, new: header.to };
  const name = (combined ? readName(rest) : nameOnGitLine(rest)) ?? (marks === null ? null : nameOnMarks(marks));
  if (name === null || name === '') return null;
  return { old: (combined ? firstParentName(marks, name) : null) ?? name, new: name };
}

/** Only `--combined-all-paths` names the parents' sides differently; any other `---` line repeats the name behind a prefix. */
function firstParentName(marks: MarkPair | null, name: string): string | null {
  const old = marks?.old ?? null;
  if (old === null || old === name || old.endsWith(`/${name}`)) return null;
  return nameOnMarks({ old, new: null }) || null;
}

function statusOf(header: GitHeader, marks: MarkPair | null, names: NamePair): FileStatus {
  if (header.move !== null && names.old !== names.new) return header.move;
  // Of a merge, `mode 000000,100644..100644` says that the first parent had no such file.
  if (header.created || header.oldMode === NO_MODE || (marks !== null && marks.old === null && marks.new !== null))
    return 'A';
  if (header.deleted || header.newMode === NO_MODE || (marks !== null && marks.new === null && marks.old !== null))
    return 'D';
  if (names.old !== names.new) return 'R';
  return typeOf(header.oldMode) === typeOf(header.newMode) ? 'M' : 'T';
}

/** The first three digits of a mode tell a file, a link and a submodule apart. */
function typeOf(mode: string | null): string | undefined {
  return mode?.slice(0, 3);
}

/** Whether a mark names another file than the header does: `git apply` refuses such a file, and `patch` changes the one of the mark. */
function contradict(marks: MarkPair, names: NamePair): boolean {
  return isOther(marks.old, names.old) || isOther(marks.new, names.new);
}

function isOther(mark: string | null, name: string): boolean {
  return mark !== null && mark !== name && !mark.endsWith(`/${name}`);
}
