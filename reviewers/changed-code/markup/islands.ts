import { BACKTICKS, BLOCK_COMMENT, DOUBLE, SINGLE, TextEnds } from '../texts/replace-texts.ts';
import type { IslandForm, IslandKind } from './dialects.ts';

/** A stretch of a template that is written in its own language. */
export interface Island {
  readonly kind: IslandKind;
  /** What stands between its ends, without the signs that only trim spaces. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A template, its own language apart from what it is about. */
export interface Islands {
  readonly islands: readonly Island[];
  /** The text with a sign of no language where islands were, so that every place stays where it is. */
  readonly around: string;
  /** Where one begins that never ends. */
  readonly unclosed: number | null;
}

/** What stands for each character of an island: no text has it, and it is neither a space nor a sign of markup. */
export const HELD = '\ue000';

/** Finds the islands of a text, by the forms of its language. Nothing is executed. */
export function readIslands(text: string, forms: readonly IslandForm[], from = 0): Islands {
  const islands: Island[] = [];
  let around = text.slice(0, from);
  let unclosed: number | null = null;
  const ends = new TextEnds(text);
  for (let at = from; at < text.length;) {
    const next = nextOpening(text, forms, at);
    if (next === null) {
      around += text.slice(at);
      break;
    }
    around += text.slice(at, next.at);
    const end = endOf(text, next.form, { from: next.at + next.form.open.length, texts: ends });
    if (end === null) {
      unclosed = next.at;
      around += text.slice(next.at);
      break;
    }
    const inner = text.slice(next.at + next.form.open.length, end - next.form.close.length);
    if (next.form.kind === 'literal' || next.form.kind === 'comment') around += blank(text.slice(next.at, end));
    else around += HELD.repeat(end - next.at);
    const said = next.form.balanced === true ? inner.trim() : trimmed(inner);
    islands.push({
      kind: next.form.kind,
      text: withSign(next.form, inner, said),
      start: next.at,
      end,
    });
    at = end;
  }
  return { islands, around, unclosed };
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');
/** The sign by which some languages tell what a block does stays with what it says; `else if` stays two words. */
function withSign({ open, kind }: IslandForm, inner: string, said: string): string {
  const sign = kind === 'code' ? (/^(?:\{\{~?|\{)([#/^>:@]|else)$/.exec(open)?.[1] ?? '') : '';
  return sign === 'else' && said !== '' && /^\s/.test(inner) ? `${sign} ${said}` : sign + said;
}
const trimmed = (inner: string): string =>
  inner
    .replace(/^[-~+_]/, '')
    .replace(/[-~+_]$/, '')
    .trim();

function nextOpening(
  text: string,
  forms: readonly IslandForm[],
  from: number,
): { at: number; form: IslandForm } | null {
  const signs = new Set(forms.map(({ open }) => open.charAt(0)));
  for (let at = from; at < text.length; at += 1) {
    if (!signs.has(text.charAt(at))) continue;
    const form = forms.find(({ open }) => text.startsWith(open, at));
    if (form !== undefined) return { at, form };
  }
  return null;
}

function endOf(
  text: string,
  { close, quotes, balanced, ends }: IslandForm,
  { from, texts }: { readonly from: number; readonly texts: TextEnds },
): number | null {
  if (ends !== undefined) {
    ends.lastIndex = from;
    return ends.test(text) ? ends.lastIndex : null;
  }
  if (balanced === true) return closingBracket(text, from, texts);
  if (quotes !== true) {
    const found = text.indexOf(close, from);
    return found === -1 ? null : found + close.length;
  }
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith(close, at)) return at + close.length;
    const sign = text.charAt(at);
    if (sign !== '"' && sign !== "'" && sign !== '`') continue;
    const end = endOfText(texts, at);
    // An apostrophe in what is no text at all.
    if (end !== null && (sign !== '`' || !text.slice(at, end).includes('\n'))) at = end;
  }
  return null;
}

const TEXTS = [
  { ...DOUBLE, stops: '\n' },
  { ...SINGLE, stops: '\n' },
  { ...BACKTICKS, escapes: true },
] as const;

/** The quote that closes the text that opens at a place. */
function endOfText(texts: TextEnds, at: number): number | null {
  for (const form of TEXTS) {
    const end = texts.endOf(form, at);
    if (end !== null) return end - 1;
  }
  return null;
}

/** Behind the curly bracket that closes one that is open at a place; texts and comments of a script are passed over. */
export function closingBracket(text: string, from: number, texts: TextEnds): number | null {
  for (let [at, depth] = [from, 1]; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (sign === '"' || sign === "'" || sign === '`') at = endOfText(texts, at) ?? at;
    else if (sign === '/') at = (texts.endOf(BLOCK_COMMENT, at) ?? at + 1) - 1;
    if (depth === 0) return at + 1;
  }
  return null;
}
