/** A comment that tells a tool to look away. */
export interface Suppression {
  readonly line: number;
  /** The word that was blanked: `eslint-disable-next-line`, `noqa`, `@ts-ignore`. */
  readonly directive: string;
  /** What follows the directive on its line: the rules that it names, a reason. */
  readonly rest: string;
}

const DIRECTIVE = [
  String.raw`(?:eslint|oxlint)-disable(?:-next-line|-line)?`,
  String.raw`@ts-(?:ignore|expect-error|nocheck)`,
  String.raw`biome-ignore(?:-all|-start)?`,
  String.raw`(?:ruff|flake8)\s*:\s*noqa`,
  String.raw`ruff\s*:\s*(?:file-ignore|ignore|disable)`,
  'noqa',
  String.raw`(?:type|pyright)\s*:\s*ignore`,
  String.raw`mypy\s*:\s*ignore-errors`,
  String.raw`pylint\s*:\s*(?:disable(?:-next)?|skip-file)`,
  'nosec',
  'nosemgrep',
  String.raw`secretlint-disable(?:-next-line|-line)?`,
  'ast-grep-ignore',
].join('|');

/** A part of each of them: most lines hold none, and a change may have a million. */
const MENTION = /disable|ignore|@ts-|noqa|nosec|nosem|skip-file/i;

/** A directive stands at the beginning of a comment; the first group is what comes before it. */
const COMMENT = new RegExp(String.raw`((?:(?<!\/)\/\/+|\/\*+|(?<!#)#+|<!--|\{\/\*)\s*)(${DIRECTIVE})(?![\w-])`, 'gi');

/** The second line of a block comment counts as its beginning, too. */
const CONTINUED = new RegExp(String.raw`^(\s*(?:\*+\s*)?)(${DIRECTIVE})(?![\w-])`, 'gi');

/** Not a space: behind one, the next word would stand at the beginning of the comment and be a directive in its turn. */
const FILLER = '_';

/**
 * Blanks suppression comments on the lines that a change adds, so that they have no effect; the text keeps its length. Only
 * the directive's own word goes: the comment around it, and with it the syntax, stays whole.
 */
export function blankSuppressions(
  text: string,
  changedLines: ReadonlySet<number>,
): { readonly text: string; readonly blanked: readonly Suppression[] } {
  const blanked: Suppression[] = [];
  const lines = text.split('\n');
  const blank = (content: string, line: number, pattern: RegExp): string => {
    const insideString = stringScanner(content);
    return content.replace(pattern, (whole: string, before: string, directive: string, offset: number) => {
      if (insideString(offset)) return whole;
      const rest = content.slice(offset + whole.length);
      blanked.push({ line, directive: directive.replaceAll(/\s/g, ''), rest });
      return before + FILLER.repeat(directive.length);
    });
  };
  for (const line of changedLines) {
    const content = lines[line - 1];
    if (content === undefined || !MENTION.test(content)) continue;
    const opened = /\/\*+\s*$/.test(lines[line - 2] ?? '');
    lines[line - 1] = blank(opened ? blank(content, line, CONTINUED) : content, line, COMMENT);
  }
  return { text: lines.join('\n'), blanked: blanked.toSorted((one, other) => one.line - other.line) };
}

/**
 * Tells whether a quote is still open at a place of a line, for places in their order: the line is gone through once. Quotes in an
 * earlier comment are words.
 */
function stringScanner(line: string): (offset: number) => boolean {
  let open: string | undefined;
  let inComment = false;
  let index = 0;
  return (offset) => {
    for (; index < offset && !inComment; index += 1) {
      const character = line.charAt(index);
      inComment = open === undefined && (character === '#' || line.startsWith('//', index));
      if (character === '\\') index += 1;
      else if (open === undefined && `"'\``.includes(character)) open = character;
      else if (open === character) open = undefined;
    }
    return !inComment && open !== undefined;
  };
}
