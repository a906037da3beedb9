/* Made by `node scripts/precision/fit-rule-records.ts` of scripts/precision/labels.tsv; do not edit. */

/** How a rule's findings on ordinary commits were labelled: labels of two readers each, and what that makes of its confidence, per mille. */
export interface RuleRecord {
  readonly right: number;
  readonly read: number;
  readonly confidence: number;
}

/** A reviewer's own share weighs as much as 8 findings. */
export const RULE_RECORDS: Readonly<Record<string, RuleRecord>> = {
  'documentation/broken-anchor': { right: 4, read: 6, confidence: 796 },
  'documentation/broken-link': { right: 6, read: 6, confidence: 887 },
  'documentation/comment-names-former': { right: 12, read: 12, confidence: 911 },
  'documentation/comment-of-another': { right: 2, read: 2, confidence: 862 },
  'documentation/doubled-word': { right: 18, read: 18, confidence: 927 },
  'documentation/misspelled-word': { right: 153, read: 164, confidence: 925 },
  'documentation/names-removed-thing': { right: 37, read: 48, confidence: 789 },
  'documentation/unknown-parameter': { right: 6, read: 6, confidence: 887 },
  'quality/always-so': { right: 0, read: 2, confidence: 306 },
  'quality/dangling-import': { right: 2, read: 2, confidence: 417 },
  'quality/dangling-task': { right: 0, read: 2, confidence: 306 },
  'quality/ignored-declaration': { right: 2, read: 2, confidence: 417 },
  'quality/jsx-no-duplicate-props': { right: 2, read: 2, confidence: 417 },
  'quality/no-constant-binary-expression': { right: 2, read: 2, confidence: 417 },
  'quality/no-unreachable': { right: 0, read: 2, confidence: 306 },
  'quality/redefined-function': { right: 2, read: 2, confidence: 417 },
  'quality/stale-caller': { right: 5, read: 6, confidence: 477 },
  'quality/swapped-arguments': { right: 0, read: 2, confidence: 306 },
  'quality/syntax-error': { right: 2, read: 2, confidence: 417 },
  'quality/undefined-name': { right: 4, read: 18, confidence: 279 },
  'quality/unquoted-test': { right: 0, read: 2, confidence: 306 },
  'quality/unused-after-change': { right: 31, read: 34, confidence: 730 },
  'quality/valid-expect': { right: 0, read: 4, confidence: 275 },
  'release/broken-contract': { right: 2, read: 2, confidence: 333 },
  'release/lockfile-drift': { right: 2, read: 2, confidence: 333 },
  'release/raised-requirement': { right: 2, read: 4, confidence: 300 },
  'release/retired-runner': { right: 0, read: 4, confidence: 200 },
  'security/certificate-check-off': { right: 0, read: 2, confidence: 55 },
  'security/debug-mode': { right: 0, read: 2, confidence: 55 },
  'security/downloaded-code': { right: 0, read: 10, confidence: 38 },
  'security/hard-coded-secret': { right: 0, read: 10, confidence: 38 },
  'security/invisible-character': { right: 0, read: 2, confidence: 55 },
  'security/lockfile-removed': { right: 0, read: 2, confidence: 55 },
  'security/secrets-exposed': { right: 0, read: 2, confidence: 55 },
  'security/server-side-request-forgery': { right: 0, read: 2, confidence: 55 },
};

/** What a rule of these reviewers is worth that nobody has read yet, per mille. */
export const UNREAD_RULES: Readonly<Record<string, number>> = {
  documentation: 845,
  quality: 344,
  release: 250,
  security: 62,
};
