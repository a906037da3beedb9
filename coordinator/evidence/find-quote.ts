import type { ChangedText } from './changed-text.ts';
import { normaliseQuote, type Span } from './searchable-source.ts';
import type { Side } from '../../schemas/location.ts';

/** Where a quote stands in one side of a file, and which of the equal places it is. Null text: there is nothing to look in. */
export interface FoundQuote {
  readonly quote: string;
  readonly spans: readonly Span[] | null;
  /** The one nearest to the hinted line; of two equally near, the upper. */
  readonly span: Span | null;
}

/** Looks for a quote, whoever gives it: blanks do not count, and the line is only a hint. */
export function findQuote(
  words: string,
  at: { readonly path: string; readonly side: Side; readonly startLine: number | null },
  text: ChangedText,
): FoundQuote {
  const quote = normaliseQuote(words);
  const spans = text.known(at.path, at.side)?.find(quote) ?? null;
  return { quote, spans, span: nearestSpan(spans ?? [], at.startLine ?? 1) };
}

/** The place nearest to the hinted line; of two equally near, the upper. */
export function nearestSpan(spans: readonly Span[], hint: number): Span | null {
  let best: Span | null = null;
  for (const span of spans) {
    if (best === null || Math.abs(span.startLine - hint) < Math.abs(best.startLine - hint)) best = span;
  }
  return best;
}
