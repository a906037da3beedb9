import type { LineCursor } from './line-cursor.ts';
import { readName } from './path.ts';
import type { SkippedLog } from './skipped-log.ts';

/** What the extended header lines of git say, `old mode` to `index`; names are one character a byte. */
export interface GitHeader {
  oldMode: string | null;
  newMode: string | null;
  /** The mode on the `index` line, which is that of both sides. */
  mode: string | null;
  /** Both ids of the `index` line, as short as they stand there; git leaves that line out where the content did not change. */
  blobs: readonly [old: string, new: string] | null;
  created: boolean;
  deleted: boolean;
  move: 'R' | 'C' | null;
  from: string | null;
  to: string | null;
  similarity: number | null;
  oldBlob: string | null;
  newBlob: string | null;
}

type Setter = (header: GitHeader, value: string) => boolean;

const SETTERS: readonly (readonly [string, Setter])[] = [
  ['index ', readIndex],
  ['old mode ', (header, value) => isMode(value) && Boolean((header.oldMode = value))],
  ['new mode ', (header, value) => isMode(value) && Boolean((header.newMode = value))],
  ['mode ', readCombinedModes],
  ['new file mode ', (header, value) => isMode(value) && (header.created = Boolean((header.newMode = value)))],
  ['deleted file mode ', readDeleted],
  ['similarity index ', readSimilarity],
  ['dissimilarity index ', () => true],
  ['rename from ', (header, value) => readMove(header, 'R', 'from', value)],
  ['rename to ', (header, value) => readMove(header, 'R', 'to', value)],
  ['rename old ', (header, value) => readMove(header, 'R', 'from', value)],
  ['rename new ', (header, value) => readMove(header, 'R', 'to', value)],
  ['copy from ', (header, value) => readMove(header, 'C', 'from', value)],
  ['copy to ', (header, value) => readMove(header, 'C', 'to', value)],
];

/** Reads the extended header lines at the cursor; one whose value makes no sense is reported and passed over. */
export function readGitHeader(cursor: LineCursor, skipped: SkippedLog): GitHeader {
  const header: GitHeader = {
    oldMode: null,
    newMode: null,
    mode: null,
    blobs: null,
    created: false,
    deleted: false,
    move: null,
    from: null,
    to: null,
    similarity: null,
    oldBlob: null,
    newBlob: null,
  };
  for (; !cursor.done; cursor.advance()) {
    const setter = SETTERS.find(([prefix]) => cursor.is(prefix));
    if (setter === undefined) break;
    const [prefix, set] = setter;
    if (!set(header, cursor.text(prefix.length))) skipped.add(cursor.line, 1, 'a header line that git would not write');
  }
  return header;
}

function isMode(value: string): boolean {
  return /^[0-7]{6}$/.test(value);
}

function readIndex(header: GitHeader, value: string): boolean {
  const match = /^([0-9a-f]+)(?:,[0-9a-f]+)*\.\.([0-9a-f]+)(?: ([0-7]{6}))?$/.exec(value);
  if (match === null) return false;
  const [, old = '', now = ''] = match;
  header.oldBlob = fullId(old);
  header.newBlob = fullId(now);
  header.mode = match[3] ?? null;
  header.blobs = [old, now];
  return true;
}

/** Of a merge: `mode 100644,100755..100755`. The first parent is the old side. */
function readCombinedModes(header: GitHeader, value: string): boolean {
  const match = /^([0-7]{6})(?:,[0-7]{6})*\.\.([0-7]{6})$/.exec(value);
  if (match === null) return false;
  header.oldMode = match[1] ?? null;
  header.newMode = match[2] ?? null;
  return true;
}

function readDeleted(header: GitHeader, value: string): boolean {
  const match = /^([0-7]{6})(?:,[0-7]{6})*$/.exec(value);
  if (match === null) return false;
  header.oldMode = match[1] ?? null;
  return (header.deleted = true);
}

function readSimilarity(header: GitHeader, value: string): boolean {
  const percent = /^(\d{1,3})%$/.exec(value)?.[1];
  if (percent === undefined || Number(percent) > 100) return false;
  header.similarity = Number(percent);
  return true;
}

function readMove(header: GitHeader, move: 'R' | 'C', end: 'from' | 'to', value: string): boolean {
  const name = readName(value);
  if (name === null || name === '') return false;
  header.move = move;
  header[end] = name;
  return true;
}

/** Null for an abbreviated id, and for the zeros of a side that does not exist or has no object yet. */
function fullId(id: string): string | null {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) && !/^0+$/.test(id) ? id : null;
}
