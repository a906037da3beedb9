import { decodePath } from '../../forge/diff/path.ts';
import type { ChangedFile } from '../../schemas/change-set.ts';
import { FileStatus } from '../../schemas/change-set.ts';

/** What git itself says of one changed file in `--raw -z` and `--numstat -z`. */
export type GitFacts = Omit<ChangedFile, 'hunks'>;

/** Walks over fields that end with NUL. */
export class Fields {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The field at the cursor, or null at the end. */
  peek(): string | null {
    return this.#offset >= this.#bytes.length ? null : decodePath(this.#bytes.subarray(this.#offset, this.#end()));
  }

  next(): string {
    const field = this.peek();
    if (field === null) throw new Error('git wrote less than expected');
    this.#offset = this.#end() + 1;
    return field;
  }

  #end(): number {
    const end = this.#bytes.indexOf(0, this.#offset);
    return end === -1 ? this.#bytes.length : end;
  }
}

/** Reads the output of `--raw --numstat -z --no-abbrev` for one pair of trees; both lists have the same order. */
export function readGitFacts(fields: Fields): GitFacts[] {
  const files: GitFacts[] = [];
  while (fields.peek()?.startsWith(':') === true) files.push(readRaw(fields));
  return files.map((file) => ({ ...file, ...readCounts(fields, file) }));
}

function readRaw(fields: Fields): GitFacts {
  const [oldMode = '', newMode = '', oldId = '', newId = '', letter = ''] = fields.next().slice(1).split(' ');
  const status = FileStatus.parse(letter.slice(0, 1));
  const oldPath = fields.next();
  const moved = status === 'R' || status === 'C';
  return {
    status,
    similarity: moved ? Number(letter.slice(1)) : null,
    oldPath,
    newPath: moved ? fields.next() : oldPath,
    oldMode,
    newMode,
    oldBlob: orNull(oldId),
    newBlob: orNull(newId),
    added: null,
    deleted: null,
    binary: false,
  };
}

function readCounts(fields: Fields, file: GitFacts): Pick<GitFacts, 'added' | 'deleted' | 'binary'> {
  const { added, deleted, path } = readNumstat(fields);
  if (path !== file.newPath) throw new Error(`git counts ${path} where it lists ${file.newPath}`);
  return { added, deleted, binary: added === null };
}

/** One entry of `--numstat -z`, with the name of the new side. */
export function readNumstat(fields: Fields): { added: number | null; deleted: number | null; path: string } {
  const field = fields.next();
  const [added = '', deleted = ''] = field.split('\t', 2);
  let path = field.slice(added.length + deleted.length + 2);
  if (path === '') {
    fields.next();
    path = fields.next();
  }
  return { added: added === '-' ? null : Number(added), deleted: deleted === '-' ? null : Number(deleted), path };
}

function orNull(id: string): string | null {
  return /^0+$/.test(id) ? null : id;
}
