import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import type { YamlPlace } from '../configuration/yaml-place.ts';
import { insertedIn, parseExpression, expressionsBelow, pathOf } from './expression.ts';
import { isPowerful, namesSecret, rightsOf } from './rights.ts';
import type { Job, WorkflowStep, Workflow } from './workflow.ts';

/** The full hash of a commit. */
export const COMMIT = /^[\da-f]{40}(?:[\da-f]{24})?$/i;
/** The name of a released version, or of a branch that stands for one. */
export const VERSION = /^(?:releases?\/|stable\/)?v?\d/i;
/** Their names choose a version of a tool, or their makers ask for the branch. */
const BRANCH_ON_PURPOSE =
  /^(?:dtolnay\/rust-toolchain|actions-rust-lang\/|taiki-e\/install-action|google\/(?:oss-fuzz|clusterfuzzlite)|awalsh128\/|cachix\/)/;
/** Who makes the runners makes these too. */
const OF_GITHUB = /^(?:actions|github)\//;

/** Actions that others may change under the same name, and secrets that are handed to more than needs them. */
export function foreignActions(workflow: Workflow): ConfigurationHazard[] {
  const own = ownersOf(workflow.place);
  const isForeign = (action: string): boolean =>
    /^[a-z\d][\w.-]*\/[\w./-]+$/.test(action) && !OF_GITHUB.test(action) && !own.has(action.split('/', 1)[0] ?? '');
  const pins = pinsOthers(workflow, isForeign);
  const told = new Set<string>();
  const isNew = ({ action, ref }: WorkflowStep): boolean =>
    !told.has(`${action}@${ref}`) && told.add(`${action}@${ref}`).size > 0;
  return workflow.jobs.flatMap((job) => [
    ...job.steps.flatMap((step) =>
      isForeign(step.action) && !BRANCH_ON_PURPOSE.test(step.action) && isNew(step)
        ? movingAction({ workflow, job, step, pins })
        : [],
    ),
    ...calledWorkflow(job, isForeign),
    ...allSecrets(job),
  ]);
}

/** Owners that the workflow itself compares its repository with. */
function ownersOf(place: YamlPlace): ReadonlySet<string> {
  const named = place.texts.flatMap(({ words }) => [
    ...words.matchAll(/github\.repository(?:_owner)?\s{0,3}[!=]=\s{0,3}'([\w.-]+)/g),
  ]);
  return new Set(named.map(([, owner = '']) => owner.toLowerCase()));
}

/** Whether the workflow names other foreign actions by their commits: a version then is an oversight. */
function pinsOthers({ jobs }: Workflow, isForeign: (action: string) => boolean): boolean {
  const foreign = jobs.flatMap(({ steps }) => steps).filter(({ action }) => isForeign(action));
  const pinned = foreign.filter(({ ref }) => COMMIT.test(ref)).length;
  return pinned > 0 && pinned >= foreign.length - 1;
}

function movingAction({
  workflow,
  job,
  step,
  pins,
}: {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: WorkflowStep;
  readonly pins: boolean;
}): ConfigurationHazard[] {
  const { action, ref, place } = step;
  if (COMMIT.test(ref)) return [];
  const moves = !VERSION.test(ref);
  const rights = rightsOf(workflow, job);
  const given = place.texts.some(({ words }) => namesSecret(words));
  if (!moves && !pins && !given) return [];
  const handed = rights.writes === true || given;
  return [
    {
      rule: 'unpinned-action',
      identity: `${action} ${moves ? 'branch' : 'version'}`,
      lines: [place.at('uses').line],
      title: `\`${action}\` is whatever \`${ref === '' ? 'its default branch' : ref}\` points to`,
      explanation: `Whoever can write to that repository changes what this workflow runs${handed ? ', with a token or secrets that are worth something' : ''}; ${moves ? 'a branch moves with every commit' : `a tag can be moved${pins ? ', and the other actions here are named by their commits' : ''}`}. Name the full hash of a commit, with the version behind it as a comment.`,
      failureScenario: {
        description: `An account of \`${action.split('/')[0] ?? action}\` is stolen and \`${ref}\` is moved. The next run of this workflow executes the thief’s code${handed ? ', and hands it what this job may do' : ''}.`,
      },
      severity: moves && handed && isPowerful(rights) ? 'warning' : 'suggestion',
      confidence: moves ? 700 : pins ? 550 : 450,
    },
  ];
}

function calledWorkflow({ place }: Job, isForeign: (action: string) => boolean): ConfigurationHazard[] {
  const [called = '', ref = ''] = place.at('uses').words.toLowerCase().split('@');
  if (!isForeign(called) || place.at('secrets').words !== 'inherit') return [];
  return [
    {
      rule: 'secrets-exposed',
      identity: `inherit ${called}`,
      lines: [place.at('secrets').line, place.at('uses').line],
      title: `\`${called.split('/').slice(0, 2).join('/')}\` receives every secret of this repository`,
      explanation: `\`secrets: inherit\` hands over all of them, also those that come later and those that have nothing to do with it. Name the ones that it needs.`,
      failureScenario: {
        description: `The workflow at \`${ref === '' ? called : ref}\`, or an action that it uses, reads \`toJSON(secrets)\`: it has the keys for publishing although it only needed another one.`,
      },
      severity: COMMIT.test(ref) ? 'suggestion' : 'warning',
    },
  ];
}

/** Steps that are handed all secrets as one text. */
function allSecrets({ steps }: Job): ConfigurationHazard[] {
  return steps.flatMap(({ place }) =>
    place.texts
      .filter(({ words }) => insertedIn(words).some(({ source }) => isAllSecrets(source)))
      .map((text): ConfigurationHazard => ({
        rule: 'secrets-exposed',
        identity: `all ${text.words.replace(/\s+/g, '')}`,
        lines: text.lines,
        title: 'One step receives every secret of this repository',
        explanation:
          'All secrets become one text, which GitHub cannot mask in logs as a whole, and the step gets those that it does not need. Name the ones that it needs.',
        failureScenario: {
          description:
            'The step, or something that it starts, prints or sends its environment: every key of the repository is in it.',
        },
      })),
  );
}

function isAllSecrets(source: string): boolean {
  const expression = parseExpression(source);
  return (
    expression !== null &&
    [...expressionsBelow(expression)].some((part) => pathOf(part) === 'secrets') &&
    /tojson\s*\(\s*secrets\s*\)/i.test(source)
  );
}
