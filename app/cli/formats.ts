/** The forms of a review on the command line; docs/output.md shows each. */
export const REVIEW_FORMATS = [
  'pretty',
  'list',
  'markdown',
  'json',
  'sarif',
  'gitlab',
  'checkstyle',
  'rdjson',
  'agent',
] as const;
export type Format = (typeof REVIEW_FORMATS)[number];
