import { basename, dirname } from 'node:path/posix';
import { compileGlobs, PathGlob } from '../../../schemas/path-globs.ts';
import type { CheckContext } from '../../reviewer.ts';

const IGNORES = '.gitignore';

/** Whether git passed over a path before and does so now: whoever says so keeps no lockfile there on purpose. A change cannot say so of what it takes away. */
export async function isIgnored(context: CheckContext, path: string, paths: readonly string[]): Promise<boolean> {
  for (const file of paths.filter((one) => basename(one) === IGNORES)) {
    const folder = dirname(file);
    if (folder !== '.' && !path.startsWith(`${folder}/`)) continue;
    const sides = await Promise.all([context.read(file, 'old'), context.read(file, 'new')]);
    const below = folder === '.' ? path : path.slice(folder.length + 1);
    if (sides.every((content) => content.kind === 'text' && ignores(content.text, below))) return true;
  }
  return false;
}

/** The last line that fits decides, as in git; lines that no glob here can mean count as not there. */
function ignores(text: string, path: string): boolean {
  const fitting = text.split('\n').filter((line) => {
    const glob = line.replace(/^!/, '').trim();
    return glob !== '' && !glob.startsWith('#') && PathGlob.safeParse(glob).success && compileGlobs([glob])(path);
  });
  return fitting.length > 0 && fitting.at(-1)?.startsWith('!') === false;
}
