import { escaped } from '../../quote.ts';
import type { FileSides } from '../../read-sides.ts';
import type { Member } from './member.ts';

/**
 * Whether the change adds a declaration of a name that others may see, or hands it on, in any file: then it has only moved, or got another
 * form. Of what belongs to a type one that says nothing of who sees it may stand in a trait or an interface.
 */
export function declares(files: readonly FileSides[], { bare, owner }: Pick<Member, 'bare' | 'owner'>): boolean {
  const name = escaped(bare);
  const rust = new RegExp(
    owner === null
      ? `\\bpub\\s.*\\b${name}\\b|macro_rules!\\s+${name}\\b|^\\s*${name}\\s*,`
      : `\\bpub\\s+(?:[a-z]+\\s+){0,4}${name}\\b|^\\s*(?:(?:async|const|unsafe|type)\\s+){0,3}(?:fn\\s+)?${name}\\b`,
  );
  const csharp = new RegExp(
    `\\b(?:public|protected)\\s.*\\b${name}\\b(?!\\s*[.)])|^\\s*[\\w<>[\\],.?]+\\s+${name}\\s*(?:\\(.*\\)\\s*;|\\{\\s*get)`,
  );
  return files.some(({ file }) => {
    const pattern = file.newPath.endsWith('.rs') ? rust : csharp;
    return file.hunks.some(({ lines }) => lines.some(({ kind, text }) => kind === 'added' && pattern.test(text)));
  });
}
