import type { Command, Option } from 'commander';

/** A word that may stand next, and what it means. */
interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** What may stand at the end of a command line. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** The name of a file may stand there. */
  readonly files: boolean;
}

const NOTHING: Completion = { candidates: [], files: false };

/**
 * What may stand in the place of the last word of a command line.
 *
 * @param words everything behind the program's name; the last one is the word under the cursor, perhaps empty
 */
export function complete(program: Command, words: readonly string[]): Completion {
  const last = words.at(-1) ?? '';
  let command = program;
  let waiting: Option | null = null;
  for (const word of words.slice(0, -1)) {
    if (waiting !== null) waiting = null;
    else if (word === '--') return NOTHING;
    else if (word.startsWith('-')) waiting = takingValue(command, word);
    else command = subcommand(command, word) ?? command;
  }
  if (waiting !== null) return valuesOf(waiting, last);
  return last.startsWith('-') ? optionsOf(command, last) : wordsOf(command, last);
}

/** Which option waits for its value; null for a switch, an unknown one, and one with its value behind `=`. */
function takingValue(command: Command, word: string): Option | null {
  const option = command.options.find(({ short, long }) => word === short || word === long);
  return option !== undefined && (option.required || option.optional) ? option : null;
}

function subcommand(command: Command, word: string): Command | undefined {
  return command.commands.find((one) => one.name() === word);
}

function valuesOf({ argChoices, flags, description }: Option, start: string): Completion {
  const choices = (argChoices ?? []).filter((choice) => choice.startsWith(start));
  return {
    candidates: choices.map((word) => ({ word, description })),
    files: /<(?:file|dir)>/.test(flags),
  };
}

function optionsOf(command: Command, start: string): Completion {
  const shown = command.createHelp().visibleOptions(command);
  const candidates = shown.flatMap(({ long, description }) =>
    long?.startsWith(start) === true ? [{ word: long, description }] : [],
  );
  return { candidates, files: false };
}

function wordsOf(command: Command, start: string): Completion {
  const shown = command.createHelp().visibleCommands(command);
  const candidates = shown
    .map((one) => ({ word: one.name(), description: one.description() }))
    .filter(({ word }) => word.startsWith(start));
  const [argument] = command.registeredArguments;
  return { candidates, files: argument?.name() === 'file' };
}
