import { hunksOf, parseDiff } from '../../diff/parse-diff.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** What a commit took out of one file. */
export interface RemovedLines {
  readonly commit: string;
  /** In ISO 8601. */
  readonly at: string;
  /** As the file was called before. */
  readonly path: string;
  /** Without the blanks around them. */
  readonly lines: readonly string[];
}

/** Separates commits; git writes none of its own. */
const BETWEEN = '\u0001';

/** What the commits of the checked-out branch took out since a moment, the oldest first; merges repeat others and are left out. */
export async function removedSince(
  repository: Pick<Repository, 'room' | 'resolve'>,
  since: string,
): Promise<readonly RemovedLines[]> {
  const head = await repository.resolve('HEAD');
  const list = ['log', '--reverse', '--no-merges', `--since=${since}`, `--format=${BETWEEN}%H %cI`];
  const form = ['--no-color', '--no-ext-diff', '--no-textconv', '-M', '-U0', '-p', head];
  const { stdout } = await runGit(repository.room.place, [...list, ...form]);
  return stdout.toString('latin1').split(BETWEEN).slice(1).flatMap(ofCommit);
}

function ofCommit(text: string): readonly RemovedLines[] {
  const end = text.indexOf('\n');
  const [commit = '', time = ''] = text.slice(0, end).split(' ');
  // Bytes as they are: the parser decodes them.
  const { files } = parseDiff(Buffer.from(text.slice(end + 1).trimStart(), 'latin1'));
  return files.map((file) => {
    const lines = hunksOf(file).flatMap((hunk) => hunk.lines);
    const removed = lines.flatMap(({ kind, text: line }) => (kind === 'deleted' ? [line.trim()] : []));
    return { commit, at: new Date(time).toISOString(), path: file.oldPath, lines: removed };
  });
}
