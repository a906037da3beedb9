import type { ReviewComment } from '../../schemas/review.ts';

/** Whether a published comment is of security, by what it still tells of its claims: as `isSecurity` sees a concern. */
export function isSecurityComment({ reviewers, rule, references }: ReviewComment): boolean {
  return (
    reviewers.includes('security') ||
    rule.toLowerCase().includes('security') ||
    references.some((one) => /^CWE-\d+$/i.test(one))
  );
}
