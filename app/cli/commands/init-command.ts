import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileKind } from '../../../forge/file-kind/file-kind.ts';
import { openRepository, type Repository } from '../../../forge/local/git/repository.ts';
import { listTree } from '../../../forge/local/git/tree.ts';
import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import { describeCause, InputError } from '../../../schemas/problem.ts';
import { REPOSITORY_CONFIG_PATH } from '../../config/load-config.ts';
import { openHost } from '../host.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { initialConfig, initialWorkflow } from '../initial-files.ts';
import { uncoveredKindsOf } from '../uncovered-kinds-of.ts';

/** The options of `docket init`, as commander hands them over. */
export interface InitOptions {
  readonly cwd?: string;
  readonly write?: boolean;
}

const WORKFLOW_PATH = '.github/workflows/docket.yml';

/**
 * `docket init`: the workflow and a commented `docket.yml` for the repository at hand, printed, or written with `--write`. Asks nothing and
 * overwrites nothing. Returns 0.
 */
export async function initCommand({ cwd, write = false }: InitOptions): Promise<number> {
  const host = openHost(cwd);
  const repository = await openRepository(host.cwd, host.environment);
  try {
    const kinds = uncoveredKindsOf(await kindsIn(repository), BUILT_IN_REVIEWERS);
    const files = [
      { path: WORKFLOW_PATH, text: initialWorkflow() },
      { path: REPOSITORY_CONFIG_PATH, text: initialConfig(kinds) },
    ];
    for (const { path, text } of files) {
      if (write) await writeNew(join(repository.root ?? host.cwd, path), text);
      process.stdout.write(write ? neutraliseTerminal(`${path} written\n`) : `# ${path}\n${text}\n`);
    }
    return 0;
  } finally {
    await repository.close();
  }
}

/** What the tree at HEAD consists of, by name and mode: contents are not read. */
async function kindsIn(repository: Repository) {
  const head = await repository.resolve('HEAD');
  const entries = await listTree(repository.room.place, head);
  return [...entries].map(([path, { mode }]) =>
    fileKind({ path, mode, text: null, extent: 'part', binary: false, firstBytes: null }),
  );
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    throw new InputError({
      what: `the file cannot be written: ${describeCause(cause)}`,
      where: path,
      remedy: 'Nothing is overwritten: compare it with what `docket init` prints.',
      cause,
    });
  }
}
