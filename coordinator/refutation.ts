import type { JudgeAnswer } from '../schemas/judge.ts';
import type { ChangedText } from './changed-text.ts';
import { findQuote } from './find-quote.ts';

type Drop = Extract<JudgeAnswer, { action: 'drop' }>;

/** Fewer characters stand everywhere and say nothing. */
const SHORTEST = 6;
/** A line that is a comment in most languages; `#include`, `#[test]` and the like are code. */
const COMMENT = /^(?:\/\/|\/\*|\*(?:$|[\s/])|#(?!\[|include|define|if|el|end|undef|pragma|region)|--\s|<!--|"""|''')/;
/** There, words are what the file is made of. */
const PROSE = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i;

/**
 * Whether a refutation is grounded: its quote is in the source, on another line than it says at most. A comment is a claim of
 * whoever wrote it, not evidence.
 */
export function grounds({ quote: words, location }: Drop, text: ChangedText): Grounds {
  const { path, side } = location;
  const { quote, spans, span } = findQuote(words, location, text);
  if (quote.replaceAll(/\s/g, '').length < SHORTEST) return { kind: 'none', why: 'it quotes next to nothing' };
  if (spans === null) return { kind: 'none', why: `there is no text of ${path} to look for its quote in` };
  if (span === null) return { kind: 'none', why: `what it quotes is not in ${path} on the ${side} side` };
  if (!PROSE.test(path) && quote.split('\n').every((line) => line === '' || COMMENT.test(line))) {
    return { kind: 'none', why: 'it quotes only comments' };
  }
  return { kind: 'found', at: `${path}:${span.startLine}${side === 'old' ? ' before the change' : ''}` };
}

export type Grounds =
  | { readonly kind: 'found'; readonly at: string }
  /** Why the refutation does not count. */
  | { readonly kind: 'none'; readonly why: string };
