import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { asksForSuccess, conditionOf, keepsStrangersOut } from './conditions.ts';
import { checkedOutBy, readsOnly, useOfFetched } from './fetched-heads.ts';
import { insertedIn, parseExpression, resultsOf } from './expression.ts';
import { isPowerful, rightsOf } from './rights.ts';
import { type Job, type WorkflowStep, uses, type Workflow } from './workflow.ts';

/** Expressions that name the code of whoever made a pull request; of its base, nobody merges but who may write there. */
const HEAD =
  /^github\.event\.pull_request\.(?:head\.(?:sha|ref|label|repo\.\w+)|merge_commit_sha|number)$|^github\.head_ref$|^github\.event\.workflow_run\.(?:head_sha|head_branch|head_commit\.id|head_repository\.\w+|pull_requests\.[^.]+\.\w+(?:\.\w+)?)$|^github\.event\.(?:issue\.)?number$|^(?!github\.event\.pull_request\.base\.).*(?:head[-_]?(?:sha|ref)|pull[-_]?(?:request|number)|pr[-_]?(?:number|sha|ref|head))/;
const RUNS_NOTHING =
  /^(?:actions\/(?:checkout|upload-artifact|download-artifact|cache|labeler|stale|first-interaction|create-release|add-to-project|dependency-review-action|setup-\w+|github-script)|tj-actions\/changed-files|dorny\/paths-filter|peter-evans\/[\w-]+|marocchino\/sticky-pull-request-comment|thollander\/actions-comment-pull-request|github\/codeql-action\/\w+|codecov\/codecov-action|step-security\/harden-runner|astral-sh\/setup-uv|pnpm\/action-setup|oven-sh\/setup-bun|ruby\/setup-ruby|shivammathur\/setup-php|dtolnay\/rust-toolchain)/;

/** Jobs that check out the code of a stranger where they have rights that a stranger must not have. */
export function foreignCheckouts(workflow: Workflow): ConfigurationHazard[] {
  const { triggers } = workflow;
  const privileged = ['pull_request_target', 'workflow_run', 'issue_comment'].filter((name) => triggers.has(name));
  // Who starts an action is not known in it.
  const [trigger] = workflow.isAction ? ['pull_request_target'] : privileged;
  if (trigger === undefined) return [];
  return workflow.jobs.flatMap((job) => {
    if (keepsStrangersOut(conditionOf(job.place.at('if')), workflow) || waitsForGuarded(workflow, job)) return [];
    const fetched = useOfFetched(job.steps);
    const at = job.steps.findIndex(
      (step) => checksOut(step, fetched !== 'none') && !keepsStrangersOut(conditionOf(step.place.at('if')), workflow),
    );
    const step = job.steps[at];
    if (step === undefined || guardedBefore(job, at)) return [];
    // Where nothing but fetches, what is started behind it may use the head, and nobody here sees whether it does.
    const isUnsure = fetched === 'unknown' && !job.steps.some((one) => checksOut(one, false));
    const runs = job.steps.slice(at + 1).some(runsCode);
    const powerful = isPowerful(rightsOf(workflow, job));
    return [checkout({ workflow, job, step, trigger, runs, powerful, isUnsure })];
  });
}

/** Whether a job is left out where one that keeps strangers out was: it waits for it, and nothing says that it runs anyway. */
function waitsForGuarded(workflow: Workflow, { place }: Job): boolean {
  if (!asksForSuccess(place.at('if'))) return false;
  const names = new Set(place.at('needs').texts.map(({ words }) => words.trim()));
  const jobs = workflow.place.at('jobs');
  return [...names].some((name) => keepsStrangersOut(conditionOf(jobs.at(name).at('if')), workflow));
}

function checksOut(step: WorkflowStep, isUsed: boolean): boolean {
  if (!uses(step, 'actions/checkout')) return checkedOutBy(step.run.words, isUsed);
  const [ref, repository] = ['ref', 'repository'].map((name) => step.place.at('with').at(name).words);
  return [ref ?? '', repository ?? ''].some(
    (text) => /refs\/pull\//.test(text) || pathsIn(text).some((path) => HEAD.test(path)),
  );
}

function pathsIn(text: string): string[] {
  return insertedIn(text).flatMap(({ source }) => {
    const expression = parseExpression(source);
    return expression === null ? [] : resultsOf(expression);
  });
}

