import type { Rule } from '../reviewer.ts';

/** What only a model can report: it needs understanding, not syntax. */
export const RELEASE_MODEL_RULES = {
  'unsafe-rollout': {
    summary: 'Something breaks while old and new code run side by side.',
    severity: 'warning',
    confidence: 650,
  },
  'irreversible-migration': {
    summary: 'A step of the release cannot be taken back.',
    severity: 'warning',
    confidence: 700,
  },
  'locking-migration': {
    summary: 'A migration stops writers of a table in operation.',
    severity: 'warning',
    confidence: 650,
  },
  'incompatible-format': {
    summary: 'What one version writes, the other cannot read.',
    severity: 'warning',
    confidence: 650,
  },
  'breaking-behaviour': {
    summary: 'A promise to callers changes without an announcement.',
    severity: 'warning',
    confidence: 650,
  },
  'deployment-order': {
    summary: 'Parts that are deployed apart depend on an order nobody enforces.',
    severity: 'warning',
    confidence: 600,
  },
  'missing-configuration': {
    summary: 'The change needs a setting that nothing provides.',
    severity: 'warning',
    confidence: 650,
  },
  'dropped-support': {
    summary: 'An environment that the project supports is dropped.',
    severity: 'warning',
    confidence: 650,
  },
  'release-pipeline': { summary: 'What is published is not what was tested.', severity: 'warning', confidence: 650 },
} as const satisfies Readonly<Record<string, Rule>>;
