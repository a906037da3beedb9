import { Commit, type FileStatus, FileStatus as FileStatusSchema, type ObjectId } from '../../../schemas/change-set.ts';
import { decodePath } from '../../diff/path.ts';
import type { CleanRoom } from '../git/clean-room.ts';
import { fields } from '../git/tree.ts';
import { tryGit } from '../git/try-git.ts';

const WORK_MS = 15_000;
/** Two hundred commits of a busy repository name a fifth of this; one that moved everything is left to others. */
const MOST_BYTES = 16 * 1024 * 1024;
const FORMAT = '--format=%H%x00%ae%x00%an%x00%cI%x00%s%x00%b%x00';
const RECORD = /^\s*:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/;

/** One changed file, with both blobs by their full ids. */
interface PastFile {
  readonly path: string;
  readonly status: FileStatus;
  readonly oldBlob: string;
  readonly newBlob: string;
}

/** A commit of a branch's own line, and which files it changed; its words are raw. */
export interface PastCommit extends Commit {
  /** The author's address and name: people have several of the one, and write the other in several ways. */
  readonly authors: readonly string[];
  /** When it was committed, in ISO 8601. */
  readonly date: string;
  readonly files: readonly PastFile[];
}

/**
 * The last commits up to `at` by first parents, newest first, a merge as what it brought; null where git does not say. One at
 * which a shallow clone was cut off seems to have added every file.
 */
export async function pastCommits(room: CleanRoom, at: ObjectId, most: number): Promise<readonly PastCommit[] | null> {
  const form = ['--first-parent', '--diff-merges=first-parent', '--raw', '-z', '--no-abbrev', '--no-renames'];
  const plain = ['--no-color', '--no-decorate', `--max-count=${most}`, FORMAT, at, '--'];
  const tried = await tryGit(room.place, ['log', ...form, ...plain], { workMs: WORK_MS, mostBytes: MOST_BYTES });
  if (tried.kind === 'unavailable') return null;
  return parse(tried.answer.stdout);
}

/** Six fields a commit and an empty one, then two for each file. */
function parse(bytes: Buffer): PastCommit[] {
  const all = [...fields(bytes)];
  const commits: PastCommit[] = [];
  for (let at = 0; at + 5 < all.length;) {
    const [id = '', address = '', name = '', date = '', subject, body = ''] = all
      .slice(at, at + 6)
      .map((one) => one.toString('utf8'));
    at += 6;
    // Git ends a message with a sign of its own where files follow it, and with none where there are none.
    if (all[at]?.length === 0) at += 1;
    const files: PastFile[] = [];
    for (let record = RECORD.exec(all[at]?.toString('latin1') ?? ''); record !== null;) {
      const [, oldBlob = '', newBlob = '', letter] = record;
      const status = FileStatusSchema.safeParse(letter);
      const path = all[at + 1];
      if (status.success && path !== undefined)
        files.push({ path: decodePath(path), status: status.data, oldBlob, newBlob });
      at += 2;
      record = RECORD.exec(all[at]?.toString('latin1') ?? '');
    }
    commits.push({
      ...Commit.parse({ id: id.trim(), subject, body: body.trimEnd() }),
      authors: [address, name],
      date,
      files,
    });
  }
  return commits;
}
