import { createHash } from 'node:crypto';
import type { ReviewComment } from '../../../schemas/review.ts';
import type { PublicationFacts } from './publication-facts.ts';

/**
 * Where a comment will stand: its lines among the changed files. The publisher puts the comment's own address in its place once GitHub has given it
 * one (`forge/github/publish/thread-links.ts`), which it knows by the concern. Null where the pull request has no address.
 */
export function filesAddress(
  { location, concern }: Pick<ReviewComment, 'location' | 'concern'>,
  { pullUrl = null }: Pick<PublicationFacts, 'pullUrl'>,
): string | null {
  if (pullUrl === null || location === null) return null;
  const { path, side, startLine } = location;
  const lines = startLine === null ? '' : `${side === 'old' ? 'L' : 'R'}${startLine}`;
  const file = createHash('sha256').update(path, 'utf8').digest('hex');
  return `${pullUrl}/files?docket=${encodeURIComponent(concern)}#diff-${file}${lines}`;
}
