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
    if (program === null || !/^(?:echo|printf)$/.test(program.name) || goesElsewhere(command, script)) return [];
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
