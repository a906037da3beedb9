import type { SideJudgement } from '../../changed-code/sides/judgement.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { readYaml } from '../configuration/yaml-place.ts';
import { encodedSecrets } from './encoded-secrets.ts';
import { foreignActions } from './foreign-actions.ts';
import { foreignArtifacts, foreignCheckouts } from './foreign-code.ts';
import { movingImages } from './images.ts';
import { injectedPrograms } from './injected-programs.ts';
import { conditionHazards, jobHazards } from './job-hazards.ts';
import { latestTools } from './latest-tools.ts';
import { lookAlikeActions } from './look-alike-actions.ts';
import { openSettings } from './open-settings.ts';
import { permissionHazards } from './permissions.ts';
import { releaseHazards } from './releases.ts';
import { runHazards } from './run-hazards.ts';
import { sentSecrets } from './sent-secrets.ts';
import { tokenHazards } from './tokens.ts';
import { unknownKeys, type Workflow, workflowOf } from './workflow.ts';

const RULES: readonly ((workflow: Workflow) => readonly ConfigurationHazard[])[] = [
  injectedPrograms,
  foreignCheckouts,
  foreignArtifacts,
  foreignActions,
  conditionHazards,
  jobHazards,
  permissionHazards,
  releaseHazards,
  movingImages,
  lookAlikeActions,
  tokenHazards,
  latestTools,
  encodedSecrets,
  sentSecrets,
  openSettings,
];

/** Judges a workflow or an action of GitHub. */
export function judgeWorkflow(text: string): SideJudgement {
  const unreadable = (reason: string): SideJudgement => ({ hazards: [], unread: [{ reason, identity: text }] });
  const documents = readYaml(text);
  if (typeof documents === 'string') return unreadable(documents);
  const [first, ...more] = documents;
  if (first === undefined) return { hazards: [], unread: [] };
  if (more.length > 0 || !first.isTable) return unreadable('is no workflow');
  const workflow = workflowOf(first);
  const unread = unknownKeys(workflow).map((key) => ({
    reason: `has the key \`${key}\`, which is not known here`,
    identity: key,
  }));
  const run = runHazards(workflow);
  return { hazards: [...RULES.flatMap((rule) => rule(workflow)), ...run.hazards], unread: [...unread, ...run.unread] };
}
