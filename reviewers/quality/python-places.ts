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

/** Whether the function around a line is called in the same turn of the loop, and handed on to nobody. */
export function isCalledAtOnce(line: string, { lines, index }: LintedPlace): boolean {
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
