import { powerShellHazards } from '../powershell/judge-powershell.ts';
import type { UnreadPart } from '../../changed-code/sides/judgement.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { dangerOf } from '../manifest/remote-code.ts';
import { otherProgram } from '../shell/other-programs.ts';
import { shellHazards } from '../shell/judge-shell.ts';
import { KEY_SENT } from '../shell/sent-keys.ts';
import type { ShellHazard } from '../shell/shell-hazard.ts';
import type { YamlPlace } from '../configuration/yaml-place.ts';
import { withoutExpressions } from './expression.ts';
import { isPowerful, rightsOf } from './rights.ts';
import { strangersStart, taintedIn } from './strangers.ts';
import type { Job, WorkflowStep, Workflow } from './workflow.ts';

/** Bash and its kin, with options that run nothing of their own; `msys2 {0}` is Bash on Windows, by the action `msys2/setup-msys2`. */
const SHELL =
  /^(?:(?:\/usr)?(?:\/bin\/)?(?:env )?(?:ba|da|a)?sh(?:\.exe)?(?: -[a-zA-Z]{1,8}| [+-]o| (?:pipefail|errexit|nounset|xtrace)| --(?:noprofile|norc|login|posix)| ["']?\{0\}["']?){0,10}|msys2 \{0\}|)$/;

/** Hazards of the programs in a workflow, and programs for interpreters that nothing here reads. */
export function runHazards(workflow: Workflow): {
  readonly hazards: ConfigurationHazard[];
  readonly unread: UnreadPart[];
} {
  const hazards: ConfigurationHazard[] = [];
  const unread: UnreadPart[] = [];
  for (const job of workflow.jobs) {
    for (const step of job.steps.filter(({ run }) => run.text !== null)) {
      const text = step.run.words;
      const { found, reason } = judgeRun(text, {
        shell: shellOf({ workflow, job, step }),
        holdsSecrets: secretsOf({ workflow, job, step }),
        handed: new Set(taintedIn(workflow, job, step).variables.keys()),
      });
      if (reason !== null) unread.push({ reason, identity: text.replace(/\s+/g, '') });
      for (const { start, ...hazard } of found)
        hazards.push(graver({ ...hazard, lines: linesOf(step.run, start) }, { workflow, job }));
    }
  }
  return { hazards, unread };
}

interface Running {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: WorkflowStep;
}

/** The shell that runs a step: what it says itself, its job's and the workflow's defaults, else the machine's. */
function shellOf({ workflow, job, step }: Running): string {
  const stated = [step.place, job.place.at('defaults').at('run'), workflow.place.at('defaults').at('run')];
  const named = stated.map((place) => place.at('shell').words.trim()).find((shell) => shell !== '');
  // `script` only gives it a terminal.
  if (named !== undefined)
    return /^script(?: -[qef]{1,3}){0,3} -[qef]{0,3}c "(ba?sh \{0\})"$/.exec(named)?.[1] ?? named;
  return /windows/i.test(
    job.place
      .at('runs-on')
      .texts.map(({ words }) => words)
      .join(' '),
  )
    ? 'pwsh'
    : '';
}

/** What a step runs with. */
interface StepSurroundings {
  readonly shell: string;
  readonly holdsSecrets: boolean;
  /** Names of its variables, in lower case, that hold what strangers wrote. */
  readonly handed: ReadonlySet<string>;
}

/** What is found in a step, and why it was not read whole; null where it was. Of what is not read the downloads are looked for by their words. */
function judgeRun(
  text: string,
  { shell, holdsSecrets, handed }: StepSurroundings,
): { readonly found: readonly ShellHazard[]; readonly reason: string | null } {
  if (POWER_SHELL.test(shell)) {
    const judged = judgePowerShellStep(text, handed);
    // How a secret may leave through a script of PowerShell the rules do not know in all ways.
    return holdsSecrets || /\bsecrets\b/.test(text)
      ? { ...judged, reason: judged.reason ?? `has a step for \`${shell}\` with a secret, which is not followed here` }
      : judged;
  }
  if (!SHELL.test(shell)) {
    return { found: byWords(text), reason: `has a step for \`${shell.slice(0, 40)}\`, which is not read here` };
  }
  const hazards = shellHazards(withoutExpressions(text), handed);
  // With a matrix, one text may be for Bash and another for PowerShell.
  if (hazards === null)
    return { found: byWords(text), reason: 'has a step that cannot be read as a script of the shell' };
  const other = otherProgram(withoutExpressions(text));
  const found = hazards.filter(({ identity }) => !identity.startsWith(KEY_SENT));
  return { found, reason: other === null ? null : `has a program for \`${other}\`, which is not read here` };
}

const POWER_SHELL = /^(?:pwsh|powershell)$/;
/** A program for another interpreter, or one that is loaded or written down as text: its own rules would have to read it. */
const OTHER_PROGRAM: readonly RegExp[] = [
  /\b(?:bash|sh|zsh|cmd|wsl|python|python[23]|node|deno|bun|perl|ruby|php|osascript)(?:\.exe)?["']?[ \t]{1,20}(?:-\w{0,6}[ceEpr]\b|--?(?:eval|command|print)\b|\/[ck]\b|-(?:\s|$))/im,
  /\|[ \t]{0,20}(?:bash|sh|cmd|python|python[23]|node)\b/i,
  /-e(?:nc|ncodedcommand)?[ \t]{1,20}[\w+/=]{16}/i,
  /\bAdd-Type\b/i,
];

/** A step that PowerShell runs, by the rules for its scripts. */
function judgePowerShellStep(text: string, handed: ReadonlySet<string>): ReturnType<typeof judgeRun> {
  const plain = withoutExpressions(text);
  const hazards = powerShellHazards(plain, handed);
  if (hazards === null) return { found: byWords(text), reason: 'has a step that cannot be read as PowerShell' };
  return {
    found: hazards,
    reason: OTHER_PROGRAM.some((one) => one.test(plain))
      ? 'has a program for another interpreter, which is not read here'
      : null,
  };
}

/** Whether a step is given a secret as a variable. */
function secretsOf({ workflow, job, step }: Running): boolean {
  return [step.place, job.place, workflow.place].some((place) =>
    place.at('env').texts.some(({ words }) => /\bsecrets\b|github\.token/.test(words)),
  );
}

function byWords(text: string): ShellHazard[] {
  return text.split('\n').flatMap((line) => {
    const danger = dangerOf(line.trim());
    if (danger === null) return [];
    return [
      {
        rule: danger.rule,
        identity: line.replace(/\s+/g, ''),
        start: text.indexOf(line),
        title: `A step ${danger.what}`,
        explanation: 'What it loads is not in the repository, can change any day and is seen by no review.',
        failureScenario: {
          description:
            'Whoever controls the other end runs what they like here, with the token and secrets of the job.',
        },
        severity: 'warning' as const,
      },
    ];
  });
}

function linesOf(run: YamlPlace, start: number): number[] {
  return [run.lineInside(run.words.slice(0, start).split('\n').length - 1), run.line];
}

/** What is downloaded and run with secrets at hand is worse, and so is what strangers may start. */
function graver(
  hazard: ConfigurationHazard,
  { workflow, job }: Pick<Running, 'workflow' | 'job'>,
): ConfigurationHazard {
  const rights = rightsOf(workflow, job);
  // What a stranger wrote, run with the rights and secrets of the repository.
  if (/^(?:command|code)-injection$/.test(hazard.rule) && hazard.severity === 'warning')
    return strangersStart(workflow) === 'with-rights' ? { ...hazard, severity: 'critical' } : hazard;
  if (hazard.rule !== 'downloaded-code' || hazard.severity !== 'warning' || workflow.isAction) return hazard;
  return isPowerful(rights) && (rights.hasSecrets || rights.writes === true)
    ? { ...hazard, severity: 'critical' }
    : hazard;
}
