import { basename, dirname } from 'node:path/posix';
import { compileGlobs, PathGlob } from '../../../schemas/path-globs.ts';
import type { CheckContext } from '../../reviewer.ts';

const IGNORES = '.gitignore';

/** Whether the head says that git passes over a path: whoever says so keeps no lockfile there on purpose. */
export async function isIgnored(context: CheckContext, path: string, paths: readonly string[]): Promise<boolean> {
  for (const file of paths.filter((one) => basename(one) === IGNORES)) {
    const folder = dirname(file);
    if (folder !== '.' && !path.startsWith(`${folder}/`)) continue;
    const content = await context.read(file, 'new');
    if (content.kind === 'text' && ignores(content.text, folder === '.' ? path : path.slice(folder.length + 1)))
      return true;
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
