/* Made by `node scripts/precision/fit-rule-records.ts` of scripts/precision/labels.tsv; do not edit. */

/** How a rule's findings on ordinary commits were labelled: labels of two readers each, and what that makes of its confidence, per mille. */
export interface RuleRecord {
  readonly right: number;
  readonly read: number;
  readonly confidence: number;
}

/** A reviewer's own share weighs as much as 5 findings. */
export const RULE_RECORDS: Readonly<Record<string, RuleRecord>> = {
  'documentation/broken-anchor': { right: 4, read: 6, confidence: 748 },
  'documentation/broken-link': { right: 8, read: 12, confidence: 726 },
  'documentation/comment-names-former': { right: 16, read: 16, confidence: 922 },
  'documentation/comment-of-another': { right: 4, read: 6, confidence: 748 },
  'documentation/doubled-word': { right: 25, read: 30, confidence: 824 },
  'documentation/misspelled-word': { right: 198, read: 212, confidence: 928 },
  'documentation/names-removed-thing': { right: 43, read: 60, confidence: 728 },
  'documentation/open-code-span': { right: 4, read: 6, confidence: 748 },
  'documentation/unknown-parameter': { right: 15, read: 18, confidence: 820 },
  'documentation/wrong-article': { right: 10, read: 10, confidence: 898 },
  'quality/always-so': { right: 0, read: 2, confidence: 436 },
  'quality/dangling-import': { right: 2, read: 2, confidence: 436 },
  'quality/dangling-task': { right: 0, read: 2, confidence: 436 },
  'quality/ignored-declaration': { right: 2, read: 2, confidence: 436 },
  'quality/jsx-no-duplicate-props': { right: 2, read: 2, confidence: 436 },
  'quality/no-constant-binary-expression': { right: 2, read: 2, confidence: 436 },
  'quality/no-unreachable': { right: 0, read: 2, confidence: 436 },
  'quality/redefined-function': { right: 2, read: 2, confidence: 436 },
  'quality/stale-caller': { right: 5, read: 6, confidence: 585 },
  'quality/swapped-arguments': { right: 0, read: 2, confidence: 436 },
  'quality/syntax-error': { right: 2, read: 2, confidence: 436 },
  'quality/undefined-name': { right: 4, read: 18, confidence: 299 },
  'quality/unquoted-test': { right: 0, read: 2, confidence: 436 },
  'quality/unused-after-change': { right: 58, read: 62, confidence: 866 },
  'quality/valid-expect': { right: 0, read: 4, confidence: 436 },
  'release/broken-contract': { right: 2, read: 2, confidence: 250 },
  'release/lockfile-drift': { right: 2, read: 2, confidence: 250 },
  'release/raised-requirement': { right: 2, read: 4, confidence: 250 },
  'release/retired-runner': { right: 0, read: 4, confidence: 250 },
  'security/certificate-check-off': { right: 0, read: 2, confidence: 80 },
  'security/debug-mode': { right: 0, read: 2, confidence: 80 },
  'security/downloaded-code': { right: 0, read: 12, confidence: 36 },
  'security/hard-coded-secret': { right: 0, read: 14, confidence: 33 },
  'security/invisible-character': { right: 0, read: 2, confidence: 80 },
  'security/lockfile-removed': { right: 0, read: 2, confidence: 80 },
  'security/secrets-exposed': { right: 0, read: 2, confidence: 80 },
  'security/server-side-request-forgery': { right: 0, read: 2, confidence: 80 },
  'security/untrusted-code': { right: 2, read: 2, confidence: 80 },
  'security/workflow-injection': { right: 2, read: 4, confidence: 80 },
};

/** What a rule of these reviewers is worth that nobody has read yet, per mille. */
export const UNREAD_RULES: Readonly<Record<string, number>> = {
  documentation: 797,
  quality: 436,
  release: 250,
  security: 80,
};
