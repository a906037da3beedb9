import { compareText } from '../../../schemas/text/compare-text.ts';
import type { ObjectId } from '../../../schemas/change-set.ts';
import type { Side } from '../../../schemas/location.ts';
import type { Content, Contents } from '../../forge.ts';
import { RecentlyRead } from '../../recently-read.ts';
import { decodeBlob } from './decode-blob.ts';
import { isRegular, LINK } from './modes.ts';
import type { BatchAnswer } from './batch-parser.ts';
import { MOST_BLOB_BYTES } from './object-reader.ts';
import type { Repository } from './repository.ts';
import { listTree, listTreeBeside, type TreeEntry } from './tree.ts';

type AbsentContent = Extract<Content, { kind: 'absent' }>;

/** Enough for what formats begin with, too little to hold anything else. */
const FIRST_BYTES = 40;

function absent(why: AbsentContent['why'], reason: string): AbsentContent {
  return { kind: 'absent', why, reason };
}

/** Characters of texts that are kept: all checks read the same files, one soon after the other. */
const MOST_KEPT = 16 * 1024 * 1024;

/** Whether a path leads out of the tree or into git's own folder. */
export function isForeign(path: string): boolean {
  return path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git');
}

/** Files of two trees, raw, as git objects; the checkout is never looked at. */
export class ObjectContents implements Contents {
  readonly #repository: Pick<Repository, 'room' | 'objects'>;
  readonly #ends: Readonly<Record<Side, ObjectId>>;
  readonly #trees = new Map<Side, Promise<ReadonlyMap<string, TreeEntry>>>();
  /** A tree can be large, and half of the checks ask for its paths. */
  readonly #lists = new Map<Side, readonly string[]>();
  /** Those read last, by their ids. */
  readonly #kept = new RecentlyRead<ObjectId, string>(MOST_KEPT, ({ length }) => length);

  constructor(repository: Pick<Repository, 'room' | 'objects'>, ends: Readonly<Record<Side, ObjectId>>) {
    this.#repository = repository;
    this.#ends = ends;
  }

  async read(path: string, side: Side): Promise<Content> {
    if (isForeign(path)) return absent('refused', 'the path leads out of the tree');
    const entry = (await this.#tree(side)).get(path);
    if (entry === undefined) return absent('missing', 'there is no such file on this side');
    if (entry.mode === LINK) return absent('refused', 'a symbolic link; it is never followed');
    if (!isRegular(entry.mode)) return absent('refused', 'a submodule; its files are not part of the change');
    return this.#blob(entry.id);
  }

  async list(side: Side): Promise<readonly string[]> {
    const tree = await this.#tree(side);
    const list = this.#lists.get(side) ?? [...tree.keys()].toSorted(compareText);
    this.#lists.set(side, list);
    return list;
  }

  #tree(side: Side): Promise<ReadonlyMap<string, TreeEntry>> {
    const known = this.#trees.get(side) ?? this.#readTree(side);
    this.#trees.set(side, known);
    return known;
  }

  /** The second tree is the first one but for what differs. */
  async #readTree(side: Side): Promise<ReadonlyMap<string, TreeEntry>> {
    const { place } = this.#repository.room;
    const other = side === 'old' ? 'new' : 'old';
    const beside = this.#trees.get(other);
    if (beside === undefined) return listTree(place, this.#ends[side]);
    return listTreeBeside(place, await beside, { from: this.#ends[other], to: this.#ends[side] });
  }

  async #blob(id: ObjectId): Promise<Content> {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return { kind: 'text', text: kept };
    const content = contentOf(await this.#repository.objects.read(id));
    if (content.kind === 'text') this.#kept.set(id, content.text);
    return content;
  }
}

function contentOf(answer: BatchAnswer): Content {
  switch (answer.kind) {
    case 'missing':
      return absent(
        'unavailable',
        'the clone does not hold this file (a partial clone); Docket fetches nothing by itself',
      );
    case 'too-large':
      return absent('too-large', `${answer.size} bytes, more than the ${MOST_BLOB_BYTES} that are read`);
    case 'object': {
      const text = decodeBlob(answer.bytes);
      return text === null
        ? { ...absent('binary', 'a binary file'), firstBytes: answer.bytes.toString('hex', 0, FIRST_BYTES) }
        : { kind: 'text', text };
    }
  }
}
