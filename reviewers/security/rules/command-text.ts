import { brief, fill } from '../scenario.ts';
import type { Sink } from './sink.ts';

function scenario(quote: string): ReturnType<Sink['scenario']> {
  const example = fill({ quote, payload: (open) => `${open}; touch /tmp/owned #` });
  if (example === null) {
    return {
      description: `Whoever chooses a value in \`${brief(quote)}\` can end the command and add another, as in \`x; touch /tmp/owned\`: the shell runs both.`,
    };
  }
  return {
    description: `When \`${example.part}\` is \`${example.value}\`, the shell runs a second command.`,
    expected: 'The value is one argument of the command.',
    actual: `The shell is given: ${example.text}`,
  };
}

export const ABOUT_COMMANDS = {
  rule: 'command-injection',
  title: 'A shell command is put together from values',
  explanation:
    'The text goes through a shell, which reads `;`, `|`, `$()` and quotes in a value as its own syntax. Pass the program and its arguments as a list, without a shell.',
  scenario,
} as const;
