import type { LintedPlace } from './lint.ts';

const indentOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;
const REACH = 60;

/** The lines of the block that a line opens. */
function blockBelow({ lines, index }: LintedPlace): readonly string[] {
  const own = indentOf(lines[index] ?? '');
  const below = lines.slice(index + 1, index + 1 + REACH);
  const end = below.findIndex((line) => line.trim() !== '' && indentOf(line) <= own);
  return end === -1 ? below : below.slice(0, end);
}

/** Whether a clause raises again whatever it caught: then it catches nothing for good. */
export function raisesAgain(at: LintedPlace): boolean {
  const block = blockBelow(at).filter((line) => line.trim() !== '');
  const inner = indentOf(block[0] ?? '');
  return block.some((line) => indentOf(line) === inner && /^\s*raise\s*(?:#.*)?$/.test(line));
}

/** Functions of the standard library that call what they are given before they return. */
const AT_ONCE = /^(?:subn?|sorted|sort|min|max|sum|any|all|next|reduce)$/;
const MOST_ABOVE = 6;

/** The name of what a `lambda` of a line is handed to; empty where that is not seen. */
function calleeAround(line: string, { lines, index }: LintedPlace): string {
  const at = line.search(/\blambda\b/);
  if (at === -1) return '';
  const before = [...lines.slice(Math.max(0, index - MOST_ABOVE), index), line.slice(0, at)].join('\n').slice(-2000);
  let depth = 0;
  for (let end = before.length - 1; end >= 0; end -= 1) {
    const sign = before.charAt(end);
    if (/[)\]}]/.test(sign)) depth += 1;
    else if (/[([{]/.test(sign) && depth > 0) depth -= 1;
    else if (sign === '(') return /(\w{1,60})\s{0,4}$/.exec(before.slice(Math.max(0, end - 70), end))?.[1] ?? '';
    else if (/[[{]/.test(sign)) return '';
  }
  return '';
}

/** Whether the function around a line is called in the same turn of the loop, and handed on to nobody. */
export function isCalledAtOnce(line: string, { lines, index }: LintedPlace): boolean {
  if (AT_ONCE.test(calleeAround(line, { lines, index }))) return true;
  if (/\(\s*lambda\b[^()]*(?:\([^()]*\)[^()]*){0,9}\)\s*\(/.test(line.slice(0, 500))) return true;
  for (let above = index; above >= 0 && index - above < REACH; above -= 1) {
    const name = /^\s*(?:async\s+)?def\s+(\w+)\s*\(/.exec(lines[above] ?? '')?.[1];
    if (name === undefined || (above !== index && indentOf(lines[above] ?? '') >= indentOf(line))) continue;
    const own = indentOf(lines[above] ?? '');
    const rest = lines.slice(above + 1, above + 1 + REACH);
    const end = rest.findIndex((one) => one.trim() !== '' && indentOf(one) < own);
    const uses = (end === -1 ? rest : rest.slice(0, end)).filter((one) =>
      // A method of the same name is another function.
      new RegExp(String.raw`(?<![\w.])${name}\b`).test(one),
    );
    return (
      uses.length > 0 &&
      uses.every(
        (one) =>
          new RegExp(String.raw`(?<![\w.])${name}\(`).test(one) &&
          !/\b(?:submit|append|partial|Thread|create_task)\(/.test(one),
      )
    );
  }
  return false;
}
