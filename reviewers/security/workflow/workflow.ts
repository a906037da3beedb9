import type { YamlPlace } from '../configuration/yaml-place.ts';

/** One step of a job or of a composite action. */
export interface WorkflowStep {
  readonly place: YamlPlace;
  readonly id: string | null;
  /** `owner/name` or `owner/name/path` in lower case, `./path`, `docker://…`; empty where the step runs a program. */
  readonly action: string;
  /** What follows the `@`. */
  readonly ref: string;
  readonly run: YamlPlace;
}

/** A job with steps, or one that calls another workflow. */
export interface Job {
  readonly id: string;
  readonly place: YamlPlace;
  readonly steps: readonly WorkflowStep[];
}

/** A workflow, or a composite action, which is one job without triggers. */
export interface Workflow {
  readonly place: YamlPlace;
  /** Names of events in lower case; empty for an action. */
  readonly triggers: ReadonlySet<string>;
  readonly jobs: readonly Job[];
  readonly isAction: boolean;
}

const TOP = 'name run-name on permissions env defaults concurrency jobs description';
const JOB = `name permissions needs if runs-on environment concurrency outputs env defaults steps timeout-minutes strategy continue-on-error
  container services uses with secrets snapshot`;
const STEP =
  'id if name uses run working-directory shell with env continue-on-error timeout-minutes parallel background wait';
const ACTION = 'name author description inputs outputs runs branding';
const RUNS = 'using main pre post pre-if post-if image args entrypoint pre-entrypoint post-entrypoint env steps';

/** Reads a workflow or an action by its keys. */
export function workflowOf(place: YamlPlace): Workflow {
  const isAction = place.at('runs').exists && !place.at('jobs').exists;
  if (isAction) return { place, triggers: new Set(), isAction, jobs: [jobOf('', place.at('runs'))] };
  const jobs = place.at('jobs');
  return { place, triggers: triggersOf(place.at('on')), isAction, jobs: jobs.keys.map((id) => jobOf(id, jobs.at(id))) };
}

function triggersOf(on: YamlPlace): ReadonlySet<string> {
  const names = on.isTable ? on.keys : on.items.map(({ words }) => words);
  return new Set(names.map((name) => name.toLowerCase()));
}

function jobOf(id: string, place: YamlPlace): Job {
  return { id, place, steps: stepsIn(place.at('steps')) };
}

/** The steps of a list; those that run side by side stand in one of it. */
function stepsIn(list: YamlPlace): WorkflowStep[] {
  return list.items.flatMap((place) => {
    const together = place.at('parallel');
    return together.exists ? [stepOf(place), ...stepsIn(together)] : [stepOf(place)];
  });
}

function stepOf(place: YamlPlace): WorkflowStep {
  const [used = '', ref = ''] = place.at('uses').words.trim().split('@');
  const action = plainPath(used);
  const id = place.at('id').text;
  return { place, id, action: action.startsWith('.') ? action : action.toLowerCase(), ref, run: place.at('run') };
}

/** `actions/checkout/.` and `actions//checkout` are `actions/checkout` too. */
function plainPath(used: string): string {
  if (used.startsWith('.') || used.includes('://')) return used;
  const parts: string[] = [];
  for (const part of used.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Keys that GitHub does not know, or that are newer than this table: nobody here can say what they do. */
export function unknownKeys({ place, jobs, isAction }: Workflow): string[] {
  const beyond = (one: YamlPlace, known: string): string[] => {
    const names = known.split(/\s+/);
    return one.keys.filter((key) => !names.includes(key));
  };
  if (isAction)
    return [
      ...beyond(place, ACTION),
      ...beyond(place.at('runs'), RUNS),
      ...jobs.flatMap(({ steps }) => steps.flatMap((step) => beyond(step.place, STEP))),
    ];
  return [
    ...beyond(place, TOP),
    ...jobs.flatMap((job) => [...beyond(job.place, JOB), ...job.steps.flatMap((step) => beyond(step.place, STEP))]),
  ];
}

/** Whether a step uses one of these actions: `actions/checkout`. */
export function uses({ action }: WorkflowStep, ...names: readonly string[]): boolean {
  return names.includes(action);
}
