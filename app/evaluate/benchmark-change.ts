import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { openRepository } from '../../forge/local/git/repository.ts';
import { resolveRange } from '../../forge/local/git/range.ts';
import type { Environment } from '../config/config.ts';
import { readNamedFile } from '../config/regular-file.ts';
import { loadConfig } from '../config/load-config.ts';
import { InputError } from '../../schemas/problem.ts';
import type { Workspace } from '../workspace.ts';
import type { BenchmarkChange } from './read-labels.ts';

/** Where the changes of a benchmark lie, and the configuration that they are reviewed with. */
export interface BenchmarkPlace {
  /** The folder of diffs (`acme__shop__7.diff`) and clones (`acme/shop`). */
  readonly folder: string;
  /** The operator's file; null: none but his own. The reviewed repositories' files do not count: all changes are reviewed alike. */
  readonly configFile: string | null;
  readonly environment: Environment;
  /** Models that have batches are asked by them. */
  readonly batch: boolean;
}

/**
 * Opens a change of a benchmark: of a clone where there is one and the labels name the commits, so that reviewers see the code around it, else of a
 * diff. Null where neither is there.
 */
export async function openBenchmarkChange(change: BenchmarkChange, place: BenchmarkPlace): Promise<Workspace | null> {
  const { label, title, ends } = change;
  const { folder, configFile: file, environment, batch } = place;
  const flags = batch ? [{ origin: '--batch', value: { batch } }] : [];
  const effective = loadConfig({ environment, repository: null, file, flags });
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)#\d+$/.exec(label) ?? [];
  const clone = owner === undefined || name === undefined ? null : inside(folder, join(folder, owner, name));
  if (ends !== null && clone !== null && existsSync(clone)) {
    const repository = await openRepository(clone, environment);
    try {
      const { base, head, old } = await resolveRange(repository, `${ends.base}...${ends.head}`);
      const pull = { label, base, mergeBase: old, head, title: title ?? label, body: '', labels: [] };
      const close = () => repository.close();
      return { cwd: clone, source: { kind: 'pull-request', pull }, repository, effective, standing: null, close };
    } catch (error) {
      await repository.close();
      throw error;
    }
  }
  const path = inside(folder, resolve(folder, change.diff ?? `${label.replaceAll(/[/#]/g, '__')}.diff`));
  if (!existsSync(path)) return null;
  const source = { kind: 'diff' as const, label, bytes: await readNamedFile(path) };
  return { cwd: folder, source, repository: null, effective, standing: null, close: async () => undefined };
}

/** A file of labels is often somebody else's: what it names must not reach other files, which a model would be shown. */
function inside(folder: string, path: string): string {
  const way = relative(folder, path);
  if (way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return path;
  throw new InputError({
    what: 'the labels name a change outside of its folder',
    where: path,
    remedy: 'Put it below the folder of the labels, or name another one with --changes.',
  });
}
