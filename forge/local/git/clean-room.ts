import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitPlace } from './run-git.ts';

/** The parts of the reviewed repository that the clean room borrows. */
export interface Borrowed {
  readonly objects: string;
  /** The list of commits where a shallow clone was cut off; null in a whole clone. */
  readonly shallow: string | null;
  readonly objectFormat: string;
}

/**
 * A bare repository of our own in a temporary folder that borrows nothing but the reviewed repository's objects. Whatever reads
 * committed data runs in here, so that the reviewed configuration, attributes, hooks, filters and remotes do not exist for it.
 */
export interface CleanRoom {
  readonly folder: string;
  readonly place: GitPlace;
  remove(): Promise<void>;
}

function configuration(objectFormat: string): string {
  const format = objectFormat === 'sha1' ? '' : `[extensions]\n\tobjectFormat = ${objectFormat}\n`;
  return `[core]\n\trepositoryFormatVersion = ${objectFormat === 'sha1' ? 0 : 1}\n\tbare = true\n${format}`;
}

const NO_CONFIG = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** New objects lie apart, so that they can be written without the reviewed objects in sight: git would touch their dates. */
export function written(folder: string): string {
  return join(folder, 'written');
}

export async function openCleanRoom(outside: GitPlace, borrowed: Borrowed): Promise<CleanRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    await mkdir(join(folder, 'objects', 'info'), { recursive: true });
    await mkdir(join(folder, 'refs'));
    await mkdir(written(folder));
    await writeFile(join(folder, 'HEAD'), 'ref: refs/heads/unborn\n');
    await writeFile(join(folder, 'config'), configuration(borrowed.objectFormat));
    await writeFile(join(folder, 'objects', 'info', 'alternates'), `${borrowed.objects}\n${written(folder)}\n`);
    if (borrowed.shallow !== null) await copyFile(borrowed.shallow, join(folder, 'shallow'));
  } catch (error) {
    await remove();
    throw error;
  }
  const { XDG_CONFIG_HOME: _, ...environment } = outside.environment;
  return {
    folder,
    place: {
      cwd: folder,
      shownAs: outside.shownAs ?? outside.cwd,
      // HOME too: git looks for attributes and ignore lists there without any configuration.
      environment: { ...environment, HOME: folder, ...NO_CONFIG, GIT_DIR: folder },
      signal: outside.signal,
    },
    remove,
  };
}
