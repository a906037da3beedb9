import { defineReviewer } from '../define-reviewer.ts';
import { RELEASE_BRIEF, RELEASE_MODEL_RULES } from './brief.ts';
import { brokenContracts } from './checks/broken-contracts.ts';
import { changedDefaults } from './checks/changed-defaults.ts';
import { changedMembersCheck } from './checks/changed-members.ts';
import { changedPlatforms } from './checks/changed-platforms.ts';
import { changedSignatures } from './checks/changed-signatures.ts';
import { lockfileDrift } from './checks/lockfile-drift.ts';
import { majorBumps } from './checks/major-bumps.ts';
import { migratedNames } from './checks/migrated-names.ts';
import { migrationFiles } from './checks/migration-files.ts';
import { migrationSteps } from './checks/migration-steps.ts';
import { raisedRequirements } from './checks/raised-requirements.ts';
import { removedConfigKeys } from './checks/removed-config-keys.ts';
import { removedExports } from './checks/removed-exports.ts';
import { removedFlags } from './checks/removed-flags.ts';
import { MIGRATION_RULES } from './migrations/hazard-words.ts';
import { forModels } from '../rule-scopes.ts';
/** Looks for what breaks those who depend on the project: its packages, its commands and its configuration. */
export const release = defineReviewer({
  id: 'release',
  description:
    'Manifests that their lockfile does not follow; removed exports, flags and configuration keys, other signatures, defaults, images, engines and licences that no release announces; migrations that lock, fail or lose data.',
  rules: {
    'lockfile-drift': {
      summary: 'The manifest declares dependencies that the lockfile at head does not answer.',
      severity: 'warning',
      confidence: 900,
    },
    'removed-export': {
      summary: 'A public name is removed or renamed, and neither version nor changelog says so.',
      severity: 'suggestion',
      confidence: 200,
    },
    'removed-cli-flag': {
      summary: 'A command line flag is removed or renamed, and neither version nor changelog says so.',
      severity: 'warning',
      confidence: 800,
    },
    'removed-config-key': {
      summary: 'A configuration key is removed or renamed, and neither version nor changelog says so.',
      severity: 'warning',
      confidence: 700,
    },
    'broken-contract': {
      summary:
        'An interface that OpenAPI, GraphQL, Protocol Buffers or a JSON Schema describe breaks its clients, and neither version nor changelog says so.',
      severity: 'warning',
      confidence: 800,
    },
    'changed-signature': {
      summary:
        'What a package of Python, TypeScript, Rust or C# offers takes less, asks for more or loses a member, and neither version nor changelog says so.',
      severity: 'suggestion',
      confidence: 200,
    },
    'changed-default': {
      summary:
        'What a flag, an environment variable or a setting is where nobody sets it changes, and nothing that users read says so.',
      severity: 'suggestion',
      confidence: 600,
    },
    'changed-base-image': {
      summary:
        'An image stands on another distribution or major version, or a database on data of an older one, and nothing that users read says so.',
      severity: 'suggestion',
      confidence: 200,
    },
    'retired-runner': {
      summary: 'A job asks for a machine that GitHub no longer has.',
      severity: 'warning',
      confidence: 900,
      references: ['https://github.com/actions/runner-images#available-images'],
    },
    'moved-release-runner': {
      summary: 'Programs of a release are built on a newer system, which older ones of users do not suffice for.',
      severity: 'suggestion',
      confidence: 200,
    },
    'major-dependency-bump': {
      summary:
        'A dependency of a published package goes to another major version in a change that is about something else.',
      severity: 'suggestion',
      confidence: 200,
    },
    'raised-requirement': {
      summary: 'A package asks for a newer engine or language, and neither version nor changelog says so.',
      severity: 'warning',
      confidence: 240,
    },
    'changed-licence': {
      summary: 'A package changes its licence, and neither version nor changelog says so.',
      severity: 'warning',
      confidence: 800,
    },
    ...MIGRATION_RULES,
    ...forModels(RELEASE_MODEL_RULES),
  },
  checks: [
    lockfileDrift,
    removedExports,
    removedFlags,
    removedConfigKeys,
    brokenContracts,
    changedSignatures,
    changedMembersCheck,
    changedDefaults,
    changedPlatforms,
    majorBumps,
    raisedRequirements,
    migrationSteps,
    migrationFiles,
    migratedNames,
  ],
  brief: RELEASE_BRIEF,
});
