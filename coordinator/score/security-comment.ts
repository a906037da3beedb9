import type { ReviewComment } from '../../schemas/review.ts';

/** Whether a published comment is of security, by what it still tells of its claims: as `isSecurity` sees a concern. */
export function isSecurityComment({ reviewers, rule, references }: ReviewComment): boolean {
  return (
    reviewers.includes('security') ||
    rule.toLowerCase().includes('security') ||
    references.some((one) => /^CWE-\d+$/i.test(one))
  );
}

/** Whether it stands openly at any percentage, as `isSureEnough` holds it: of security, and not by checks alone. */
export function isOpenAnyway(comment: ReviewComment): boolean {
  return isSecurityComment(comment) && comment.origins.some((origin) => origin !== 'check');
}
