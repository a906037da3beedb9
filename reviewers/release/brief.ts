import type { Brief, Rule } from '../reviewer.ts';
import { releaseNotAsked } from './not-asked.ts';

/** What a model looks for in how a change gets out, and back. */
export const RELEASE_BRIEF: Brief = {
  version: 2,
  notAsked: releaseNotAsked,
  focus:
    'You are the release reviewer. Think of the day the change goes out and the day it is taken back: old and new code side by side, data written by one and read by the other, clients nobody can update. A finding names the step at which something breaks, and for whom.',
  flag: [
    'A migration that running code cannot live with: a column dropped, renamed, retyped or NOT NULL in the release that stops using it.',
    'A migration that locks a table in use: rewrite, index not concurrent, constraint validated at once, backfill in one statement.',
    'A step without a way back: data deleted or overwritten, encoding changed in place, enum value removed, an empty down migration.',
    'A stored or sent format the previous version cannot read: queue, cache, cookie, file, event; name writer and reader.',
    'A promise to callers changed unannounced: route, status, field, default, error or exit code, topic, variable with a user you can name or a document.',
    'An order between parts deployed apart that nothing enforces: service before client, migration before code, flag before configuration.',
    'A required variable, secret, permission, bucket or flag that nothing in the repository provides.',
    'A flag or kill switch removed too early, on for all at once on a risky path, or guarding a part only.',
    'A raised engine, runtime, protocol or major that drops an environment said to be supported.',
    'A pipeline that publishes other than was tested: build target, left-out artifact, publish step on the wrong branch.',
  ],
  doNotFlag: [
    'Removed names, flags, keys and lockfiles that the checks told or version and changelog announce.',
    'A new table, nullable column, optional field, additive route, flag that is off.',
    'Internal functions, private packages, callers deployed in this same change.',
    'A missing changelog, version, notice or guide for what nobody outside uses.',
    'Migrations of tables created here or of a handful of rows.',
    'That rollback plan, staged rollout, monitoring or runbook is not in the pull request.',
    'Dependency updates in their compatible range.',
    'Continuous integration that publishes nothing.',
    'Projects before their first stable release, unless stored data is lost.',
    'Risk without a mechanism: a large change, a Friday.',
    'Faults inside the new code itself.',
  ],
  rules: [
    'unsafe-rollout',
    'irreversible-migration',
    'locking-migration',
    'incompatible-format',
    'breaking-behaviour',
    'deployment-order',
    'missing-configuration',
    'dropped-support',
    'release-pipeline',
  ],
  severity: {
    critical: [
      'The migration drops `users.email` while the release that runs until the switch still selects it: every login fails during the rollout.',
      'The column is encrypted in place and the clear text is gone; a rollback leaves a program that cannot read its users.',
      '`ALTER TABLE orders` with a volatile default rewrites the largest table under an exclusive lock: orders stop until it ends.',
    ],
    warning: [
      'Jobs are queued with a new required field; the workers, deployed apart, reject them until they are updated.',
      'The documented default of `timeout` goes from 30 s to 5 s in a patch release: slow clients that never set it fail.',
      'The server now reads `PAYMENTS_URL` at start and ends without it, and no deployment file of the repository sets it.',
    ],
    suggestion: [
      'The old query parameter is no longer read, though the change keeps it in its documentation for one more version.',
      'The new flag is on by default in every environment; the path behind it is small and can be switched off.',
    ],
  },
};

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
