import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Commit, type ObjectId } from '../../../schemas/change-set.ts';
import type { Inspected } from '../../forge.ts';
import type { CleanRoom } from '../git/clean-room.ts';
import { encodePath } from '../git/path-bytes.ts';
import { fields } from '../git/tree.ts';
import { tryGit } from '../git/try-git.ts';

const WORK_MS = 15_000;
const FORMAT = '--format=%H%x00%aI%x00%s%x00%b%x00';

/** A commit with its date; the words are raw. */
export interface DatedCommit extends Commit {
  readonly date: string;
}

interface HistoryRequest {
  readonly at: ObjectId;
  readonly path: string;
  readonly line: number | null;
  readonly limit: number;
}

/**
 * Commits up to `at` that touched a file or one of its lines, newest first, followed through renames. Where a shallow clone was
 * cut off, git takes the oldest commit for the author of everything: such an answer is left out.
 */
export async function lineHistory(room: CleanRoom, request: HistoryRequest): Promise<Inspected<DatedCommit>> {
  const { at, path, line, limit } = request;
  if (encodePath(path).toString('utf8') !== path) {
    return { kind: 'unavailable', reason: 'git cannot be asked about a path that is not UTF-8' };
  }
  const cut = await cutOff(room);
  const which = line === null ? ['--follow', at, '--', path] : ['-L', `${line},${line}:${path}`, at, '--'];
  const args = ['log', '--no-patch', '--no-color', '--no-decorate', `--max-count=${limit + 1}`, FORMAT, ...which];
  const tried = await tryGit(room.place, args, { workMs: WORK_MS });
  if (tried.kind === 'unavailable') return tried;
  const all = parse(tried.answer.stdout);
  const certain = all.filter((commit) => !cut.has(commit.id));
  if (certain.length === 0) {
    const reason =
      cut.size > 0 ? 'this is a shallow clone, and its history ends before it' : 'git knows no such commit';
    return { kind: 'unavailable', reason };
  }
  return { kind: 'ok', value: certain.slice(0, limit), truncated: all.length > Math.min(certain.length, limit) };
}

/** The commits whose parents a shallow clone lacks. */
async function cutOff(room: CleanRoom): Promise<ReadonlySet<string>> {
  try {
    return new Set((await readFile(join(room.folder, 'shallow'), 'latin1')).split('\n').filter((id) => id !== ''));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Set();
    throw error;
  }
}

/** Four fields a commit; git puts line feeds behind the last one, which come out in front of the next id. */
function parse(bytes: Buffer): DatedCommit[] {
  const texts = [...fields(bytes)].map((field) => field.toString('utf8'));
  const commits: DatedCommit[] = [];
  for (let at = 0; at + 3 < texts.length; at += 4) {
    const [id, date = '', subject, body] = texts.slice(at, at + 4);
    commits.push({ ...Commit.parse({ id: id?.trim(), subject, body: body?.trimEnd() }), date });
  }
  return commits;
}
