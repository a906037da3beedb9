import { z } from 'zod';
import type { ToolDefinition } from '../model.ts';
import { FOLDERS, numbers, pick, STEMS } from './numbers.ts';
import { output, RIGHT, SYSTEM, user, wrong } from './task.ts';
import type { CheckTask } from './task.ts';

const ReadFile = z.strictObject({ path: z.string(), firstLine: z.int().min(1), lastLine: z.int().min(1) });
const Search = z.strictObject({ pattern: z.string(), folder: z.string() });
const ListFiles = z.strictObject({ folder: z.string(), recursive: z.boolean() });
const INPUTS = { read_file: ReadFile, search: Search, list_files: ListFiles };

const tool = (name: keyof typeof INPUTS, description: string): ToolDefinition => ({
  name,
  description,
  inputSchema: z.toJSONSchema(INPUTS[name]),
});
const TOOLS: readonly ToolDefinition[] = [
  tool('read_file', 'Reads a range of lines of a file, both ends included.'),
  tool('search', 'Searches all files below a folder for a regular expression.'),
  tool('list_files', 'Lists the files of a folder.'),
];

const EXTENSIONS = ['ts', 'py', 'go', 'rs', 'java'];

const Nothing = z.strictObject({ done: z.boolean() });
/** A request that names one tool and all of its arguments. */
export function toolTask(seed: number): CheckTask {
  const next = numbers(seed);
  // The number keeps questions apart: one that is asked twice may be answered from the log.
  const folder = `${pick(next, FOLDERS)}/v${next() % 100_000}`;
  const path = `${folder}/${pick(next, STEMS)}.${pick(next, EXTENSIONS)}`;
  const firstLine = 1 + (next() % 400);
  const lastLine = firstLine + (next() % 80);
  const pattern = `${pick(next, STEMS)}\\(\\w+\\)`;
  const recursive = next() % 2 === 0;
  const wishes = [
    {
      name: 'read_file',
      input: { path, firstLine, lastLine },
      words: `Read lines ${firstLine} to ${lastLine} of ${path}.`,
    },
    {
      name: 'search',
      input: { pattern, folder },
      words: `Search the folder ${folder} for the pattern ${pattern} (exactly these characters).`,
    },
    {
      name: 'list_files',
      input: { folder, recursive },
      words: `List the files of ${folder}${recursive ? ', subfolders included' : ', without its subfolders'}.`,
    },
  ] as const;
  const wish = pick(next, wishes);
  return {
    of: 1,
    request: {
      system: SYSTEM,
      tools: TOOLS,
      output: output('done', Nothing),
      messages: user(`${wish.words} Call the one tool that does it, once.`),
      maxOutputTokens: 4_000,
    },
    judge: (parts) => {
      const calls = parts.filter((part) => part.kind === 'tool-call');
      const [call] = calls;
      if (call === undefined) return wrong('no tool was called');
      if (calls.length > 1) return wrong('more than one tool was called');
      if (call.name !== wish.name) return wrong('the wrong tool was called');
      const input = INPUTS[wish.name].safeParse(call.input);
      if (!input.success) return wrong('the arguments did not fit the tool');
      const same = Object.entries(wish.input).every(
        ([key, value]) => (input.data as Record<string, unknown>)[key] === value,
      );
      return same ? RIGHT : wrong('the arguments were not the ones asked for');
    },
  };
}
