import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';

/** What zsh calls with each line that somebody types. */
const HOOK = /\b(?:preexec|zshaddhistory|zle-line-finish|zle-line-pre-redraw)(?:_functions)?\b/;
const SENDER = /\b(?:curl|wget|nc|ncat|socat|ssh|mail|telnet|openssl s_client)\b|\/dev\/(?:tcp|udp)\//;
const TYPED = /\$(?:\{(?:\([a-z]{0,8}\))?)?(?:[123@*](?!\d)|BUFFER\b)|\bHISTFILE\b|\$\(fc /;

/** A script that hands what is typed to another machine. */
export function typedAndSent(text: string): ConfigurationHazard[] {
  if (!HOOK.test(text)) return [];
  const lines = text.split('\n');
  const at = lines.findIndex((line) => SENDER.test(line) && TYPED.test(line));
  if (at === -1) return [];
  return [
    {
      rule: 'secret-sent-away',
      identity: (lines[at] ?? '').trim(),
      lines: [at + 1],
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
