/** A text of which one branch of each condition is left, with as many characters; `left`: the stretches of code that are not in it. */
export interface OneBranch {
  readonly text: string;
  readonly left: readonly { readonly start: number; readonly end: number }[];
}

const DIRECTIVE = /^[ \t\ufeff]*#[ \t]*(if|elif|else|endif)\b/;

/**
 * C# with the first branch of each `#if` alone: the grammar reads conditions that stand between declarations and statements, and stumbles over those within one.
 * Null where there is no condition, or one that does not close. What looks like a directive in a text of several lines only leaves more out.
 */
export function firstBranches(text: string): OneBranch | null {
  const left: { start: number; end: number }[] = [];
  const lines: string[] = [];
  /** Of each open condition, whether its first branch is over. */
  const open: boolean[] = [];
  let at = 0;
  let seen = false;
  for (const line of text.split('\n')) {
    const word = DIRECTIVE.exec(line)?.[1];
    if (word === 'if') open.push(false);
    else if (word !== undefined && open.length === 0) return null;
    else if (word === 'endif') open.pop();
    else if (word !== undefined) open[open.length - 1] = true;
    seen ||= word !== undefined;
    const isOut = word === undefined && open.includes(true);
    if (isOut && line.trim() !== '') left.push({ start: at, end: at + line.length });
    lines.push(isOut || word !== undefined ? line.replaceAll(/[^\r]/g, ' ') : line);
    at += line.length + 1;
  }
  return seen && open.length === 0 ? { text: lines.join('\n'), left } : null;
}
