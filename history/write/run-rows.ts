import type { Digest } from '../../schemas/run.ts';
import { digestOf, type PackedBytes, packBytes } from '../tables/artifacts.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import { newId } from '../ids.ts';
import type { RowHead } from '../tables/row.ts';
import type { Scrub } from './scrub.ts';
import type { Tables } from '../tables/tables.ts';

/** Some bytes under their address, and the rows that keep them: none when the run has them already. */
export interface ArtifactRows {
  readonly digest: Digest;
  readonly rows: readonly (() => void)[];
}

/** Gives the rows of one run their ids, their places and their time, so that a row keeps them when it has to wait in memory. */
export class RunRows {
  readonly tables: Tables;
  readonly now: () => Date;
  readonly scrub: Scrub;
  readonly #run: string;
  readonly #put = new Set<string>();
  #sequence = 0;

  constructor(
    run: string,
    { tables, now, scrub }: { readonly tables: Tables; readonly now: () => Date; readonly scrub: Scrub },
  ) {
    this.#run = run;
    this.tables = tables;
    this.now = now;
    this.scrub = scrub;
  }

  head(): RowHead {
    this.#sequence += 1;
    return { id: newId(), run: this.#run, sequence: this.#sequence };
  }

  at(): string {
    return this.now().toISOString();
  }

  artifact(given: Uint8Array, mediaType: string): ArtifactRows {
    const bytes = this.#scrubbed(given, mediaType);
    const digest = digestOf(bytes);
    return this.#isPut(digest, mediaType) ? { digest, rows: [] } : this.packed(packBytes(bytes), mediaType);
  }

  /** The same for bytes that are packed already; known secrets were taken out of them before. */
  packed({ digest, size, zstd }: PackedBytes, mediaType: string): ArtifactRows {
    if (this.#isPut(digest, mediaType)) return { digest, rows: [] };
    this.#put.add(`${digest} ${mediaType}`);
    const row = { ...this.head(), digest, mediaType, size };
    return { digest, rows: [() => this.tables.artifacts.add(row, zstd)] };
  }

  #isPut(digest: Digest, mediaType: string): boolean {
    return this.#put.has(`${digest} ${mediaType}`);
  }

  /** The texts of JSON, or all of another text; bytes that are no text stay. */
  #scrubbed(bytes: Uint8Array, mediaType: string): Uint8Array {
    const text = Buffer.from(bytes).toString('utf8');
    if (mediaType !== 'application/json') {
      const clean = this.scrub(text);
      return clean === text ? bytes : Buffer.from(clean);
    }
    const value: unknown = JSON.parse(text);
    const clean = this.scrub(value);
    return clean === value ? bytes : Buffer.from(canonicalJson(clean));
  }

  /** JSON keeps what plain UTF-8 would lose: lone surrogates are escaped. */
  json(value: unknown): ArtifactRows {
    return this.artifact(Buffer.from(canonicalJson(value)), 'application/json');
  }
}
