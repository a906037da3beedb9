import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { strangersStart } from './strangers.ts';
import type { Job, Workflow } from './workflow.ts';

/** Rights of tokens that no job needs in full, or that jobs get without asking. */
export function permissionHazards(workflow: Workflow): ConfigurationHazard[] {
  return [...writeAll(workflow), ...rightsForAll(workflow), ...rightsByDefault(workflow)];
}

function writeAll({ place, jobs }: Workflow): ConfigurationHazard[] {
  return [place, ...jobs.map((job) => job.place)]
    .map((one) => one.at('permissions'))
    .filter(({ words }) => words === 'write-all')
    .map((permissions) => ({
      rule: 'excessive-permissions',
      identity: 'write-all',
      lines: [permissions.line],
      title: 'Every step may write everything',
      explanation:
        '`write-all` lets each action and each script change code, releases, packages and settings of workflows. Name what the job needs.',
      failureScenario: {
        description:
          'One of the actions used, or a dependency that is installed, takes the token: it can push to branches and publish releases.',
      },
    }));
}

/** What a thief of a token wants to write: code and releases, packages. */
const GRAVE = ['contents', 'packages'];

/** Rights to write that the workflow hands to several jobs at once. */
function rightsForAll({ place, jobs }: Workflow): ConfigurationHazard[] {
  const stated = place.at('permissions');
  const grave = GRAVE.filter((name) => stated.at(name).words === 'write');
  const heirs = jobs.filter((job) => !job.place.at('permissions').exists);
  if (grave.length === 0 || heirs.length < 2) return [];
  return [
    {
      rule: 'excessive-permissions',
      identity: `for all jobs ${grave.join(' ')}`,
      lines: [...grave.map((name) => stated.at(name).line), stated.line],
      severity: 'suggestion',
      // Read in commits of others each job needed the right: folded until a repository's own outcomes lift it.
      confidence: 200,
      title: `Each of ${heirs.length} jobs may write ${grave.map((name) => `\`${name}\``).join(', ')}`,
      explanation:
        'What the workflow states every job gets that states nothing itself. State it at the job that writes, and `contents: read` for all.',
      failureScenario: {
        description:
          'A dependency that is installed in the job for tests takes its token, which may write although that job never does.',
      },
    },
  ];
}

/** Jobs that strangers start and whose token may do what the repository's settings say, which is nothing that this file shows. */
function rightsByDefault(workflow: Workflow): ConfigurationHazard[] {
  const { place, jobs } = workflow;
  if (strangersStart(workflow) !== 'with-rights' || place.at('permissions').exists) return [];
  const open = jobs.filter(
    (job) => !job.place.at('permissions').exists && !job.place.at('uses').exists && runsForeign(job),
  );
  const [first] = open;
  if (first === undefined) return [];
  return [
    {
      rule: 'excessive-permissions',
      identity: 'rights by default',
      lines: [place.at('on').line, ...open.map((job) => job.place.line), ...place.at('on').lines],
      severity: 'suggestion',
      // Both on ordinary commits were arguable: what the repository lets a token do, no file shows.
      confidence: 200,
      title: 'Strangers start this, and nothing says what its token may do',
      explanation:
        'Without `permissions` the settings of the repository decide, and in many these let the token write everything. State what the job needs.',
      failureScenario: {
        description: `Somebody outside causes the event; an action that \`${first.id}\` uses is taken over, or reads their text as code: with the token they push to a branch.`,
      },
    },
  ];
}

/** Whether a job runs code of others, which could take its token. */
function runsForeign({ steps }: Job): boolean {
  return steps.some(({ action, run }) => (action !== '' && !action.startsWith('.')) || run.text !== null);
}
