import type { Command } from 'unbash';
import { around, parseShell, type ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { expansionsIn, isCommand, programOf } from '../../changed-code/shell/words.ts';
import type { ShellHazard } from '../shell/shell-hazard.ts';

const SECRET =
  /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_KEY|API_?KEY|ACCESS_KEY|SECRET_KEY|SECRET_ACCESS_KEY|CREDENTIALS?)$/i;

/** Secrets that a script writes into the log of its job, which more people read than may use them. */
export function printedSecrets(text: string): ShellHazard[] {
  const script = parseShell(text);
  if (script === null) return [];
  return script.nodes.filter(isCommand).flatMap((command): ShellHazard[] => {
    const program = programOf(command);
    if (program === null || goesElsewhere(command, script)) return [];
    if (/^(?:printenv|env)$/.test(program.name) && program.args.length === 0) return [printedWhole(command.pos)];
    if (!/^(?:echo|printf)$/.test(program.name)) return [];
    const name = program.args
      .flatMap(expansionsIn)
      // Its length, a piece of it, or whether it is there at all, is no secret.
      .find(
        ({ part, name: one }) =>
          one !== null && SECRET.test(one) && (part.type === 'SimpleExpansion' || !/[#:%+-]/.test(part.text)),
      )?.name;
    if (name === undefined || name === null) return [];
    return [
      {
        rule: 'secrets-exposed',
        identity: `prints ${name}`,
        start: command.pos,
        title: `\`${name}\` is written into the log`,
        explanation:
          'A log is kept, and read by more people than may use the secret; what the service blanks is only the exact text. Leave the line out.',
        failureScenario: {
          description: 'Whoever may read the logs of this job, now or later, takes the secret from there and uses it.',
        },
        severity: 'warning',
        confidence: 650,
      },
    ];
  });
}

/** Folded: who looks for an error prints it with a reason, and services blank what they know to be secret. */
function printedWhole(start: number): ShellHazard {
  return {
    rule: 'secrets-exposed',
    identity: 'prints all variables',
    start,
    title: 'Every variable of the job is written into its log',
    explanation:
      'Secrets are among them; what the service blanks is only the exact text, and only of those that it was told. Print the ones that are needed, by name.',
    failureScenario: {
      description: 'Whoever may read the logs of this job, now or later, takes a secret from there and uses it.',
    },
    severity: 'suggestion',
    confidence: 200,
  };
}

function goesElsewhere(command: Command, script: ShellScript): boolean {
  if (command.redirects.length > 0) return true;
  for (const node of around(script, command)) {
    if (node.type === 'Pipeline') return true;
    const redirects: unknown = 'redirects' in node ? node.redirects : null;
    if (Array.isArray(redirects) && redirects.length > 0) return true;
    // What a command prints into another one.
    if (node.type !== 'Script' && /Expansion|Substitution/.test(node.type)) return true;
  }
  return false;
}
