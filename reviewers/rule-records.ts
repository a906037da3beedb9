/* Made by `node scripts/precision/fit-rule-records.ts` of scripts/precision/labels.tsv; do not edit. */

/** How a rule's findings on ordinary commits were labelled: labels of two readers each, and what that makes of its confidence, per mille. */
export interface RuleRecord {
  readonly right: number;
  readonly read: number;
  readonly confidence: number;
}

/** A reviewer's own share weighs as much as 8 findings. */
export const RULE_RECORDS: Readonly<Record<string, RuleRecord>> = {
  'documentation/broken-anchor': { right: 4, read: 6, confidence: 813 },
  'documentation/broken-link': { right: 2, read: 2, confidence: 883 },
  'documentation/comment-names-former': { right: 8, read: 8, confidence: 912 },
  'documentation/comment-of-another': { right: 2, read: 2, confidence: 883 },
  'documentation/doubled-word': { right: 12, read: 12, confidence: 925 },
  'documentation/misspelled-word': { right: 105, read: 112, confidence: 929 },
  'documentation/names-removed-thing': { right: 25, read: 28, confidence: 884 },
  'documentation/unknown-parameter': { right: 6, read: 6, confidence: 904 },
  'quality/always-so': { right: 0, read: 2, confidence: 335 },
  'quality/dangling-import': { right: 2, read: 2, confidence: 446 },
  'quality/dangling-task': { right: 0, read: 2, confidence: 335 },
  'quality/ignored-declaration': { right: 2, read: 2, confidence: 446 },
  'quality/jsx-no-duplicate-props': { right: 2, read: 2, confidence: 446 },
  'quality/no-constant-binary-expression': { right: 2, read: 2, confidence: 446 },
  'quality/no-unreachable': { right: 0, read: 2, confidence: 335 },
  'quality/redefined-function': { right: 2, read: 2, confidence: 446 },
  'quality/stale-caller': { right: 5, read: 6, confidence: 501 },
  'quality/swapped-arguments': { right: 0, read: 2, confidence: 335 },
  'quality/syntax-error': { right: 2, read: 2, confidence: 446 },
  'quality/undefined-name': { right: 4, read: 4, confidence: 502 },
  'quality/unquoted-test': { right: 0, read: 2, confidence: 335 },
  'quality/unused-after-change': { right: 25, read: 26, confidence: 739 },
  'quality/valid-expect': { right: 0, read: 4, confidence: 302 },
  'release/broken-contract': { right: 2, read: 2, confidence: 333 },
  'release/lockfile-drift': { right: 2, read: 2, confidence: 333 },
  'release/raised-requirement': { right: 2, read: 4, confidence: 300 },
  'release/retired-runner': { right: 0, read: 4, confidence: 200 },
  'security/certificate-check-off': { right: 0, read: 2, confidence: 62 },
  'security/debug-mode': { right: 0, read: 2, confidence: 62 },
  'security/downloaded-code': { right: 0, read: 10, confidence: 43 },
  'security/hard-coded-secret': { right: 0, read: 8, confidence: 46 },
  'security/invisible-character': { right: 0, read: 2, confidence: 62 },
  'security/lockfile-removed': { right: 0, read: 2, confidence: 62 },
  'security/secrets-exposed': { right: 0, read: 2, confidence: 62 },
  'security/server-side-request-forgery': { right: 0, read: 2, confidence: 62 },
};

/** What a rule of these reviewers is worth that nobody has read yet, per mille. */
export const UNREAD_RULES: Readonly<Record<string, number>> = {
  documentation: 868,
  quality: 377,
  release: 250,
  security: 69,
};
