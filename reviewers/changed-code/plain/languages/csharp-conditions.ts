/** A condition of the compiler, with all its branches, in UTF-16 offsets. */
export interface CompilerCondition {
  readonly start: number;
  readonly end: number;
  /** Its directives, as they are written: conditions with the same words choose the same branch. */
  readonly words: string;
  /** How many ways there are through it; one without an `#else` can also leave all out. */
  readonly ways: number;
}

/** A text of which one branch of each condition is left, with as many characters; `left`: the stretches of code that are not in it. */
export interface OneBranch {
  readonly text: string;
  readonly left: readonly { readonly start: number; readonly end: number }[];
  readonly conditions: readonly CompilerCondition[];
}

interface OpenCondition {
  readonly start: number;
  words: string;
  /** The branch that is being read, from 0. */
  branch: number;
  hasElse: boolean;
}

const DIRECTIVE = /^[ \t\ufeff]*#[ \t]*(if|elif|else|endif)\b(.*)/;

/**
 * C# with one branch of each `#if` alone, counted from 0: the grammar reads conditions that stand between declarations and statements, and stumbles over those within
 * one. Null where there is no condition, or one that does not close. What looks like a directive in a text of several lines only leaves more out.
 */
export function branchesOf(text: string, chosen: number): OneBranch | null {
  const left: { start: number; end: number }[] = [];
  const lines: string[] = [];
  const open: OpenCondition[] = [];
  const conditions: CompilerCondition[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const [, word, said = ''] = DIRECTIVE.exec(line) ?? [];
    const inner = open.at(-1);
    if (word === 'if') open.push({ start: at, words: said.trim(), branch: 0, hasElse: false });
    else if (word !== undefined) {
      if (inner === undefined) return null;
      inner.words += `\n${word} ${said.trim()}`;
      if (word !== 'endif') inner.branch += 1;
      inner.hasElse ||= word === 'else';
      if (word === 'endif') {
        const { start, words, branch, hasElse } = inner;
        conditions.push({ start, end: at + line.length, words, ways: branch + (hasElse ? 1 : 2) });
        open.pop();
      }
    }
    const isOut = word === undefined && open.some(({ branch }) => branch !== chosen);
    if (isOut && line.trim() !== '') left.push({ start: at, end: at + line.length });
    lines.push(isOut || word !== undefined ? line.replaceAll(/[^\r]/g, ' ') : line);
    at += line.length + 1;
  }
  return conditions.length > 0 && open.length === 0 ? { text: lines.join('\n'), left, conditions } : null;
}
