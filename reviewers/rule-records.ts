/* Made by `node scripts/precision/fit-rule-records.ts` of scripts/precision/labels.tsv; do not edit. */

/** How a rule's findings on ordinary commits were labelled: labels of two readers each, and what that makes of its confidence, per mille. */
export interface RuleRecord {
  readonly right: number;
  readonly read: number;
  readonly confidence: number;
}

/** A reviewer's own share weighs as much as 5 findings. */
export const RULE_RECORDS: Readonly<Record<string, RuleRecord>> = {
  'documentation/broken-anchor': { right: 4, read: 6, confidence: 765 },
  'documentation/comment-names-former': { right: 4, read: 4, confidence: 875 },
  'documentation/comment-of-another': { right: 4, read: 4, confidence: 875 },
  'documentation/doubled-word': { right: 6, read: 6, confidence: 890 },
  'documentation/misspelled-word': { right: 55, read: 62, confidence: 878 },
  'documentation/names-removed-thing': { right: 18, read: 20, confidence: 875 },
  'documentation/unknown-parameter': { right: 2, read: 2, confidence: 854 },
  'quality/dangling-import': { right: 2, read: 2, confidence: 465 },
  'quality/dangling-task': { right: 0, read: 2, confidence: 299 },
  'quality/no-unreachable': { right: 0, read: 2, confidence: 299 },
  'quality/redefined-function': { right: 4, read: 4, confidence: 542 },
  'quality/stale-caller': { right: 5, read: 6, confidence: 537 },
  'quality/swapped-arguments': { right: 0, read: 2, confidence: 299 },
  'quality/syntax-error': { right: 2, read: 2, confidence: 465 },
  'quality/undefined-name': { right: 4, read: 4, confidence: 542 },
  'quality/unquoted-test': { right: 0, read: 2, confidence: 299 },
  'quality/unused-after-change': { right: 18, read: 20, confidence: 719 },
  'release/broken-contract': { right: 2, read: 2, confidence: 432 },
  'release/lockfile-drift': { right: 2, read: 2, confidence: 432 },
  'release/raised-requirement': { right: 2, read: 4, confidence: 370 },
  'release/retired-runner': { right: 0, read: 4, confidence: 227 },
  'security/debug-mode': { right: 0, read: 2, confidence: 75 },
  'security/downloaded-code': { right: 0, read: 6, confidence: 56 },
  'security/invisible-character': { right: 0, read: 2, confidence: 75 },
  'security/lockfile-removed': { right: 0, read: 10, confidence: 45 },
  'security/secrets-exposed': { right: 0, read: 2, confidence: 75 },
  'security/server-side-request-forgery': { right: 0, read: 2, confidence: 75 },
};

/** What a rule of these reviewers is worth that nobody has read yet, per mille. */
export const UNREAD_RULES: Readonly<Record<string, number>> = {
  documentation: 825,
  quality: 358,
  release: 318,
  security: 90,
};
