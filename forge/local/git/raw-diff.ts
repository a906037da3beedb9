import type { FileStatus } from '../../../schemas/change-set.ts';
import { FileStatus as FileStatusSchema, type ChangedFile } from '../../../schemas/change-set.ts';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { decodePath } from '../../diff/path.ts';
import { SUBMODULE } from './modes.ts';

/** What git itself says of a changed file: everything but its hunks. */
export type RawChange = Omit<ChangedFile, 'hunks'>;

type RawRecord = Omit<RawChange, 'added' | 'deleted' | 'binary'>;

const COLON = 0x3a;
const HEADER = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])(\d*)$/;
const COUNTS = /^(\d+|-)\t(\d+|-)\t/;

/** Walks NUL-ended fields; git's output can be large, so nothing is copied. */
class Cursor {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  startsRecord(): boolean {
    return this.#bytes[this.at] === COLON;
  }

  next(): Buffer {
    const end = this.#bytes.indexOf(0, this.at);
    if (end === -1) throw notUnderstood();
    const field = this.#bytes.subarray(this.at, end);
    this.at = end + 1;
    return field;
  }
}

/**
 * Reads `git diff-tree -z --raw --numstat -p`: all records, then all counts, then an empty field, then the patch.
 * Names are bytes between NULs in here, which is why they are taken from these records and not from the patch.
 */
export function parseRawDiff(bytes: Buffer): { readonly files: readonly RawChange[]; readonly patch: Buffer } {
  const cursor = new Cursor(bytes);
  const files = readRecords(cursor).map((record) => ({ ...record, ...readCounts(cursor, record) }));
  if (files.length > 0 && bytes.length > cursor.at && cursor.next().length > 0) throw notUnderstood();
  return { files, patch: bytes.subarray(cursor.at) };
}

/** Reads `git diff-tree -z --raw`: what changed, and nothing of what is in it. */
export function parseRawRecords(bytes: Buffer): RawRecord[] {
  return readRecords(new Cursor(bytes));
}

function readRecords(cursor: Cursor): RawRecord[] {
  const records: RawRecord[] = [];
  while (cursor.startsRecord()) records.push(readRecord(cursor));
  return records;
}

function readRecord(cursor: Cursor): RawRecord {
  const header = HEADER.exec(cursor.next().toString('latin1'));
  const [, oldMode = '', newMode = '', oldId = '', newId = '', letter, score = ''] = header ?? [];
  const status = FileStatusSchema.safeParse(letter);
  if (header === null || !status.success) throw notUnderstood();
  const oldPath = decodePath(cursor.next());
  const newPath = hasTwoNames(status.data) ? decodePath(cursor.next()) : oldPath;
  const similarity = score === '' ? null : Number(score);
  const ids = { oldBlob: blobId(oldId), newBlob: blobId(newId) };
  return { status: status.data, similarity, oldPath, newPath, oldMode, newMode, ...ids };
}

function hasTwoNames(status: FileStatus): boolean {
  return status === 'R' || status === 'C';
}

function blobId(id: string): string | null {
  return /^0+$/.test(id) ? null : id;
}

function readCounts(cursor: Cursor, record: RawRecord): Pick<RawChange, 'added' | 'deleted' | 'binary'> {
  const field = cursor.next();
  const [all, added, deleted] = COUNTS.exec(field.toString('latin1')) ?? [];
  if (all === undefined) throw notUnderstood();
  // A rename leaves the name empty and puts both names behind it.
  if (field.length === all.length) {
    cursor.next();
    cursor.next();
  }
  const isBinary = added === '-' && record.newMode !== SUBMODULE;
  return {
    added: added === '-' ? null : Number(added),
    deleted: deleted === '-' ? null : Number(deleted),
    binary: isBinary,
  };
}

function notUnderstood(): InfrastructureError {
  return new InfrastructureError({
    what: 'git diff-tree answered something that Docket does not understand',
    remedy: 'Install git 2.36 or newer.',
  });
}
