import { powerShellStatements } from '../../changed-code/powershell/read-powershell.ts';
import { parseShell } from '../../changed-code/shell/parse-shell.ts';
import { isCommand, programOf } from '../../changed-code/shell/words.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { brief } from '../scenario.ts';
import { hostsIn, ownerOf, SENDS } from '../shell/sent-keys.ts';
import { expressionsBelow, insertedIn, parseExpression, pathOf, withoutExpressions } from './expression.ts';
import type { Job, Workflow, WorkflowStep } from './workflow.ts';

const SENDS_POWERSHELL =
  /(?<![\w-])(?:irm|iwr|curl|wget|Invoke-RestMethod|Invoke-WebRequest)\b|\.(?:UploadString|UploadData|DownloadString|PostAsync)\(/i;
/** Shorter words stand in names of hosts by chance. */
const LEAST_WORD = 4;
/** Words of names of secrets that say what they are and not for whom. */
const KINDS = /^(?:token|secret|secrets|pass|password|api|key|auth|access|bearer|webhook|url|user|login|id)$/;

/** Where a script hands something to another machine. */
interface Sending {
  readonly text: string;
  readonly start: number;
}

/** Secrets that a step hands to a host for which they are not. */
export function sentSecrets(workflow: Workflow): ConfigurationHazard[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const { words } = step.run;
      if (!/https?:\/\//.test(words)) return [];
      const variables = secretVariables(workflow, job, step);
      if (variables.size === 0 && !/\$\{\{/.test(words)) return [];
      return sendingsIn(words).flatMap((sending) => hazardOf(step, sending, variables));
    }),
  );
}

/** The commands of a script that send something, each with the pipe that fills it. */
function sendingsIn(words: string): Sending[] {
  const script = parseShell(withoutExpressions(words));
  const found: Sending[] = [];
  for (const node of script === null || script.errors.length > 0 ? [] : script.nodes) {
    if (!isCommand(node) || !SENDS.test(programOf(node)?.name ?? '')) continue;
    const above = script?.parents.get(node);
    const whole = above?.type === 'Pipeline' && above.commands[0] !== node ? above : node;
    found.push({ text: words.slice(whole.pos, node.end), start: whole.pos });
  }
  if (found.length > 0) return found;
  return (powerShellStatements(words) ?? []).filter(({ text }) => SENDS_POWERSHELL.test(text));
}

/** Variables of a step that hold secrets, by the names of these. */
function secretVariables(workflow: Workflow, job: Job, step: WorkflowStep): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const place of [workflow.place, job.place, step.place]) {
    const env = place.at('env');
    for (const name of env.keys) {
      const [secret] = secretsIn(env.at(name).words);
      if (secret === undefined) found.delete(name);
      else found.set(name, secret);
    }
  }
  return found;
}

/** Names of the secrets that a text inserts: `NPM_TOKEN`, `github.token`. */
function secretsIn(text: string): string[] {
  return insertedIn(text).flatMap(({ source }) => {
    const expression = parseExpression(source);
    if (expression === null) return [];
    return [...expressionsBelow(expression)].flatMap((part) => {
      const path = pathOf(part);
      return path === 'github.token' ? [path] : (/^secrets\.(\w+)$/.exec(path)?.slice(1, 2) ?? []);
    });
  });
}

function hazardOf(
  { run }: WorkflowStep,
  { text, start }: Sending,
  variables: ReadonlyMap<string, string>,
): ConfigurationHazard[] {
  const hosts = hostsIn(text);
  const sent = [
    ...secretsIn(text),
    ...[...variables].flatMap(([name, secret]) =>
      new RegExp(String.raw`\$(?:env:)?\{?${name}\b`).test(text) ? [secret] : [],
    ),
  ];
  const secret = sent[0];
  const stranger = hosts.find((host) => sent.some((one) => !isFor(one, host)));
  if (secret === undefined || stranger === undefined) return [];
  const known = sent.some((one) => ownerOf(one)?.host.test(stranger) === false);
  return [
    {
      rule: 'secret-sent-away',
      identity: `${secret} to ${stranger}`,
      lines: [run.lineInside(run.words.slice(0, start).split('\n').length - 1), run.line],
      title: known
        ? `A secret is handed to \`${stranger}\`, for which it is not`
        : `A secret is handed to \`${stranger}\``,
      explanation: known
        ? `\`${secret}\` is a key to another service. Whoever runs that host can use it there until it is revoked.`
        : `Whoever runs that host has \`${secret}\` from now on. That is right where it is the host's own key.`,
      failureScenario: {
        description: `The job runs \`${brief(text)}\`: the secret stands in the log of \`${stranger}\`.`,
      },
      ...(known
        ? { severity: 'warning' as const, confidence: 700 }
        : { severity: 'suggestion' as const, confidence: 200 }),
    },
  ];
}

/** Whether a host is one for which a secret is made, as far as names tell. */
function isFor(secret: string, host: string): boolean {
  const owner = ownerOf(secret);
  if (owner !== undefined) return owner.host.test(host);
  const words = secret
    .toLowerCase()
    .split('_')
    .filter((word) => word.length >= LEAST_WORD && !KINDS.test(word));
  return words.some((word) => host.replaceAll(/[.-]/g, '').includes(word));
}
