import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { InfrastructureError } from '../../schemas/problem.ts';
import { Digest } from '../../schemas/run.ts';
import { RowHead } from './row.ts';
import { Table } from './table.ts';

/** One run's use of some bytes. Many rows may name the same bytes; those are stored once. */
export const Artifact = RowHead.extend({ digest: Digest, mediaType: z.string(), size: z.int().min(0) });
export type Artifact = z.infer<typeof Artifact>;

/** Events of suppressions end by themselves: a retention that let the word go that ended one would bring it back. */
export const SUPPRESSION_MEDIA = 'application/vnd.docket.suppression+json';

/** What is left behind in a base of what lies in archives: no retention may take it. */
export const NOTE_MEDIA = 'application/vnd.docket.archives+json';

const Bytes = z.instanceof(Uint8Array).optional();

const LIVE = `NOT EXISTS (SELECT 1 FROM tombstones WHERE subject_table = 'artifacts' AND subject = artifacts.id)`;

/** Bytes by the SHA-256 of their uncompressed form. */
export class Artifacts extends Table<typeof Artifact> {
  readonly #store: Database.Statement;
  readonly #contents: Database.Statement;
  readonly #size: Database.Statement;
  readonly #liveOfRun: Database.Statement;
  readonly #purge: Database.Statement;
  readonly #purgeRun: Database.Statement;
  readonly #liveOfDigest: Database.Statement;
  readonly #bytesByRun: Database.Statement;

  constructor(db: Database.Database) {
    super(db, 'artifacts', Artifact);
    this.#store = db.prepare(
      `INSERT INTO artifact_contents (digest, zstd) SELECT @digest, @zstd
       WHERE NOT EXISTS (SELECT 1 FROM artifact_contents WHERE digest = @digest)`,
    );
    this.#contents = db.prepare('SELECT zstd FROM artifact_contents WHERE digest = @digest').pluck();
    this.#size = db.prepare('SELECT size FROM artifacts WHERE digest = @digest LIMIT 1').pluck();
    this.#liveOfRun = db.prepare(
      `SELECT ${this.columns} FROM artifacts WHERE run = @run AND ${LIVE} ORDER BY sequence`,
    );
    this.#purge = db.prepare(purge(`SELECT digest FROM tombstones JOIN artifacts ON artifacts.id = subject`));
    this.#purgeRun = db.prepare(purge('SELECT digest FROM artifacts WHERE run = @run'));
    this.#liveOfDigest = db.prepare(
      `SELECT ${this.columns} FROM artifacts WHERE digest = @digest AND ${LIVE} ORDER BY run, sequence`,
    );
    // Bytes that several runs name count for the newest of them: they stay as long as it does.
    this.#bytesByRun = db.prepare(
      `SELECT run, sum(bytes) AS bytes FROM (SELECT max(run) AS run, length(zstd) AS bytes FROM artifacts
       JOIN artifact_contents USING (digest) WHERE ${LIVE} AND media_type NOT IN ('${SUPPRESSION_MEDIA}', '${NOTE_MEDIA}') GROUP BY digest) GROUP BY run ORDER BY run`,
    );
  }

  add(row: Artifact, zstd: Uint8Array): void {
    this.append(row);
    this.#store.run({ digest: row.digest, zstd });
  }

  /** The uncompressed bytes; null when they are not in the log or have been let go. */
  bytes(digest: string): Uint8Array | null {
    const zstd = Bytes.parse(this.#contents.get({ digest }));
    if (zstd === undefined) return null;
    const size = z.int().parse(this.#size.get({ digest }));
    return unpack({ digest, zstd, size });
  }

  /** A run's artifacts on which no tombstone stands. */
  liveOfRun(run: string): Artifact[] {
    return this.readAll(this.#liveOfRun.all({ run }));
  }

  /** Every use of some bytes on which no tombstone stands. */
  liveOfDigest(digest: string): Artifact[] {
    return this.readAll(this.#liveOfDigest.all({ digest }));
  }

  /** How many stored bytes would go with each run, oldest run first; those that no retention lets go are left out. */
  bytesByRun(): { readonly run: string; readonly bytes: number }[] {
    return z.array(z.strictObject({ run: z.string(), bytes: z.int() })).parse(this.#bytesByRun.all());
  }

  /** Deletes the bytes that no row without a tombstone names, of this run or of all; returns how many went. */
  purge(run: string | null): number {
    return (run === null ? this.#purge.run() : this.#purgeRun.run({ run })).changes;
  }
}

function purge(digests: string): string {
  return `DELETE FROM artifact_contents WHERE digest IN (${digests}) AND NOT EXISTS
    (SELECT 1 FROM artifacts WHERE artifacts.digest = artifact_contents.digest AND ${LIVE})`;
}

/** The address of some bytes. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function pack(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes);
}

/** Some bytes as they are kept. */
export interface PackedBytes {
  readonly digest: Digest;
  readonly size: number;
  readonly zstd: Uint8Array;
}

export function packBytes(bytes: Uint8Array): PackedBytes {
  return { digest: digestOf(bytes), size: bytes.length, zstd: pack(bytes) };
}

/** Characters that are put together before they are packed. */
const MOST_AT_ONCE = 256 * 1024;

/** Packs a text that is never there as a whole. */
export async function packPieces(pieces: Iterable<string>): Promise<PackedBytes> {
  const hash = createHash('sha256');
  let size = 0;
  const blocks = function* () {
    for (const block of blocksOf(pieces)) {
      hash.update(block);
      size += block.length;
      yield block;
    }
  };
  const zstd: Buffer[] = [];
  await pipeline(blocks, createZstdCompress(), async (packed: AsyncIterable<Buffer>) => {
    for await (const part of packed) zstd.push(part);
  });
  return { digest: hash.digest('hex'), size, zstd: Buffer.concat(zstd) };
}

function* blocksOf(pieces: Iterable<string>): Generator<Buffer> {
  let texts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    texts.push(piece);
    length += piece.length;
    if (length < MOST_AT_ONCE) continue;
    yield Buffer.from(texts.join(''));
    texts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(texts.join(''));
}

/** Takes stored bytes apart and proves that they are what their address says. */
export function unpack(stored: {
  readonly digest: string;
  readonly zstd: Uint8Array;
  readonly size: number;
}): Uint8Array {
  try {
    // The bound keeps a tampered row from filling the memory.
    const bytes = zstdDecompressSync(stored.zstd, { maxOutputLength: Math.max(stored.size, 1) });
    if (digestOf(bytes) === stored.digest) return bytes;
  } catch (error) {
    throw damaged(stored.digest, error);
  }
  throw damaged(stored.digest);
}

function damaged(digest: string, cause?: unknown): InfrastructureError {
  return new InfrastructureError({
    what: `the bytes of artifact ${digest} in the history are damaged`,
    remedy: 'Restore the history from a backup or a replica.',
    ...(cause === undefined ? {} : { cause }),
  });
}
