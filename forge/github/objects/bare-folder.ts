import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InfrastructureError, describeCause } from '../../../schemas/problem.ts';

const CONFIG = '[core]\n\trepositoryFormatVersion = 0\n\tbare = true\n';

/**
 * Makes a bare repository where there is none: nothing but a place for objects and refs, without hooks, remotes or templates. It
 * appears at once and whole, so that several processes may do this at the same time.
 */
export async function makeBareFolder(folder: string): Promise<void> {
  if (isThere(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  const made = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    await mkdir(join(made, 'objects', 'pack'), { recursive: true });
    await mkdir(join(made, 'refs'));
    await writeFile(join(made, 'config'), CONFIG);
    await writeFile(join(made, 'HEAD'), 'ref: refs/heads/unborn\n');
    await rename(made, folder);
  } catch (cause) {
    await rm(made, { recursive: true, force: true });
    // Another process was faster.
    if (isThere(folder)) return;
    throw new InfrastructureError({
      what: `a place for git objects cannot be made: ${describeCause(cause)}`,
      where: folder,
      remedy: 'Name a folder that is empty or not there, on a disk that can be written to.',
      cause,
    });
  }
}

function isThere(folder: string): boolean {
  return existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects'));
}
