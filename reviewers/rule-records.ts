/* Made by `node scripts/precision/fit-rule-records.ts` of scripts/precision/labels.tsv; do not edit. */

/** How a rule's findings on ordinary commits were labelled: labels of two readers each, and what that makes of its confidence, per mille. */
export interface RuleRecord {
  readonly right: number;
  readonly read: number;
  readonly confidence: number;
}

/** A reviewer's own share weighs as much as 9 findings. */
export const RULE_RECORDS: Readonly<Record<string, RuleRecord>> = {
  'documentation/broken-anchor': { right: 2, read: 4, confidence: 791 },
  'documentation/broken-link': { right: 2, read: 2, confidence: 870 },
  'documentation/comment-names-former': { right: 6, read: 6, confidence: 892 },
  'documentation/comment-of-another': { right: 2, read: 2, confidence: 870 },
  'documentation/doubled-word': { right: 10, read: 10, confidence: 907 },
  'documentation/misspelled-word': { right: 93, read: 100, confidence: 919 },
  'documentation/names-removed-thing': { right: 22, read: 24, confidence: 890 },
  'documentation/unknown-parameter': { right: 4, read: 4, confidence: 882 },
  'quality/always-so': { right: 0, read: 2, confidence: 321 },
  'quality/dangling-import': { right: 2, read: 2, confidence: 421 },
  'quality/dangling-task': { right: 0, read: 2, confidence: 321 },
  'quality/ignored-declaration': { right: 2, read: 2, confidence: 421 },
  'quality/jsx-no-duplicate-props': { right: 2, read: 2, confidence: 421 },
  'quality/no-constant-binary-expression': { right: 2, read: 2, confidence: 421 },
  'quality/no-unreachable': { right: 0, read: 2, confidence: 321 },
  'quality/redefined-function': { right: 2, read: 2, confidence: 421 },
  'quality/stale-caller': { right: 5, read: 6, confidence: 476 },
  'quality/swapped-arguments': { right: 0, read: 2, confidence: 321 },
  'quality/syntax-error': { right: 2, read: 2, confidence: 421 },
  'quality/undefined-name': { right: 4, read: 4, confidence: 474 },
  'quality/unquoted-test': { right: 0, read: 2, confidence: 321 },
  'quality/unused-after-change': { right: 21, read: 22, confidence: 686 },
  'quality/valid-expect': { right: 0, read: 4, confidence: 292 },
  'release/broken-contract': { right: 2, read: 2, confidence: 325 },
  'release/lockfile-drift': { right: 2, read: 2, confidence: 325 },
  'release/raised-requirement': { right: 2, read: 4, confidence: 295 },
  'release/retired-runner': { right: 0, read: 4, confidence: 205 },
  'security/debug-mode': { right: 0, read: 2, confidence: 67 },
  'security/downloaded-code': { right: 0, read: 6, confidence: 56 },
  'security/invisible-character': { right: 0, read: 2, confidence: 67 },
  'security/lockfile-removed': { right: 0, read: 2, confidence: 67 },
  'security/secrets-exposed': { right: 0, read: 2, confidence: 67 },
  'security/server-side-request-forgery': { right: 0, read: 2, confidence: 67 },
};

/** What a rule of these reviewers is worth that nobody has read yet, per mille. */
export const UNREAD_RULES: Readonly<Record<string, number>> = {
  documentation: 855,
  quality: 357,
  release: 250,
  security: 75,
};
