import { LANGUAGES } from '../../schemas/file-kinds/language.ts';
import type { FileKind } from '../../schemas/judged.ts';
import { knownKind } from './known-kind.ts';

const LONGEST_LINE = 300;
/** Options of `env` that take the next word with them. */
const TAKES_WORD: ReadonlySet<string> = new Set(['-u', '--unset', '-C', '--chdir', '-a', '--argv0']);
/** Names of interpreters that linguist does not list. */
const MORE: Readonly<Record<string, string>> = {
  busybox: 'shell',
  zunit: 'shell',
  bats: 'shell',
  python: 'python',
  bun: 'typescript',
  tsx: 'typescript',
};

const interpreters = new Map([
  ...LANGUAGES.flatMap(({ id, interpreters: names }) => names.map((name) => [name, id] as const)).toReversed(),
  ...Object.entries(MORE),
]);

/** Options by which an interpreter runs or loads something else than the file, in words of their own. */
const LOADS: ReadonlySet<string> = new Set([
  '--eval',
  '--command',
  '--exec',
  '--require',
  '--import',
  '--init-file',
  '--rcfile',
]);

/** Whether a first line is a program of its own: a text to run, something loaded beside the file, a variable that changes what runs. */
function isProgram(line: string, words: readonly string[]): boolean {
  if (/["'`$;|&<>\\]/.test(line)) return true;
  return words
    .slice(1)
    .some((word) => LOADS.has(word.split('=', 1)[0] ?? '') || /^(?:-[a-z]{0,8}c|[A-Za-z_]\w{0,60}=.*)$/.test(word));
}

/**
 * What a first line with `#!` makes of a file; null where there is none. An interpreter that nobody knows makes it `executable`, and so does
 * a line that runs more than the file.
 */
export function kindByShebang(text: string): FileKind | null {
  // Rust's inner attributes (`#![allow(..)]`) begin alike.
  if (!text.startsWith('#!') || text.startsWith('#![')) return null;
  const end = text.indexOf('\n');
  const line = text.slice(2, Math.min(end === -1 ? LONGEST_LINE : end, LONGEST_LINE));
  const called = line.trim().split(/[ \t\r]+/);
  if (isProgram(line, called)) return knownKind('executable');
  const first = baseName(called[0] ?? '');
  const name = first === 'env' ? startedBy(afterEnv(called.slice(1)), called) : first;
  const id = interpreters.get(name) ?? interpreters.get(name.replace(/[\d.]{1,20}$/, ''));
  return knownKind(id ?? 'executable');
}

function afterEnv(parts: readonly string[]): string {
  let skip = false;
  for (const part of parts) {
    if (skip) skip = false;
    else if (TAKES_WORD.has(part)) skip = true;
    else if (!part.startsWith('-') && !part.includes('=')) return baseName(part);
  }
  return '';
}

/** What starts the program of a package of the project, and the words that may stand between. */
const STARTERS: ReadonlySet<string> = new Set(['pnpm', 'npx', 'yarn', 'bunx']);
const BETWEEN = /^(?:exec|run|-y|--yes|-s|--silent)$/;

/** The program that a starter is told to start: `pnpm tsx`. With any other option than these it may be one from elsewhere. */
function startedBy(name: string, called: readonly string[]): string {
  if (!STARTERS.has(name)) return name;
  const [program, ...rest] = called.slice(called.indexOf(name) + 1).filter((word) => !BETWEEN.test(word));
  return program !== undefined && /^[a-z-]{2,20}$/.test(program) && rest.length === 0 ? program : '';
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
