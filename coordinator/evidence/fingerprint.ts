import type { Finding } from '../../schemas/finding.ts';
import { digest } from './digest.ts';
import { normaliseLine } from './searchable-source.ts';

/**
 * The identity of a claim: rule, path, quoted code and which of the equal pieces in the file. Lines do not take part, so it
 * stands when code moves; a claim that quotes nothing is known by its own words.
 */
export function fingerprint(
  finding: Pick<Finding, 'rule' | 'title' | 'explanation'>,
  about: { readonly path: string | null; readonly quote: string | null; readonly ordinal: number },
): string {
  const { path, quote, ordinal } = about;
  if (quote !== null) return digest(['quote', finding.rule, path, quote, ordinal]);
  // A title may be a cut of a longer sentence, so the explanation tells as well where nothing else does.
  const words = path === null ? `${finding.title}\n${finding.explanation}` : finding.title;
  return digest(['words', finding.rule, path, normaliseLine(words), ordinal]);
}
