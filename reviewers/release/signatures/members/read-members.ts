import { type Syntax, syntaxOf } from '../../../changed-code/syntax-node.ts';
import type { CheckContext } from '../../../reviewer.ts';
import { csharpMembers } from './csharp-members.ts';
import type { Members } from './member.ts';
import { rustMembers } from './rust-members.ts';

/** Longer files were made by machines. */
const LONGEST = 200_000;
const ROOTS = [
  { id: 'members-rust', language: 'rust', rule: { kind: 'source_file' }, syntax: true },
  { id: 'members-csharp', language: 'csharp', rule: { kind: 'compilation_unit' }, syntax: true },
];

/** The two texts of a file. */
export interface Texts {
  readonly path: string;
  readonly old: string;
  readonly new: string;
}

/** What both sides of files offer, in their order; null where one cannot be read. */
export async function readMembers(
  context: CheckContext,
  files: readonly Texts[],
): Promise<(readonly [Members, Members] | null)[]> {
  const able = files.filter(({ old, new: now }) => Math.max(old.length, now.length) <= LONGEST);
  const sources = able.flatMap((one) => [one.old, one.new].map((text) => ({ path: one.path, text })));
  const results = sources.length === 0 ? [] : await context.analyse('ast-grep', sources, { rules: ROOTS });
  const members = sources.map(({ path, text }, index): Members | null => {
    if (text === '') return { all: [], whole: true };
    const result = results[index];
    const tree = result?.kind === 'ok' ? result.matches[0]?.syntax : undefined;
    const root: Syntax | null = tree === undefined ? null : syntaxOf(tree, text);
    return root === null ? null : path.endsWith('.rs') ? rustMembers(root) : csharpMembers(root);
  });
  return files.map((file) => {
    const at = able.indexOf(file) * 2;
    const [old, now] = at < 0 ? [] : members.slice(at, at + 2);
    return old && now ? [old, now] : null;
  });
}
