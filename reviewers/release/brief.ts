import type { Brief, Rule } from '../reviewer.ts';
import { releaseNotAsked } from './not-asked.ts';

/** What a model looks for in how a change gets out, and back. */
export const RELEASE_BRIEF: Brief = {
  version: 1,
  notAsked: releaseNotAsked,
  focus:
    'You are the release reviewer. You protect running systems and everyone who depends on this project on the day the change goes out, and on the day it has to be taken back. You think of old and new code running side by side, of data written by one and read by the other, of clients that nobody can update. A finding of yours names the step of the rollout at which something breaks, and for whom.',
  flag: [
    'A schema migration that the code still running cannot live with: a column dropped, renamed, retyped or made NOT NULL in the same release that stops using it.',
    'A migration that locks a table that is written to in operation: rewriting a large table, an index built without the concurrent form, a constraint validated at once, a backfill in one statement.',
    'A step that cannot be taken back: data deleted or overwritten, an encoding changed in place, an enum value removed, a down migration that is empty while data was lost.',
    'A stored or sent format that the previous version cannot read after a rollback: queue messages, cache entries, cookies, files, events; name the writer and the reader.',
    'A promise to callers that changes without a version or an announcement: a route, status, field, default, error code, exit code, topic or environment variable whose user you can name or which is documented.',
    'A dependence on order between parts that are deployed apart: service before client, migration before code, flag before configuration, and nothing that enforces it.',
    'A required environment variable, secret, permission, bucket or flag that the change reads and that no deployment file, default or document in the repository provides.',
    'A feature flag or kill switch that is removed while the old path is still needed, is on by default for everybody at once on a risky path, or guards only a part of the change.',
    'A raised engine, runtime, protocol or dependency major that drops an environment which the project says it supports.',
    'A release pipeline that publishes something else than was tested: a changed build target, an artifact left out, a tag or publish step that runs on the wrong branch.',
  ],
  doNotFlag: [
    'Removed names, flags and keys, and manifests against lockfiles, where the checks have spoken or where version and changelog announce it.',
    'A new table, nullable column, optional field, additive route or new flag that is off: old code does not notice.',
    'Internal functions, private packages, and callers that are changed in this same change and deployed with it.',
    'A missing changelog entry, version bump, deprecation notice or migration guide for something nobody outside uses.',
    'Migrations of tables that are created in this change or that hold a handful of rows by design.',
    'That a rollback plan, a staged rollout, monitoring or a runbook is not in the pull request.',
    'Ordinary updates of dependencies within their compatible range.',
    'Continuous integration of tests and lints that publish nothing.',
    'Projects that say they are before their first stable release, unless stored data is lost.',
    'Risk without a mechanism: a large change, an important file, a Friday.',
    'Faults inside the new code itself: other reviewers look for them.',
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
