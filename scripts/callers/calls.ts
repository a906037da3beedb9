import { closing, type Edit, QUOTES } from './edit-text.ts';
import type { KnownSymbol, Spot } from './known-symbols.ts';
import type { Language } from './source-files.ts';

/** Kinds of incomplete refactors. */
export const KINDS = ['rename-parameter', 'add-parameter', 'drop-field', 'change-answer'] as const;
export type Kind = (typeof KINDS)[number];

export interface Refactor {
  readonly kind: Kind;
  readonly name: string;
  readonly left: Spot;
  readonly edits: readonly Edit[];
}

export interface Given {
  readonly language: Language;
  readonly texts: ReadonlyMap<string, string>;
  readonly symbol: KnownSymbol;
  /** From 0 to below 1, made anew each time. */
  readonly chance: () => number;
}

export interface Call extends Spot {
  readonly open: number;
  readonly close: number;
  readonly text: string;
  readonly quotes: string;
}

export function callAt({ texts, symbol, language }: Given, { path, at }: Spot): Call | null {
  const text = texts.get(path) ?? '';
  const open = at + symbol.name.length;
  const quotes = language === 'rust' ? '"' : QUOTES;
  const close = closing(text, open, quotes);
  return text.charAt(open) !== '(' || close === -1 ? null : { path, at, open, close, text, quotes };
}

/** All calls, one of them to be left; null where not all can be read. */
export function callsOf(
  given: Given,
  fits: (call: Call) => boolean = () => true,
): { left: Call; others: Call[]; definition: Call } | null {
  const definition = callAt(given, given.symbol.definition);
  const calls = given.symbol.calls.map((spot) => callAt(given, spot));
  if (definition === null || calls.some((call) => call === null)) return null;
  const all = calls.filter((call) => call !== null);
  const able = all.filter(fits);
  const left = able[Math.floor(given.chance() * able.length)];
  return left === undefined ? null : { left, others: all.filter((call) => call !== left), definition };
}

export function refactor(kind: Kind, { symbol }: Given, left: Spot, edits: readonly Edit[]): Refactor {
  return { kind, name: symbol.name, left: { path: left.path, at: left.at }, edits };
}

/** From behind the parameters to where the indentation ends. */
export function bodyOf(text: string, { at, close }: Call): [number, number] {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const start = text.indexOf('\n', close);
  const behind = text.slice(start).search(new RegExp(`\\n {0,${indent}}[^\\s#)]`));
  return [start, behind === -1 ? text.length : start + behind];
}
