import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { readStyles } from '../../changed-code/styles/read-styles.ts';
import { styleSlip } from './style-slip.ts';

/** Imports of Sass and Less that lead to no file of the tree. Made files and packages are nobody's to find: only what begins with `./` or `../`, in a folder that is there. */
export function missingImports(text: string, path: string, tree: ReadonlySet<string>): SideHazard[] {
  const ending = /\.(scss|less)$/i.exec(path)?.[1]?.toLowerCase();
  const sheet = ending === undefined ? null : readStyles(text);
  if (ending === undefined || sheet === null || typeof sheet === 'string') return [];
  return sheet.statements.flatMap(({ text: written, line }) => {
    const target = /^@(?:use|forward|import) (?:\([\w, ]{1,40}\) )?["'](\.{1,2}\/[^"'#@{}:]{1,200})["']/.exec(
      written,
    )?.[1];
    if (target === undefined || target.endsWith('.css')) return [];
    const full = resolved(path, target);
    if (full === null) return [];
    const folder = full.slice(0, full.lastIndexOf('/') + 1);
    const name = full.slice(full.lastIndexOf('/') + 1);
    const possible =
      ending === 'less'
        ? [full, `${full}.less`, `${full}.css`]
        : ['', '_']
            .flatMap((mark) => ['', '.scss', '.sass', '.css'].map((end) => `${folder}${mark}${name}${end}`))
            .concat(['', '_'].flatMap((mark) => ['.scss', '.sass'].map((end) => `${full}/${mark}index${end}`)));
    if (possible.some((one) => tree.has(one)) || ![...tree].some((one) => one.startsWith(folder) && one !== path))
      return [];
    return [styleSlip('undefined-style-name', { line, what: written, say: `No file of the tree is \`${target}\`.` })];
  });
}

function resolved(from: string, target: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
