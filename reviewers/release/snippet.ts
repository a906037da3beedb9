import type { AnalyserMatch } from '../../analysers/analyser.ts';

/** A match and the text it covers. */
export interface Snippet {
  readonly rule: string;
  readonly text: string;
  readonly line: number;
}

/** Cuts the matches out of the text they were found in. */
export function snippets(text: string, matches: readonly AnalyserMatch[]): Snippet[] {
  const lines = text.split('\n');
  return matches.map((match) => {
    const covered = lines.slice(match.startLine - 1, match.endLine);
    const last = covered.length - 1;
    covered[last] = covered[last]?.slice(0, match.endColumn) ?? '';
    covered[0] = covered[0]?.slice(match.startColumn) ?? '';
    return { rule: match.rule, text: covered.join('\n'), line: match.startLine };
  });
}
