import type { DiffLine } from '../../../../schemas/change-set.ts';
import type { FileSides } from '../../read-sides.ts';
import type { Member } from './member.ts';

/**
 * Whether the change adds a declaration of a name that others may see, or hands it on, in any file: then it has only moved, or got another
 * form. Of what belongs to a type one that says nothing of who sees it may stand in a trait or an interface.
 */
export function declares(files: readonly FileSides[], { bare, owner }: Pick<Member, 'bare' | 'owner'>): boolean {
  return files.some(({ file: { newPath, hunks } }) => {
    const isRust = newPath.endsWith('.rs');
    const declaring = ({ kind, text }: DiffLine): boolean =>
      kind === 'added' && text.includes(bare) && (isRust ? inRust(text, bare, owner !== null) : inCsharp(text, bare));
    return hunks.some(({ lines }) => lines.some(declaring));
  });
}

const wordsOf = (text: string): string[] => text.match(/[A-Za-z_]\w*/g) ?? [];

function inRust(text: string, bare: string, isMember: boolean): boolean {
  const words = wordsOf(text);
  const at = words.indexOf(bare);
  // Seen by the crate alone.
  if (at < 0 || text.includes('pub(')) return false;
  const before = words.slice(0, at);
  if (at === 0 || before.includes('pub'))
    return isMember || before.includes('pub') || text.trim().startsWith(`${bare},`);
  return /^(?:macro_rules|fn|type|const)$/.test(before.at(-1) ?? '') && (isMember || before.at(-1) === 'macro_rules');
}

function inCsharp(text: string, bare: string): boolean {
  const words = wordsOf(text);
  const at = words.indexOf(bare);
  const before = words.slice(0, at);
  const [first = ''] = before;
  if (before.includes('public') || before.includes('protected')) return true;
  const isBare = at > 0 && !/^(?:private|internal|return|await|throw|var|new)$/.test(first);
  return isBare && (text.trimEnd().endsWith(');') || text.includes('{ get'));
}
