import { defineReviewer } from '../define-reviewer.ts';
import { RELEASE_BRIEF, RELEASE_MODEL_RULES } from './brief.ts';
import { brokenContracts } from './checks/broken-contracts.ts';
import { changedDefaults } from './checks/changed-defaults.ts';
import { changedMembersCheck } from './checks/changed-members.ts';
import { changedSignatures } from './checks/changed-signatures.ts';
import { lockfileDrift } from './checks/lockfile-drift.ts';
import { raisedRequirements } from './checks/raised-requirements.ts';
import { removedConfigKeys } from './checks/removed-config-keys.ts';
import { removedExports } from './checks/removed-exports.ts';
import { removedFlags } from './checks/removed-flags.ts';
import { forModels } from '../rule-scopes.ts';
/** Looks for what breaks those who depend on the project: its packages, its commands and its configuration. */
export const release = defineReviewer({
  id: 'release',
  description:
    'Manifests that their lockfile does not follow; removed exports, flags and configuration keys, newer engines and other licences that no release announces.',
  rules: {
    'lockfile-drift': {
      summary: 'The manifest declares dependencies that the lockfile at head does not answer.',
      severity: 'warning',
      confidence: 900,
    },
    'removed-export': {
      summary: 'A public name is removed or renamed, and neither version nor changelog says so.',
      severity: 'warning',
      confidence: 800,
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
        'What a package of Python or TypeScript offers takes less, asks for more or loses a member, and neither version nor changelog says so.',
      severity: 'warning',
      confidence: 700,
    },
    'changed-default': {
      summary:
        'What a flag, an environment variable or a setting is where nobody sets it changes, and nothing that users read says so.',
      severity: 'suggestion',
      confidence: 600,
    },
    'raised-requirement': {
      summary: 'A package asks for a newer engine or language, and neither version nor changelog says so.',
      severity: 'warning',
      confidence: 700,
    },
    'changed-licence': {
      summary: 'A package changes its licence, and neither version nor changelog says so.',
      severity: 'warning',
      confidence: 800,
    },
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
    raisedRequirements,
  ],
  brief: RELEASE_BRIEF,
});
