import type { ChangedFile } from '../../../schemas/change-set.ts';
import { below } from '../../changed-code/syntax-node.ts';
import { wordsOf } from './functions.ts';
import { type ReadCode, withoutComments } from './read-code.ts';

/** A name that a change replaces by another wherever the code of a file had it. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  /** The first line of the new side that has the new name in the place of the old one. */
  readonly line: number;
}

/** Lines of one block that are compared with those that replace them. */
const MOST_LINES = 60;
const TOKEN = /[\p{L}_$][\p{L}\p{N}_$]*|\S/gu;
const isName = (token: string): boolean => /^[\p{L}_$]{1}[\p{L}\p{N}_$]{2,}$/u.test(token);

/** What lines that replace others put for a name, where they are the same otherwise; a name that became several is none. */
export function likelyRenames({ hunks }: Pick<ChangedFile, 'hunks'>): Rename[] {
  const found = new Map<string, Rename | null>();
  for (const { lines } of hunks) {
    for (const block of blocksOf(lines)) {
      for (const { from, to, line } of substituted(block)) {
        const known = found.get(from);
        if (known === undefined) found.set(from, { from, to, line });
        else if (known?.to !== to) found.set(from, null);
      }
    }
  }
  return [...found.values()].filter((one) => one !== null);
}

interface Block {
  readonly deleted: readonly string[];
  readonly added: readonly { readonly text: string; readonly line: number }[];
}

function blocksOf(lines: ChangedFile['hunks'][number]['lines']): Block[] {
  const blocks: Block[] = [];
  let deleted: string[] = [];
  let added: { text: string; line: number }[] = [];
  const close = (): void => {
    if (deleted.length > 0 && added.length > 0 && Math.max(deleted.length, added.length) <= MOST_LINES) blocks.push({ deleted, added });
    deleted = [];
    added = [];
  };
  for (const { kind, text, newLine } of lines) {
    if (kind === 'deleted') {
      if (added.length > 0) close();
      deleted.push(text);
    } else if (kind === 'added' && newLine !== null) added.push({ text, line: newLine });
    else close();
  }
  close();
  return blocks;
}

function substituted({ deleted, added }: Block): Rename[] {
  const before = deleted.map((text) => text.match(TOKEN) ?? []);
  const after = added.map(({ text }) => text.match(TOKEN) ?? []);
  return before.flatMap((old, index): Rename[] => {
    const same = deleted.length === added.length ? [index] : after.keys();
    for (const at of same) {
      const now = after[at] ?? [];
      if (now.length !== old.length || old.length < 2) continue;
      const differing = old.flatMap((token, position) => (token === now[position] ? [] : [[token, now[position] ?? '']] as const));
      const isRenamed = differing.length > 0 && differing.length * 2 <= old.length && differing.every(([from, to]) => isName(from) && isName(to));
      if (isRenamed) return differing.map(([from, to]) => ({ from, to, line: added[at]?.line ?? 0 }));
    }
    return [];
  });
}

/** Nodes that give a name to something. */
const NAMES_SOMETHING =
  /(?:declaration|definition|declarator|_item|signature|_spec|parameter|method|class|module|interface|record|enum|assignment|property|const_element|variable_name|field_identifier|expression_list|pattern|pair)$/;

/** The likely renames that hold for the whole file: the old name is in its code no more, the new one was not before, and the old one was declared. */
export function renamesIn(likely: readonly Rename[], old: ReadCode, now: ReadCode): Rename[] {
  const [before, after] = [wordsOf(withoutComments(old)), wordsOf(withoutComments(now))];
  const gone = likely.filter(({ from, to }) => before.has(from) && !after.has(from) && after.has(to) && !before.has(to));
  if (gone.length === 0) return [];
  const wanted = new Set(gone.map(({ from }) => from));
  const declared = new Set<string>();
  for (const node of below(old.root)) {
    if (node.children.length > 0 || !wanted.has(node.text.replace(/^\$/, ''))) continue;
    const above = node.parent;
    const isTarget = above?.kind !== 'assignment' && above?.kind !== 'expression_list' && above?.kind !== 'pair' ? true : above.children[0] === node;
    if (above !== null && NAMES_SOMETHING.test(above.kind) && isTarget) declared.add(node.text.replace(/^\$/, ''));
  }
  return gone.filter(({ from }) => declared.has(from));
}