/** A program that asks GitHub for rights and may fail by the answer, or one of a name that says so. */
const ASKS_FOR_RIGHTS = /\b(?:collaborators\/|memberships?\/|(?:viewer|repository)Permission|author_?association)/i;
const MAY_FAIL = /\b(?:exit|false|test|grep|jq)\b|\[ /;
const NAMED_FOR_RIGHTS =
  /\b(?:check|require|verify|assert)[-_](?:[a-z]{1,20}[-_])?(?:permissions?|collaborators?|members?|authori[sz]\w{0,10})\b/i;

/** Steps before that ask for the rights of whoever started it and fail otherwise. */
function guardedBefore(job: Job, at: number): boolean {
  return job.steps
    .slice(0, at)
    .some(
      ({ action, run, place }) =>
        /permission|team-?member|check-(?:user|collaborator|actor)/.test(action) ||
        (ASKS_FOR_RIGHTS.test(run.words) && MAY_FAIL.test(run.words)) ||
        run.words
          .split('\n')
          .some((line) => NAMED_FOR_RIGHTS.test(line) && !/^\s*(?:echo|printf|true|:|#)/.test(line)) ||
        /[pP]ermission/.test(failing(place.at('with').at('script').words)),
    );
}

/** A program of `actions/github-script` that can end its job. */
const failing = (script: string): string => (/\bsetFailed\(|\bthrow\b/.test(script) ? script : '');

function runsCode(step: WorkflowStep): boolean {
  if (step.action !== '') return step.action.startsWith('./') || !RUNS_NOTHING.test(step.action);
  return !readsOnly(step.run.words);
}

/** Shown in the summary alone. */
const FOLDED = 200;

interface Checkout {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: WorkflowStep;
  readonly trigger: string;
  readonly runs: boolean;
  readonly powerful: boolean;
  readonly isUnsure: boolean;
}

function checkout({ workflow, job, step, trigger, runs, powerful, isUnsure }: Checkout): ConfigurationHazard {
  const ref = step.place.at('with').at('ref');
  return {
    rule: 'untrusted-code',
    identity: `${trigger} checks out`,
    lines: [...(ref.exists ? [ref.line] : []), ...step.place.lines, workflow.place.at('on').line, ...job.place.lines],
    title: workflow.isAction
      ? 'An action checks out the code of whoever made the pull request'
      : `\`${trigger}\` ${isUnsure ? 'fetches' : 'checks out'} the code of whoever made the pull request`,
    explanation: `A workflow on \`${trigger}\` runs with the token and the secrets of this repository, also for forks. ${runs ? 'The steps behind the checkout run what stands in it: builds, scripts, configuration.' : 'Any step that reads configuration or runs something from the checkout hands these over.'} Do such work on \`pull_request\`, and only publish its result here.`,
    failureScenario: {
      description:
        'Somebody opens a pull request whose build script, or whose package’s installation script, prints the token and the secrets of the job to an address of theirs. Nobody has to approve anything.',
    },
    ...(workflow.isAction || isUnsure
      ? { severity: 'suggestion', confidence: isUnsure ? FOLDED : 500 }
      : { severity: runs && powerful ? 'critical' : 'warning', confidence: runs ? 850 : 600 }),
  };
}

const INTERPRETER =
  /^(?:sudo )?(?:bash|sh|zsh|node|python3?|ruby|perl|php|source|\.|eval|bun|deno|chmod|docker load)\b/;

/** Programs from an artifact of another run, which a pull request may have made, run with rights. */
export function foreignArtifacts(workflow: Workflow): ConfigurationHazard[] {
  if (!workflow.isAction && !workflow.triggers.has('workflow_run')) return [];
  return workflow.jobs.flatMap((job) => {
    if (keepsStrangersOut(conditionOf(job.place.at('if')), workflow)) return [];
    const downloads = job.steps.flatMap((step, at) => (fetchesArtifact(step) ? [{ step, at }] : []));
    const [first] = downloads;
    if (first === undefined) return [];
    const folders = downloads.map(({ step }) => step.place.at('with').at('path').words).filter((path) => path !== '');
    const isAlone = folders.length === 0 && !job.steps.some((step) => uses(step, 'actions/checkout'));
    return job.steps.slice(first.at + 1).flatMap((step) => artifactUses(step, folders, isAlone));
  });
}

function fetchesArtifact(step: WorkflowStep): boolean {
  if (/download-(?:workflow-)?artifact/.test(step.action))
    return step.place.at('with').keys.some((key) => /^run[-_]id$|^workflow|^pr$|^commit$/.test(key));
  return /gh run download|listWorkflowRunArtifacts|downloadArtifact/.test(
    `${step.run.words}${step.place.at('with').at('script').words}`,
  );
}

function artifactUses(step: WorkflowStep, folders: readonly string[], isAlone: boolean): ConfigurationHazard[] {
  const env = step.place.at('env');
  const names = env.keys.filter((name) => folders.some((folder) => env.at(name).words.includes(folder)));
  const spelled = [...folders, ...names.flatMap((name) => [`$${name}`, `\${${name}}`])];
  const reaches = (text: string): boolean => isAlone || spelled.some((one) => text.includes(one));
  return step.run.words.split('\n').flatMap((line, index): ConfigurationHazard[] => {
    const commands = line.split(/&&|\|\||[;|]/).map((part) => part.trim());
    const runs = commands.some(
      (command) =>
        (INTERPRETER.test(command) && reaches(command.replace(INTERPRETER, ''))) || isProgram(command, spelled),
    );
    const sets = /GITHUB_(?:ENV|PATH)\b/.test(line) && /\bcat\b|\$\(/.test(line) && reaches(line);
    return runs || sets ? [artifactUse(step, { line, index, sets })] : [];
  });
}

/** A command whose program itself lies in one of these folders. */
function isProgram(command: string, folders: readonly string[]): boolean {
  const program = command.replace(/^["']/, '');
  return folders.some(
    (folder) => folder !== '.' && (program.startsWith(`${folder}/`) || program.startsWith(`./${folder}/`)),
  );
}

function artifactUse(
  { run }: WorkflowStep,
  { line, index, sets }: { readonly line: string; readonly index: number; readonly sets: boolean },
): ConfigurationHazard {
  return {
    rule: 'untrusted-code',
    identity: `artifact ${line.replace(/\s+/g, '')}`,
    lines: [run.lineInside(index), run.line],
    title: sets
      ? 'What another run left behind becomes the environment of this job'
      : 'A program from another run’s artifact is run with this workflow’s rights',
    explanation:
      'The run that made the artifact may be one of a pull request, so that its contents are a stranger’s, whereas `workflow_run` has the token and the secrets of this repository. Take nothing but data from it, and check that.',
    failureScenario: {
      description:
        'A pull request changes what its own workflow uploads: the file does what the stranger likes. When that run ends this workflow starts it with a token that may write.',
    },
  };
}
