import { createHash } from 'node:crypto';
import { isAbsolute, join, resolve } from 'node:path';
import { InputError } from '../../schemas/problem.ts';

/** Where the history could be; everything comes from the caller, nothing is read from the process. */
export interface HistoryPlace {
  /** The operator's choice (`--history`, configuration); wins over everything. */
  readonly override: string | null;
  /** The git common directory, shared by all work trees; null outside a repository. */
  readonly commonDir: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the history belongs to when there is no repository, for example the absolute path of a folder. */
  readonly key: string;
}

/** The path of the history file: one per repository, shared by its work trees, never inside the reviewed tree. */
export function historyPath({ override, commonDir, env, key }: HistoryPlace): string {
  if (override !== null) return resolve(override);
  if (commonDir !== null) return join(resolve(commonDir), 'docket', 'history.db');
  return join(stateHome(env), 'docket', folderName(key), 'history.db');
}

function stateHome(env: HistoryPlace['env']): string {
  const chosen = env['XDG_STATE_HOME'];
  // The XDG specification says that a relative path is invalid and to be ignored.
  if (chosen !== undefined && isAbsolute(chosen)) return chosen;
  const home = env['HOME'] ?? env['USERPROFILE'];
  if (home !== undefined && isAbsolute(home)) return join(home, '.local', 'state');
  throw new InputError({
    what: 'there is no place for the history: this is not a git repository, and neither XDG_STATE_HOME nor HOME is set',
    remedy: 'Name a file with --history.',
  });
}

/** A readable part for people, a digest so that two keys never share a folder. */
function folderName(key: string): string {
  const readable = key.split(/[\\/]/).findLast((part) => part !== '') ?? 'root';
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return `${readable.replaceAll(/[^\w-]+/g, '-').slice(0, 40)}-${digest}`;
}
