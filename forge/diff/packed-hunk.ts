import type { DiffLine, Hunk } from '../../schemas/change-set.ts';
import { RecentlyRead } from '../recently-read.ts';

/** Where a packed hunk keeps its lines: nothing that goes over its fields sees it. */
const TEXT = Symbol('text');

interface PackedHunk extends Hunk {
  readonly [TEXT]: string;
}

/** Signs of the kinds of lines; in capitals where the file ends without a line feed. */
const SIGNS = { context: 'c', added: 'a', deleted: 'd' } as const;
const KINDS: Readonly<Record<string, DiffLine['kind']>> = { c: 'context', a: 'added', d: 'deleted' };

/** One function for all hunks, so that they are of one shape. */
const LINES: PropertyDescriptor = {
  get(this: PackedHunk) {
    return linesOf(this);
  },
  enumerable: true,
};

/**
 * The same hunk, whose lines are one text until somebody looks at them: a change has a million of them, an object each would take three
 * times the memory of the change. The lines that are read are frozen, and may be other objects the next time.
 */
export function packHunk({ lines, ...hunk }: Hunk): Hunk {
  const text = textOf(lines);
  if (text === null) return { ...hunk, lines };
  return Object.defineProperties(hunk, { [TEXT]: { value: text }, lines: LINES }) as PackedHunk;
}

/** Null where the lines are not what a hunk has: numbers one after the other, no line feeds. */
function textOf(lines: readonly DiffLine[]): string | null {
  const old = firstNumber(lines, 'oldLine');
  const now = firstNumber(lines, 'newLine');
  const texts = [`${old} ${now}`];
  let nextOld = old;
  let nextNew = now;
  for (const { kind, oldLine, newLine, text, noNewline } of lines) {
    const isAsExpected =
      oldLine === (kind === 'added' ? null : nextOld) && newLine === (kind === 'deleted' ? null : nextNew);
    if (!isAsExpected || text.includes('\n')) return null;
    if (kind !== 'added') nextOld += 1;
    if (kind !== 'deleted') nextNew += 1;
    const sign = SIGNS[kind];
    texts.push((noNewline === true ? sign.toUpperCase() : sign) + text);
  }
  return texts.join('\n');
}

function firstNumber(lines: readonly DiffLine[], side: 'oldLine' | 'newLine'): number {
  for (const line of lines) {
    const number = line[side];
    if (number !== null) return number;
  }
  return 0;
}

/** So many lines are kept as they were read last, some 10 MB: all checks look at the same file, one soon after the other. */
const MOST_KEPT = 64_000;

const kept = new RecentlyRead<PackedHunk, readonly DiffLine[]>(MOST_KEPT, ({ length }) => length);

function linesOf(hunk: PackedHunk): readonly DiffLine[] {
  const known = kept.get(hunk);
  if (known !== undefined) return known;
  const lines = Object.freeze(unpacked(hunk[TEXT]));
  kept.set(hunk, lines);
  return lines;
}

function unpacked(text: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let end = endOf(text, 0);
  const [old = '', now = ''] = text.slice(0, end).split(' ');
  let nextOld = Number(old);
  let nextNew = Number(now);
  while (end < text.length) {
    const start = end + 1;
    end = endOf(text, start);
    const sign = text.charAt(start);
    const kind = KINDS[sign.toLowerCase()] ?? 'context';
    const line = {
      kind,
      oldLine: kind === 'added' ? null : nextOld++,
      newLine: kind === 'deleted' ? null : nextNew++,
      text: text.slice(start + 1, end),
    };
    lines.push(sign < 'a' ? { ...line, noNewline: true } : line);
  }
  return lines;
}

function endOf(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found === -1 ? text.length : found;
}
