/** One command of a script of Go's tests. */
export interface ScriptCommand {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** Words in brackets before it: under which conditions it runs. */
  readonly conditions: readonly string[];
  /** `!` where it has to fail, `?` where it may. */
  readonly sign: '' | '!' | '?';
  readonly words: readonly string[];
  /** Whether a quote is open at its end. */
  readonly isOpen: boolean;
}

/** A file that the script has in its archive. */
export interface ScriptFile {
  readonly name: string;
  /** The line of its head. */
  readonly line: number;
  readonly text: string;
}

/** A script of Go's tests: commands, and behind them an archive of files. */
export interface TestScript {
  readonly commands: readonly ScriptCommand[];
  readonly files: readonly ScriptFile[];
}

const HEAD = /^-- ([^\n]{1,200}?) --[ \t]*$/;
const CONDITION = /^\[([^\]\n]{1,100})\][ \t]*/;

/** Reads a script for testscript, or for Go's own tests of its commands: a command a line, then `-- name --` and the lines of a file. */
export function readTestScript(text: string): TestScript {
  const commands: ScriptCommand[] = [];
  const files: { readonly name: string; readonly line: number; readonly lines: string[] }[] = [];
  for (const [index, line] of text.replaceAll('\r\n', '\n').split('\n').entries()) {
    const [, name] = HEAD.exec(line) ?? [];
    if (name !== undefined) files.push({ name: name.trim(), line: index + 1, lines: [] });
    else if (files.length > 0) files.at(-1)?.lines.push(line);
    else if (line.trim() !== '' && !/^[ \t]*#/.test(line)) commands.push(readCommand(line, index + 1));
  }
  return { commands, files: files.map(({ lines, ...file }) => ({ ...file, text: lines.join('\n') })) };
}

function readCommand(line: string, number: number): ScriptCommand {
  let rest = line.trim();
  const conditions: string[] = [];
  for (let found = CONDITION.exec(rest); found !== null; found = CONDITION.exec(rest)) {
    conditions.push(found[1] ?? '');
    rest = rest.slice(found[0].length);
  }
  const sign = /^[!?](?=\s)/.exec(rest)?.[0] ?? '';
  const { words, isOpen } = wordsOf(rest.slice(sign.length).trim());
  return { line: number, text: line.trim(), conditions, sign: sign === '!' || sign === '?' ? sign : '', words, isOpen };
}

/** Words between blanks; single quotes keep blanks, and stand twice for one of themselves. A hash behind a blank begins a remark. */
function wordsOf(text: string): { readonly words: readonly string[]; readonly isOpen: boolean } {
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === "'") {
      if (isQuoted && text.charAt(at + 1) === "'") {
        word = `${word ?? ''}'`;
        at += 1;
      } else isQuoted = !isQuoted;
      word ??= '';
    } else if (!isQuoted && /\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (!isQuoted && sign === '#' && word === null) break;
    else word = (word ?? '') + sign;
  }
  if (word !== null) words.push(word);
  return { words, isOpen: isQuoted };
}
