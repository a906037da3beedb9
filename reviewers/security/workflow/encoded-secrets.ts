import type { Command, Pipeline, SyntaxNode } from 'unbash';
import { around, parseShell, type ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { isCommand, programOf } from '../../changed-code/shell/words.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { brief } from '../scenario.ts';
import { withoutExpressions } from './expression.ts';
import { namesSecret } from './rights.ts';
import type { Job, Workflow, WorkflowStep } from './workflow.ts';

/** Programs that write what they read in another form, which the runner does not know for a secret. */
const ENCODES = /^(?:base64|base32|xxd|hexdump|od|rev|tr|sed|cut|fold|gzip|openssl|gpg)$/;
/** Those of their options by which they read the other form, look, or keep it from others. */
const READS_BACK = /(?:^|\s)(?:-d|-D|--decode|-r|-n|--quiet|--import|--encrypt|-e)\b|-aes|-pubin/;

/** Secrets that a step prints in another form: the runner masks only what it was given, letter by letter. */
export function encodedSecrets(workflow: Workflow): ConfigurationHazard[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const { words } = step.run;
      if (!/\||<<</.test(words)) return [];
      const script = parseShell(withoutExpressions(words));
      if (script === null || script.errors.length > 0) return [];
      const names = secretVariables(workflow, job, step);
      return script.nodes.flatMap((node) =>
        (node.type === 'Pipeline' ? isPrinted(node, script) : isCommand(node) && isPrintedAlone(node, script)) &&
        readsSecret(words.slice(node.pos, node.end), names)
          ? [hazardOf(step, words, node)]
          : [],
      );
    }),
  );
}

function secretVariables(workflow: Workflow, job: Job, step: WorkflowStep): readonly string[] {
  return [workflow.place, job.place, step.place].flatMap((place) => {
    const env = place.at('env');
    return env.keys.filter((name) => namesSecret(env.at(name).words));
  });
}

function readsSecret(text: string, names: readonly string[]): boolean {
  return namesSecret(text) || names.some((name) => new RegExp(String.raw`\$\{?${name}\b`).test(text));
}

/** The same of one program that reads a text: `base64 <<< "$TOKEN"`. */
function isPrintedAlone(node: Command, script: ShellScript): boolean {
  const text = script.text.slice(node.pos, node.end);
  return (
    ENCODES.test(programOf(node)?.name ?? '') &&
    text.includes('<<<') &&
    !/(?<!<)>/.test(text) &&
    !READS_BACK.test(text) &&
    isShown(node, script)
  );
}

/** Whether what a row of programs writes in another form ends in the job's log. */
function isPrinted(node: Pipeline, script: ShellScript): boolean {
  const last = node.commands.at(-1);
  const program = last !== undefined && isCommand(last) ? programOf(last) : null;
  if (last === undefined || !isCommand(last) || program === null || !ENCODES.test(program.name)) return false;
  if (READS_BACK.test(script.text.slice(last.pos, last.end)) || last.redirects.length > 0) return false;
  const first = node.commands[0];
  if (
    first === undefined ||
    !isCommand(first) ||
    !/^(?:echo|printf|cat|env|printenv)$/.test(programOf(first)?.name ?? '')
  )
    return false;
  return isShown(node, script);
}

/** What is put into another command, or into a file by what stands around, is not printed. */
function isShown(node: SyntaxNode, script: ShellScript): boolean {
  for (const above of around(script, node))
    if (!/^(?:Script|Statement|AndOr|List|Program|If|CompoundList)$/.test(above.type) || 'source' in above)
      return false;
  return true;
}

function hazardOf({ run }: WorkflowStep, words: string, { pos, end }: SyntaxNode): ConfigurationHazard {
  const text = words.slice(pos, end);
  return {
    rule: 'secrets-exposed',
    identity: `encoded ${text.replaceAll(/\s+/g, '')}`,
    lines: [run.lineInside(words.slice(0, pos).split('\n').length - 1), run.line],
    title: 'A secret is printed in a form that nobody masks',
    explanation:
      'The runner replaces a secret in the log as it was given, and in no other form. Whoever reads the log, and that is everybody in a public repository, turns it back.',
    failureScenario: {
      description: `Somebody opens the log of this job, copies what \`${brief(text)}\` printed and decodes it.`,
    },
  };
}
