import type { ChangedFile } from '../../../schemas/change-set.ts';
import { below } from '../../changed-code/syntax-node.ts';
import { distinctWords } from './functions.ts';
import { type ReadCode, codeAlone } from './read-code.ts';

/** A name that a change replaces by another wherever the code of a file had it. */
interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Lines of one block that are compared with those that replace them. */
const MOST_LINES = 60;
const TOKEN = /[\p{L}_$][\p{L}\p{N}_$]*|\S/gu;
const isName = (token: string): boolean => /^[\p{L}_$]{1}[\p{L}\p{N}_$]{2,}$/u.test(token);

/** What lines that replace others put for a name, where they are the same otherwise; a name that became several is none. */
function likelyRenames({ hunks }: Pick<ChangedFile, 'hunks'>): Rename[] {
  const found = new Map<string, Rename | null>();
  for (const { lines } of hunks) {
    for (const block of blocksOf(lines)) {
      for (const { from, to } of substituted(block)) {
        const known = found.get(from);
        if (known === undefined) found.set(from, { from, to });
        else if (known?.to !== to) found.set(from, null);
      }
    }
  }
  return [...found.values()].filter((one) => one !== null);
}

interface Block {
  readonly deleted: readonly string[];
  readonly added: readonly string[];
}

function blocksOf(lines: ChangedFile['hunks'][number]['lines']): Block[] {
  const blocks: Block[] = [];
  let deleted: string[] = [];
  let added: string[] = [];
  const close = (): void => {
    if (deleted.length > 0 && added.length > 0 && Math.max(deleted.length, added.length) <= MOST_LINES)
      blocks.push({ deleted, added });
    deleted = [];
    added = [];
  };
  for (const { kind, text } of lines) {
    if (kind === 'deleted') {
      if (added.length > 0) close();
      deleted.push(text);
    } else if (kind === 'added') added.push(text);
    else close();
  }
  close();
  return blocks;
}

function substituted({ deleted, added }: Block): Rename[] {
  const before = deleted.map((text) => text.match(TOKEN) ?? []);
  const after = added.map((text) => text.match(TOKEN) ?? []);
  return before.flatMap((old, index): Rename[] => {
    const same = deleted.length === added.length ? [index] : after.keys();
    for (const at of same) {
      const now = after[at] ?? [];
      if (now.length !== old.length || old.length < 2) continue;
      const differing = old.flatMap((token, position) =>
        token === now[position] ? [] : ([[token, now[position] ?? '']] as const),
      );
      const isRenamed =
        differing.length > 0 &&
        differing.length * 2 <= old.length &&
        differing.every(([from, to]) => isName(from) && isName(to));
      if (isRenamed) return differing.map(([from, to]) => ({ from, to }));
    }
    return [];
  });
}

/** Nodes that give a name to something. */
const NAMES_SOMETHING =
  /(?:declaration|definition|declarator|_item|signature|_spec|parameter|method|class|module|interface|record|enum|assignment|property|const_element|variable_name|field_identifier|expression_list|pattern|pair)$/;

/** A name that the code of a file had declared and has no more. */
export interface GoneName {
  readonly from: string;
  /** What the change put in its place everywhere; null: nothing that its lines tell. */
  readonly to: string | null;
}

/** The names that a file declared at the base and that its code has no more, comments aside. */
export function goneNames({ hunks }: Pick<ChangedFile, 'hunks'>, old: ReadCode, now: ReadCode): GoneName[] {
  const [before, after] = [distinctWords(codeAlone(old)), distinctWords(codeAlone(now))];
  const renames = new Map(likelyRenames({ hunks }).map((one) => [one.from, one.to]));
  const declared = new Set<string>();
  for (const node of below(old.root)) {
    const name = node.children.length > 0 ? '' : node.text.replace(/^\$/, '');
    if (!isName(name) || after.has(name) || !before.has(name)) continue;
    const above = node.parent;
    const isTarget =
      above === null || !/^(?:assignment|expression_list|pair)$/.test(above.kind) || above.children[0] === node;
    if (above !== null && NAMES_SOMETHING.test(above.kind) && isTarget) declared.add(name);
  }
  return [...declared].map((from) => {
    const to = renames.get(from);
    return { from, to: to !== undefined && after.has(to) && !before.has(to) ? to : null };
  });
}
