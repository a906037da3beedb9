import { passBinary } from './binary.ts';
import type { ParsedFile } from './parsed-file.ts';
import { NO_MODE, USUAL_MODE } from './parsed-file.ts';
import { readHunkHeader } from './hunk-header.ts';
import type { LineCursor } from './line-cursor.ts';
import { beginsWith, lineEnd } from './line-cursor.ts';
import type { MarkPair } from './names.ts';
import { commonName, nameOnMarks, readFileMark } from './names.ts';
import { decodeName, readName } from './path.ts';
import { scanHunks } from './scan-hunks.ts';
import type { SkippedLog } from './skipped-log.ts';

const UNMERGED = '* Unmerged path ';
const MAX_SPLITS = 64;

/** `diff -N` dates a file that does not exist to the epoch, in whatever time zone it runs. */
const EPOCH = /\t(?:1970-01-01|1969-12-31) \d\d:\d\d:00(?:\.0+)?(?: [+-]\d{4})?$/;

type Facts = Pick<ParsedFile, 'status' | 'added' | 'deleted'> & { readonly spans?: readonly number[] };

/** Whether the cursor is at a file of a diff that git did not write, or at a one-line statement about a file. */
export function isPlainSection(cursor: LineCursor): boolean {
  return cursor.is('--- ') ? isUnified(cursor) : cursor.is('Binary files ') || cursor.is(UNMERGED);
}

/** Reads one file there. Null, and an entry in `skipped`, when its name cannot be told. */
export function readPlainSection(cursor: LineCursor, skipped: SkippedLog): ParsedFile | null {
  const { line } = cursor;
  const file = cursor.is('--- ')
    ? readUnified(cursor, skipped)
    : cursor.is(UNMERGED)
      ? readUnmerged(cursor)
      : readBinary(cursor, skipped);
  if (file === null) skipped.add(line, cursor.line - line, 'the name of this file cannot be read from its header');
  return file;
}

/** `---`, `+++` and `@@` in a row: one alone may as well be prose. */
function isUnified({ bytes, next }: LineCursor): boolean {
  return beginsWith(bytes, next, '+++ ') && beginsWith(bytes, lineEnd(bytes, next) + 1, '@@ -');
}

function readUnified(cursor: LineCursor, skipped: SkippedLog): ParsedFile | null {
  const oldField = cursor.text(4);
  cursor.advance();
  const newField = cursor.text(4);
  cursor.advance();
  const first = readHunkHeader(cursor.text());
  const { added, deleted, spans } = scanHunks(cursor, skipped);
  const marks = { old: readFileMark(oldField), new: readFileMark(newField) };
  const isNew = marks.old === null || (EPOCH.test(oldField) && first?.old[0].lines === 0);
  const isGone = marks.new === null || (EPOCH.test(newField) && first?.new.lines === 0);
  return plainFile(cursor, nameOnMarks(marks), { status: isNew ? 'A' : isGone ? 'D' : 'M', added, deleted, spans });
}

/** `Binary files x and y differ` without a header, as `diff -r` writes it. */
function readBinary(cursor: LineCursor, skipped: SkippedLog): ParsedFile | null {
  const marks = binaryMarks(cursor.text('Binary files '.length).replace(/ differ$/, ''));
  if (!passBinary(cursor, skipped)) cursor.advance();
  const status = marks?.old === null ? 'A' : marks?.new === null ? 'D' : 'M';
  return plainFile(cursor, marks === null ? null : nameOnMarks(marks), { status, added: null, deleted: null });
}

/** What git says of a path in conflict; the diff tells nothing more of it. */
function readUnmerged(cursor: LineCursor): ParsedFile | null {
  const name = readName(cursor.text(UNMERGED.length));
  cursor.advance();
  return plainFile(cursor, name, { status: 'U', added: 0, deleted: 0 });
}

/** Finds the ` and ` that parts the two names: the one around which they are the same. */
function binaryMarks(text: string): MarkPair | null {
  let at = text.indexOf(' and ');
  for (let splits = 0; at >= 0 && splits < MAX_SPLITS; splits++) {
    const marks = { old: readFileMark(text.slice(0, at)), new: readFileMark(text.slice(at + 5)) };
    if (marks.old === null || marks.new === null || commonName(marks.old, marks.new) !== null) return marks;
    at = text.indexOf(' and ', at + 1);
  }
  return null;
}

function plainFile(cursor: LineCursor, name: string | null, facts: Facts): ParsedFile | null {
  if (name === null || name === '') return null;
  const path = decodeName(name);
  const { status, added, deleted, spans } = facts;
  return {
    status,
    similarity: null,
    oldPath: path,
    newPath: path,
    oldMode: status === 'A' || status === 'U' ? NO_MODE : USUAL_MODE,
    newMode: status === 'D' || status === 'U' ? NO_MODE : USUAL_MODE,
    oldBlob: null,
    newBlob: null,
    added,
    deleted,
    binary: added === null,
    combined: false,
    body: { bytes: cursor.bytes, spans: spans ?? [] },
  };
}
