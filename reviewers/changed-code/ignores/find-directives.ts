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
const BEGINS =
  /(?:^|[\s;{}()])(?:\/\/+!?|\/\*+!?|#+|--+|;+|%+|<!--|\{\/\*|\{#|<%#|<%--|\(\*|\{-|'|REM|@REM|dnl)\s{0,20}$/i;
/** A further line of a block comment. */
const CONTINUES = /^\s*\*?\s*$/;
/** How they end. */
const ENDS = /\*+\/\}?|-->|#\}|%>|\*\)|-\}/;
const RULE = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9._/-]+$/;

/** Every directive of a text, in the order of its lines; one in a string is none. */
export function findDirectives(text: string): readonly FoundDirective[] {
  if (!text.includes(WORD)) return [];
  const lines = text.split(/\r?\n/);
  const found: FoundDirective[] = [];
  for (const [index, line] of lines.entries()) {
    const at = line.length > LONGEST_LINE ? -1 : line.indexOf(WORD);
    if (at === -1 || found.length === MOST) continue;
    const before = line.slice(0, at);
    const isContinued = CONTINUES.test(before) && isInBlock(lines, index);
    if ((!BEGINS.test(before) && !isContinued) || isInString(before)) continue;
    const [written = '', ...behind] = line.slice(at + WORD.length).split(ENDS);
    const isAlone = isContinued || (isWholeLine(before) && behind.join('').trim() === '');
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

/** Nothing but the mark of the comment stands before the word. */
function isWholeLine(before: string): boolean {
  return !/[A-Za-z0-9_)\]}"']/.test(before.replace(/(?:@?REM|dnl)\s*$/i, '').replace(/^\s*\{(?=\/\*|#|-)/, ''));
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

/** Whether a quote is open where the comment seems to begin. */
function isInString(before: string): boolean {
  const mark = before.search(/(?:\/\/+!?|\/\*+!?|#+|--+|;+|%+|<!--|\{\/\*|\{#|<%#|<%--|\(\*|\{-|'|@?REM|dnl)\s*$/i);
  let open = '';
  for (let at = 0; at < (mark === -1 ? before.length : mark); at += 1) {
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
  const reason = colon === -1 ? '' : text.slice(colon + 1).trim();
  const problem = problemOf(rules, reason);
  return { rules: rules.filter((rule) => RULE.test(rule)).slice(0, 20), reason: reason.slice(0, 300), problem };
}

function problemOf(rules: readonly string[], reason: string): string | null {
  const odd = rules.find((rule) => !RULE.test(rule));
  if (rules.length === 0) return 'it names no rule: write `docket-ignore reviewer/rule-name: reason`';
  if (odd !== undefined && odd.includes('*'))
    return `${odd.slice(0, 80)} means several rules: in code each is named by itself`;
  if (odd !== undefined) return `${odd.slice(0, 80)} is no rule: write reviewer/rule-name`;
  return /[\p{L}\p{N}]/u.test(reason) ? null : 'it gives no reason: write one behind a colon';
}
