import type { AnalyserMatch } from '../../analysers/analyser.ts';
import type { Syntax } from '../changed-code/syntax-node.ts';
import { quoteOf } from './quote.ts';
import { SINKS } from './rules/all.ts';
import { type ChangedPiece, type Hit, valueHits } from './value-hits.ts';

/** What the syntax shows by itself, and the values that reach a place where they do harm. */
export function hitsOf(
  { file, piece, changed }: ChangedPiece,
  matches: readonly AnalyserMatch[],
  root: Syntax | null,
): Hit[] {
  const bySyntax = matches.flatMap((match): Hit[] => {
    const sink = SINKS.get(match.rule);
    const quote = sink === undefined ? null : quoteOf({ piece, match, changed, file });
    return sink === undefined || quote === null ? [] : [{ sink, quote, sure: 'unknown' }];
  });
  const byValue = root === null ? [] : valueHits({ file, piece, changed }, root);
  return [...bySyntax, ...byValue];
}
