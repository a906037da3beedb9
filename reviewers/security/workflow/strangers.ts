import { insertedIn, parseExpression, resultsOf } from './expression.ts';
import type { Job, WorkflowStep, Workflow } from './workflow.ts';

/** Events that strangers cause and that run with the rights and secrets of the repository. */
const WITH_RIGHTS: ReadonlySet<string> = new Set(
  `issues issue_comment pull_request_target workflow_run discussion discussion_comment watch fork pull_request_review_comment
  pull_request_review gollum`.split(/\s+/),
);
const OF_STRANGERS: ReadonlySet<string> = new Set([...WITH_RIGHTS, 'pull_request', 'workflow_call']);

/** Whether somebody from outside starts it, and what it may do then. */
export function strangersStart({ triggers, isAction }: Workflow): 'with-rights' | 'without-rights' | 'never' {
  if (isAction) return 'without-rights';
  const all = [...triggers];
  // On a fork these run with a token that only reads.
  const withRights = all.some((name) => WITH_RIGHTS.has(name) && !name.startsWith('pull_request_review'));
  if (withRights) return 'with-rights';
  return all.some((name) => OF_STRANGERS.has(name)) ? 'without-rights' : 'never';
}

/** Texts of events that anybody can write, in lower case; `*` stands for any key. */
const WRITTEN: readonly RegExp[] = [
  /^github\.event\.(?:issue|pull_request|discussion)\.(?:title|body)$/,
  /^github\.event\.(?:comment|review|review_comment)\.body$/,
  /^github\.event\.pull_request\.head\.(?:ref|label)$/,
  /^github\.event\.pull_request\.head\.repo\.(?:default_branch|description|homepage)$/,
  /^github\.event\.pages\.[^.]+\.(?:page_name|title)$/,
  /^github\.event\.commits\.[^.]+\.(?:message|author\.(?:email|name))$/,
  /^github\.event\.head_commit\.(?:message|author\.(?:email|name)|committer\.(?:email|name))$/,
  /^github\.event\.workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:email|name))|head_repository\.description)$/,
  /^github\.event\.workflow_run\.pull_requests\.[^.]+\.head\.ref$/,
  /^github\.event\.check_(?:run|suite)\.(?:check_suite\.)?head_branch$/,
  /^github\.event\.merge_group\.head_commit\.message$/,
  /^github\.head_ref$/,
  // Of whatever the event has.
  /^github\.event\.\*\.(?:title|body|message|label|ref)$/,
  // All of an event, or a whole object of it, given to `toJSON`.
  /^github(?:\.event(?:\.(?:issue|pull_request|comment|review|discussion|commits|head_commit|workflow_run|pages)(?:\.head)?)?)?$/,
];
/** Of these a line break is a part. */
const OF_LINES = /(?:^|\.)(?:body|message|event|issue|comment|review|pull_request|head_commit|commits|github)$/;

/** Steps whose results are names of files, which whoever makes a pull request chooses. */
const FILE_LISTS =
  /^(?:tj-actions\/changed-files|jitterbit\/get-changed-files|trilom\/file-changes-action|lots0logs\/gh-action-get-changed-files)$/;
const LISTS =
  'all all_changed_files added_files modified_files all_modified_files renamed_files files other_changed_files'.split(
    ' ',
  );

/** What a stranger wrote, under the names by which steps read it. */
export interface Tainted {
  /** Whether the result of a path (`github.event.issue.title`, `env.title`) is a stranger's text. */
  readonly isWritten: (path: string) => boolean;
  /** Names of environment variables that hold such texts in this step, and whether they may have line breaks. */
  readonly variables: ReadonlyMap<string, 'line' | 'lines'>;
}

/** What strangers wrote as this step of a job sees it. */
export function taintedIn(workflow: Workflow, job: Job, step: WorkflowStep): Tainted {
  const variables = new Map<string, 'line' | 'lines'>();
  const outputs = outputsOf(job, step);
  const isWritten = (path: string): boolean =>
    WRITTEN.some((pattern) => pattern.test(path)) ||
    outputs.has(path) ||
    (path.startsWith('env.') && variables.has(path.slice(4)));
  const around = workflow.isAction ? [step.place] : [workflow.place, job.place, step.place];
  for (const place of around) {
    const env = place.at('env');
    for (const name of env.keys) {
      const written = writtenIn(env.at(name).words, isWritten);
      if (written.length > 0)
        variables.set(name.toLowerCase(), written.some((path) => OF_LINES.test(path)) ? 'lines' : 'line');
      else variables.delete(name.toLowerCase());
    }
  }
  return { isWritten, variables };
}

/** Paths of strangers' texts that the expressions in a text pass on. */
function writtenIn(text: string, isWritten: (path: string) => boolean): string[] {
  return insertedIn(text).flatMap(({ source }) => {
    const expression = parseExpression(source);
    return expression === null ? [] : resultsOf(expression).filter(isWritten);
  });
}

/** Results of steps before this one that hold strangers' texts. */
function outputsOf(job: Job, step: WorkflowStep): ReadonlySet<string> {
  const found = new Set<string>();
  for (const before of job.steps) {
    if (before === step) break;
    if (before.id === null) continue;
    const id = before.id.toLowerCase();
    const lists = FILE_LISTS.test(before.action) ? LISTS : [];
    for (const name of [...lists, ...writtenOutputs(before)]) found.add(`steps.${id}.outputs.${name}`);
  }
  return found;
}

/** `echo "name=$TITLE" >> $GITHUB_OUTPUT`, where the variable or expression is a stranger's text. */
function writtenOutputs({ place, run }: WorkflowStep): string[] {
  const plain = (path: string): boolean => WRITTEN.some((pattern) => pattern.test(path));
  const env = place.at('env');
  const names = env.keys.filter((name) => writtenIn(env.at(name).words, plain).length > 0);
  return run.words.split('\n').flatMap((line): string[] => {
    const [value = '', target = ''] = line.split('>>');
    const name = target.includes('GITHUB_OUTPUT') ? (/(?<![\w-])([\w-]{1,80})=/.exec(value)?.[1] ?? '') : '';
    if (name === '') return [];
    const held = names.some((one) => new RegExp(String.raw`\$\{?${one}\b`).test(value));
    return held || writtenIn(value, plain).length > 0 ? [name.toLowerCase()] : [];
  });
}
