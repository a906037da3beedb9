import { type FishCommand, fishCommands } from '../../changed-code/fish/read-fish.ts';
import type { UnreadPart } from '../../changed-code/sides/judgement.ts';

/** Words of fish that run no other program, and programs that only print what they read. */
const TAME = new Set(
  `and or not if else while for in switch case begin end function return break continue true false test [ set echo printf count contains string math
  status argparse read type functions random path set_color isatty complete commandline command
  cut tr sort uniq head tail wc basename dirname uname ls cat grep seq pwd`.split(/\s+/),
);
/** Words before a command. */
const BEFORE = /^(?:(?:and|or|not|if|else|while|begin|time|!)(?: |$))+/;
/** A value for others to start or load something by. */
const CHOOSES_PROGRAMS = /^set(?=.*(?: -\w*x| --export| \w*PATH\b| fish_| \w+_(?:path|COMMAND)\b))/;
/** It asks whether a program is there; what it is told to start otherwise is one that nobody knows. */
const ASKS = /^command (?:-[qsv]{1,3}|--query|--search)(?: |$)/;
/** What is typed is read; nothing is typed, and no key is pressed. */
const ASKS_LINE =
  /^commandline(?: (?:-[opctjsx]{1,5}|--(?:tokenize|current-process|current-token|current-job|cut-at-cursor|cursor|tokens-expanded)))*$/;
/** What is said goes to another stream, or nowhere; anything else is a file. */
const REDIRECTED = /\d?>&\d|[\d&]?>{1,2}\s?\/dev\/null(?!\S)/g;
const TEXT = String.raw`(?:'(?:[^'\\]|\\.){0,2000}'|"(?:[^"\\]|\\.){0,2000}"|[^\s"']{1,400})`;
/** What a completion asks first, and what it offers. */
const CONDITION = new RegExp(String.raw`(?: -\w{0,8}n|--condition)[ =]?(${TEXT})`, 'g');
const OFFERED = new RegExp(String.raw`(?: -\w{0,8}a|--arguments)[ =]?(${TEXT})`, 'g');
/** Nobody knows what a longer command does. */
const LONGEST_COMMAND = 5000;
/** Texts in texts. */
const MOST_DEPTH = 3;

/**
 * Commands of which nobody here knows what they do: other programs, what a value names, texts that are evaluated, and functions of the file that
 * contain one. Of all others silence means that no rule found anything.
 */
export function commandsNobodyKnows(commands: readonly FishCommand[]): readonly UnreadPart[] {
  const inside = commands.map(functionsAround());
  const own: OwnFunctions = { known: new Set(inside.filter((name) => name !== null)), loose: new Set() };
  let unknown: ReadonlySet<number> = new Set();
  // A function that runs what nobody knows is one itself where it is given anything, and so is who gives it that.
  for (let count = -1; unknown.size > count;) {
    count = unknown.size;
    unknown = new Set(commands.flatMap((command, at) => (isKnown(command, own, 0) ? [] : [at])));
    for (const at of unknown) {
      const name = inside[at] ?? null;
      if (name !== null && own.known.delete(name)) own.loose.add(name);
    }
  }
  return [...unknown].map((at) => {
    const { text } = commands[at] ?? { text: '' };
    return { reason: `runs what no rule knows: ${text.slice(0, 60)}`, identity: text };
  });
}

/** The functions of a file, by what is known of their bodies. */
interface OwnFunctions {
  readonly known: Set<string>;
  readonly loose: Set<string>;
}

/** The function that a command stands in, or names. */
function functionsAround(): (command: FishCommand) => string | null {
  const open: (string | null)[] = [];
  return ({ bare }) => {
    const name = /^function ([\w-]{1,100})/.exec(bare)?.[1];
    if (name !== undefined) open.push(name);
    else if (/^(?:if|while|for|switch|begin)\b/.test(bare)) open.push(null);
    const found = open.findLast((one) => one !== null) ?? null;
    if (/^end\b/.test(bare)) open.pop();
    return found;
  };
}

function isKnown(command: FishCommand, own: OwnFunctions, depth: number): boolean {
  const { text, doubled } = command;
  const bare = command.bare.replaceAll(REDIRECTED, ' ');
  if (bare.includes('>') || depth > MOST_DEPTH || text.length > LONGEST_COMMAND) return false;
  const parts = bare.split(/\|\|?|&&?|[()]/).map((part) => part.trim());
  // What stands behind a bracket is the rest of words, and no command of its own.
  const separators = Array.from(bare.matchAll(/\|\|?|&&?|[()]/g), ([one]) => one);
  if (!parts.every((part, at) => isKnownPart(part, separators[at - 1] === ')', own))) return false;
  const isText = (written: string, ofCommand: boolean): boolean => {
    const inner = /^["']/.test(written) ? written.slice(1, -1).replaceAll(/\\(.)/g, '$1') : written;
    const asked = ofCommand ? [inner] : [...inner.matchAll(/\(([^()]{0,1000})\)/g)].map(([, one = '']) => one);
    if (!ofCommand && asked.length === 0 && inner.includes('(')) return false;
    return asked.every((one) =>
      (fishCommands(one) ?? [null]).every((each) => each !== null && isKnown(each, own, depth + 1)),
    );
  };
  if (
    !isText(`"${doubled.replaceAll(/\$\(/g, '\0').replaceAll(/[()]/g, ' ').replaceAll('\0', '(')}"`, false) &&
    doubled.includes('$(')
  )
    return false;
  // Only where a completion is told, or a function that may do so: `head -n 1` asks nothing.
  const words = bare.split(/[^\w-]+/);
  if (!words.some((word) => word === 'complete' || isFunction(word, own))) return true;
  return (
    Array.from(text.matchAll(CONDITION), ([, written = '']) => written).every((one) => isText(one, true)) &&
    Array.from(text.matchAll(OFFERED), ([, written = '']) => written).every((one) => isText(one, false))
  );
}

function isKnownPart(written: string, isRest: boolean, own: OwnFunctions): boolean {
  if (isRest) return true;
  const part = written.replace(BEFORE, '');
  const [word = ''] = part.split(' ', 1);
  if (word === '' || word.startsWith('#')) return true;
  if (CHOOSES_PROGRAMS.test(part)) return false;
  if (word === 'command') return ASKS.test(part);
  if (word === 'commandline') return ASKS_LINE.test(part);
  if (own.loose.has(word)) return part === word;
  return TAME.has(word) || isFunction(word, own);
}

function isFunction(word: string, { known, loose }: OwnFunctions): boolean {
  return known.has(word) || loose.has(word) || /^__fish_\w{1,80}$/.test(word);
}
