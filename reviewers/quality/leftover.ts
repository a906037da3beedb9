import type { AnalyserRules } from '../../analysers/analyser.ts';
import type { ChangedFile } from '../../schemas/change-set.ts';
import type { CheckContext } from '../reviewer.ts';
import { newSideLines, onLine } from './added-lines.ts';
import { filesWithAddedLines, isFixture } from './paths.ts';

/** Something that was useful while the change was made and should not be merged. */
export interface Leftover {
  readonly rule: string;
  readonly title: string;
  readonly explanation: string;
  readonly scenario: string;
}

/** Where to look for it, and how. */
export interface LeftoverSearch {
  readonly files: (path: string) => boolean;
  /** How the languages of these files write comments, for the search by line. */
  readonly comments: CommentStyle;
  /** Finds it in one line of code, strings and comments taken out. */
  readonly pattern: RegExp;
  /** Finds it by syntax; used where the whole file is at hand and ast-grep knows the language. */
  readonly syntax?: AnalyserRules;
}

/** Reports a leftover on added lines: by syntax where that is possible, by the line alone otherwise. */
export async function reportLeftovers(
  context: CheckContext,
  searches: readonly LeftoverSearch[],
  leftover: Leftover,
): Promise<void> {
  for (const file of filesWithAddedLines(context.changeSet.files)) {
    const search = searches.find((each) => each.files(file.newPath));
    if (search === undefined) continue;
    context.looked(file.newPath);
    if (isFixture(file.newPath)) continue;
    const suspects = suspectLines(file, search);
    if (suspects.size === 0) continue;
    for (const line of (await bySyntax(context, file, search)) ?? suspects.keys()) {
      const text = suspects.get(line);
      if (text === undefined) continue;
      context.report({
        rule: leftover.rule,
        ...onLine(file.newPath, line, text),
        title: leftover.title,
        explanation: leftover.explanation,
        failureScenario: { description: leftover.scenario },
      });
    }
  }
}

function suspectLines(file: ChangedFile, { comments, pattern }: LeftoverSearch): Map<number, string> {
  const suspects = new Map<number, string>();
  for (const { line, text, added } of newSideLines(file).flat()) {
    if (added && pattern.test(codeOf(text, comments))) suspects.set(line, text);
  }
  return suspects;
}

/** The lines where the syntax says so; undefined where nobody can tell. */
async function bySyntax(
  context: CheckContext,
  { newPath: path }: ChangedFile,
  { syntax }: LeftoverSearch,
): Promise<ReadonlySet<number> | undefined> {
  if (syntax === undefined) return undefined;
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return undefined;
  const [result] = await context.analyse('ast-grep', [{ path, text: content.text }], syntax);
  return result?.kind === 'ok' ? new Set(result.matches.map((match) => match.startLine)) : undefined;
}

/** How a family of languages begins a comment that runs to the end of the line. */
type CommentStyle = 'slashes' | 'hash';

const TOKEN = {
  slashes:
    /\/\/.*|\/\*[^]*?(?:\*\/|$)|"(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$)|`(?:[^`\\]|\\[^])*(?:`|\\?$)/g,
  hash: /#.*|"(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$)/g,
} as const;

/** One line without its comments, and with its strings empty. What a line alone does not show (a string begun above) stays. */
function codeOf(line: string, style: CommentStyle): string {
  if (style === 'slashes' && /^\s*\*(?:\s|\/|$)/.test(line)) return '';
  return line.replace(TOKEN[style], (token) => (/^["'`]/.test(token) ? `${token.charAt(0)}${token.charAt(0)}` : ''));
}
