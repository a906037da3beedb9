import { coveredLines } from './covered-lines.ts';

/** A comment that asks to look away, as it is written. */
export interface FoundDirective {
  /** 1-based. */
  readonly line: number;
  readonly rules: readonly string[];
  readonly reason: string;
  readonly covers: readonly [first: number, last: number];
  /** What is wrong with it; null for nothing. */
  readonly problem: string | null;
  /** The comment and the code under it without indentation: what must stand elsewhere just so. */
  readonly text: string;
}

const WORD = 'docket-ignore';
/** Longer lines are no comment that somebody wrote. */
const LONGEST_LINE = 1000;
/** More are no help to anybody, and each is compared with two other files. */
const MOST = 200;

/** How comments begin: C and its kin, shells and scripts, SQL and Lua, assemblers and ini files, TeX, markup, templates, ML, Basic. */
const MARK =
  /(?:\/{2,10}|\/\*{1,10}|#{1,10}|-{2,10}|;{1,10}|%{1,10}|<!--|\{\/\*|\{#|<%#|<%--|\(\*|\{-|'|\bREM|\bdnl)!?$/i;
/** How they end. */
const ENDS = /\*\/\}?|-->|#\}|%>|\*\)|-\}/;
const RULE = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9._/-]+$/;

/** Every directive of a text, in the order of its lines; one in a string is none. */
export function findDirectives(text: string): readonly FoundDirective[] {
  if (!text.includes(WORD)) return [];
  const lines = text.split(/\r?\n/);
  const found: FoundDirective[] = [];
  for (const [index, line] of lines.entries()) {
    const at = line.length > LONGEST_LINE ? -1 : line.indexOf(WORD);
    if (at === -1 || found.length === MOST || /[\w-]/.test(line.charAt(at + WORD.length))) continue;
    const before = line.slice(0, at).trimEnd();
    const isContinued = ['', '*'].includes(before.trim()) && isInBlock(lines, index);
    const mark = before.search(MARK);
    // A mark inside of a word is a part of it: a fragment of an address, a colour.
    const begins = mark !== -1 && (mark === 0 || /[\s;{}()@]/.test(before.charAt(mark - 1)));
    if ((!begins && !isContinued) || isInString(before.slice(0, mark === -1 ? before.length : mark))) continue;
    const [written = '', ...behind] = line.slice(at + WORD.length).split(ENDS);
    const isAlone = isContinued || (before.slice(0, mark).trim() === '' && behind.join('').trim() === '');
    const covers = coveredLines(lines, index, isAlone);
    found.push({
      line: index + 1,
      ...readDirective(written),
      covers,
      text: [line.trim(), ...lines.slice(covers[0] - 1, covers[1]).map((one) => one.trim())].join('\n'),
    });
  }
  return found;
}

/** Whether a block comment is open: the nearest mark above opens one. */
function isInBlock(lines: readonly string[], index: number): boolean {
  for (let at = index - 1; at >= 0 && index - at <= 20; at -= 1) {
    const line = lines[at] ?? '';
    if (/\*\/|-->/.test(line)) return false;
    if (/\/\*|<!--/.test(line)) return true;
  }
  return false;
}

/** Whether a quote is open at the end of a piece of a line. */
function isInString(before: string): boolean {
  let open = '';
  for (let at = 0; at < before.length; at += 1) {
    const sign = before.charAt(at);
    if (sign === '\\') at += 1;
    else if (open === sign) open = '';
    else if (open === '' && `"'\``.includes(sign)) open = sign;
  }
  return open !== '';
}

function readDirective(text: string): Pick<FoundDirective, 'rules' | 'reason' | 'problem'> {
  const colon = text.indexOf(':');
  const rules = (colon === -1 ? text : text.slice(0, colon)).split(/[\s,]+/).filter((word) => word !== '');
  const reason = colon === -1 ? '' : withoutStars(text.slice(colon + 1));
  const problem = problemOf(rules, reason);
  return { rules: rules.filter((rule) => RULE.test(rule)).slice(0, 20), reason: reason.slice(0, 300), problem };
}

/** Without the stars of a comment that ends in several of them. */
function withoutStars(text: string): string {
  let end = text.length;
  while (end > 0 && '* '.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).trim();
}

function problemOf(rules: readonly string[], reason: string): string | null {
  const odd = rules.find((rule) => !RULE.test(rule));
  if (rules.length === 0) return 'it names no rule: write `docket-ignore reviewer/rule-name: reason`';
  if (odd !== undefined && odd.includes('*'))
    return `${odd.slice(0, 80)} means several rules: in code each is named by itself`;
  if (odd !== undefined) return `${odd.slice(0, 80)} is no rule: write reviewer/rule-name`;
  return /[\p{L}\p{N}]/u.test(reason) ? null : 'it gives no reason: write one behind a colon';
}
