import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { lineAt } from '../../changed-code/shell/parse-shell.ts';

/** What zsh calls with each line that somebody types. */
const HOOK = /\b(?:preexec|zshaddhistory|zle-line-finish|zle-line-pre-redraw)(?:_functions)?\b/;
const SENDS =
  /\b(?:curl|wget|nc|ncat|socat|ssh|mail|telnet|openssl s_client)\b[^\n]{0,400}(?:\$[123@*](?!\d)|\$\{(?:\([a-z]{0,8}\))?[123@*]|\$BUFFER|\$\{BUFFER|HISTFILE|\$\(fc )|(?:\$[123]|\$BUFFER)[^\n]{0,200}(?:\/dev\/(?:tcp|udp)\/|\| {0,4}(?:curl|nc|ncat|socat|wget)\b)/;

/** A script that hands what is typed to another machine. */
export function typedAndSent(text: string): ConfigurationHazard[] {
  const sends = HOOK.test(text) ? SENDS.exec(text) : null;
  if (sends === null) return [];
  return [
    {
      rule: 'secret-sent-away',
      identity: sends[0],
      lines: [lineAt(text, sends.index)],
      title: 'What is typed is sent to another machine',
      explanation:
        'The shell calls this with each line that somebody types, passwords on command lines among them, and the line leaves the machine.',
      failureScenario: {
        description:
          'Somebody types a command with a password or a token in it: whoever runs the other machine has it.',
      },
    },
  ];
}
