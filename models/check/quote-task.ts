import { z } from 'zod';
import { codeWithNeedles } from './code.ts';
import { output, parsed, SYSTEM, user, wrong } from './task.ts';
import type { CheckTask } from './task.ts';

const Quotes = z.strictObject({ quotes: z.array(z.strictObject({ name: z.string(), line: z.string() })) });
const NEEDLES = 10;

/** A request to quote ten lines out of so many tokens of code, spread over all of it. */
export function quoteTask(seed: number, promptTokens: number): CheckTask {
  const { code, needles } = codeWithNeedles(seed, promptTokens, NEEDLES);
  const names = needles.map((needle) => needle.name).join(', ');
  const words = [
    'Below is code. For each of the constants named after it, quote the whole line that defines it, character by character,',
    'without the white space at its beginning.',
    code,
    `Constants: ${names}`,
  ].join('\n\n');
  return {
    of: NEEDLES,
    request: {
      system: SYSTEM,
      tools: [],
      output: output('quotes', Quotes),
      messages: user(words),
      maxOutputTokens: 8_000,
    },
    judge: (parts) => {
      const answer = Quotes.safeParse(parsed(parts));
      if (!answer.success) return wrong('the quotes did not fit the schema');
      const said = new Map(answer.data.quotes.map((quote) => [quote.name, quote.line.trim()]));
      const valid = needles.filter((needle) => said.get(needle.name) === needle.line).length;
      return { valid, mistake: valid === NEEDLES ? null : 'a quote was not exact' };
    },
  };
}
