import type { Command } from 'commander';
import { complete } from './complete.ts';
import { FILES_MARK, type Shell, shellScript } from './shell-scripts.ts';

/** `docket completion SHELL`: prints the script for it. Returns 0. */
export function completionCommand(shell: Shell): number {
  process.stdout.write(shellScript(shell));
  return 0;
}

/** `docket complete -- WORDS`, what the scripts ask: a line a candidate, its meaning behind a tab. Returns 0. */
export function completeCommand(program: Command, words: readonly string[]): number {
  const { candidates, files } = complete(program, words);
  const lines = candidates.map(({ word, description }) => `${word}\t${description.replaceAll(/\s+/g, ' ')}`);
  process.stdout.write([...lines, ...(files ? [FILES_MARK] : [])].map((line) => `${line}\n`).join(''));
  return 0;
}
