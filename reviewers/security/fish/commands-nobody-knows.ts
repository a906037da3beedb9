import { type FishCommand, fishCommands } from '../../changed-code/fish/read-fish.ts';
import type { UnreadPart } from '../../changed-code/sides/judgement.ts';

/** Words of fish that run no other program, and programs that only print what they read, whatever they are given. */
const TAME = new Set(
  `and or not if else while for in switch case begin end function return break continue true false test [ set echo printf count contains string math
  status argparse read random path set_color isatty complete commandline command cut tr head tail wc basename dirname uname ls cat grep seq pwd`.split(
    /\s+/,
  ),
);
/** Words before a command. */
const BEFORE = /^(?:(?:and|or|not|if|else|while|begin|time|!)(?: |$))+/;
/** Words that give variables values. */
const GIVES = /^(?:set|read|for|function|argparse)\b/;
/** By these others start or load something; what is exported is theirs too. */
const CHOOSES_PROGRAMS =
  /PATH\b|\bfish_(?!prompt\b)\w+_paths?\b|\b\w+_COMMAND\b|\b(?:LD|DYLD|GIT)_|\b(?:\w{1,40}_)?(?:EDITOR|VISUAL|PAGER|BROWSER|SHELL|OPTS?|OPTIONS|ASKPASS|STARTUP)\b|\b(?:LESSOPEN|LESSCLOSE|MAKEFLAGS|(?:BASH_)?ENV)\b|["'$]| --?\w*x/;
const SET = /^set(?: -[\w-]{1,30}){0,8}(?: [A-Za-z_]\w*(?:\[[^\]]{0,60}\])?(?= |$)|$)/;
/** It asks whether a program is there; what it is told to start otherwise is one that nobody knows. */
const ASKS = /^command (?:-[qsv]{1,3}|--query|--search)(?: |$)/;
/** What is typed is read; nothing is typed, and no key is pressed. */
const ASKS_LINE =
  /^commandline(?: (?:-[opctjsx]{1,5}|--(?:tokenize|current-process|current-token|current-job|cut-at-cursor|cursor|tokens-expanded)))*$/;
/** What is said goes to another stream, or nowhere; anything else is a file. */
const REDIRECTED = /\d?>&\d|[\d&]?>{1,2} ?\/dev\/null(?!\S)/g;
const WRITES = />|(?:^| )\^/;
const TEXT = String.raw`(?:'(?:[^'\\]|\\.){0,2000}'|"(?:[^"\\]|\\.){0,2000}"|[^\s"']{1,400})`;
/** What a completion asks first, and what it offers, each with what stands right behind. */
const CONDITION = new RegExp(String.raw`(?: -\w{0,8}n| --con\w{0,8})[ =]?(${TEXT})(\S?)`, 'g');
const OFFERED = new RegExp(String.raw`(?: -\w{0,8}a| --ar\w{0,8})[ =]?(${TEXT})(\S?)`, 'g');
/** What `read` shows before it reads is what a script says, if one is told; and where a value may be such an option. */
const PROMPT = new RegExp(
  String.raw`(?: -(?!-)\w{0,8}[pR]| --(?:p(?!rompt-str)|r)[\w-]{0,12})[ =]?(${TEXT})(\S?)`,
  'g',
);
const PROMPT_TEXT = /(?<= (?:-(?!-)\w{0,8}P|--prompt-str)[ =])\S{1,400}/g;
/** Where `read` reads from. */
const READ_FROM = /<[ ]?\$\S{1,200}/g;
const HIDDEN_PROMPT = /(?<![<>] ?)\$|["']-| -{1,2}[\w-]{0,40}["']| -(?!-)\w{0,40}[pR]\w/;
/** An option in quotes, or with quotes or escapes in it, and values that may be one. */
const HIDDEN_OPTION = /["']-| -{1,2}[\w-]{0,40}["']|\$/;
/** Functions of fish's own that list and ask; others of its own run what they are given (`__fish_complete_list`, `__fish_echo`). */
const OF_FISH =
  /^__fish_(?:(?:seen|use|is|not|contains?|should|no|any|nth|first|prev|number|list|describe|whatis|parent|make|systemd|commandline)_\w{1,60}|complete_(?!list|clang|gpg|mysql)\w{1,60}|print_(?!gpg|help)\w{1,60}|(?:git|hg|vcs|svn)_prompt|systemctl\w{0,40}|pwd|ps|apropos|append|tokenizer_state)$/;
/** Longer commands are not looked through. */
const LONGEST = 2000;
/** Texts in texts, and functions that call functions. */
const MOST_DEPTH = 3;
const MOST_CALLS = 8;

/**
 * Commands of which nobody here knows what they do: other programs, what a value names, texts that are evaluated, and functions of the file that
 * contain one. Of all others silence means that no rule found anything.
 */
export function commandsNobodyKnows(commands: readonly FishCommand[]): readonly UnreadPart[] {
  const inside = commands.map(functionsAround());
  const own: OwnFunctions = { known: new Set(inside.filter((name) => name !== null)), loose: new Set() };
  let unknown = new Set<number>();
  // A function that runs what nobody knows is one itself where it is given anything, and so is who gives it that.
  for (let round = 0, before = -1; unknown.size > before; round += 1) {
    if (round === MOST_CALLS) return [{ reason: 'has functions that call each other more often', identity: '' }];
    before = unknown.size;
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
    const around = open.at(-1) ?? null;
    const name = /^function\s{1,8}([\w-]{1,100})/.exec(bare)?.[1] ?? around;
    if (/^(?:function|if|while|for|switch|begin)\b/.test(bare)) open.push(name);
    if (/^end\b/.test(bare)) open.pop();
    return name;
  };
}

function isKnown(command: FishCommand, own: OwnFunctions, depth: number): boolean {
  if (command.text.length > LONGEST || depth > MOST_DEPTH) return false;
  const text = command.text.replaceAll(/\s+/g, ' ');
  const bare = command.bare.replaceAll(/\s+/g, ' ').replaceAll(REDIRECTED, ' ');
  // What is put into a text runs before it.
  if (WRITES.test(bare) || command.doubled.includes('$(')) return false;
  const parts = bare.split(/(\|\|?|&&?|[()])/);
  // Behind a bracket the words before it go on.
  const isRest = (at: number): boolean => at % 2 === 1 || (at > 0 && parts[at - 1] === ')');
  if (!parts.every((part, at) => isRest(at) || isKnownPart(part.trim(), text, own))) return false;
  const isRun = (inner: string): boolean => areKnown(inner, own, depth + 1);
  if (/(?:^|[\s|&(])read(?: |$)/.test(bare) && !isRunByRead(text, isRun)) return false;
  // Only where a completion is told, or a function that may do so: `head -n 1` asks nothing.
  const tells = bare.split(/[^\w-]+/).some((word) => word === 'complete' || isFunction(word, own));
  return !tells || tellsKnown(command, text, isRun);
}

/** Whether all that a completion runs once it is asked for is known. */
function tellsKnown({ bare, doubled }: FishCommand, text: string, isRun: (inner: string) => boolean): boolean {
  const isHidden = HIDDEN_OPTION.test(`${bare}\n${text.replaceAll(/\$(?=[^"]{0,400}')/g, '')}`.slice(0, 2 * LONGEST));
  if (isHidden || doubled.includes('$') || /\\/.test(text.replaceAll(/'[^']{0,2000}'|"[^"]{0,2000}"/g, '')))
    return false;
  const given = (option: RegExp): { inner: string; rest: string }[] =>
    Array.from(text.matchAll(option), ([, written = '', rest = '']) => ({ inner: insideOf(written), rest }));
  return (
    given(CONDITION).every(({ inner, rest }) => rest === '' && isRun(inner)) &&
    given(OFFERED).every(({ inner, rest }) => {
      const inBrackets = Array.from(inner.matchAll(/\(([^()]{0,1000})\)/g), ([, one = '']) => one);
      return !/[()]/.test(inner.replaceAll(/\([^()]{0,1000}\)/g, '')) && rest === '' && inBrackets.every(isRun);
    })
  );
}

/** Whether all that `read` runs to say what it asks for is known. */
function isRunByRead(text: string, isRun: (inner: string) => boolean): boolean {
  return Array.from(text.matchAll(PROMPT)).every(
    ([, written = '', rest = '']) => rest === '' && isRun(insideOf(written)),
  );
}

/** A text without its quotes, as fish reads it. */
function insideOf(written: string): string {
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll(/\\([\\'])/g, '$1');
  return written.startsWith('"') ? written.slice(1, -1).replaceAll(/\\([\\"$])/g, '$1') : written;
}

function areKnown(script: string, own: OwnFunctions, depth: number): boolean {
  return fishCommands(script)?.every((command) => isKnown(command, own, depth)) === true;
}

function isKnownPart(written: string, text: string, own: OwnFunctions): boolean {
  const part = written.replace(BEFORE, '').trim();
  const [word = ''] = part.split(' ', 1);
  if (word === '') return true;
  if (word === 'set' && !SET.test(part)) return false;
  if (GIVES.test(part) && CHOOSES_PROGRAMS.test(namesIn(part))) return false;
  // What checks a value is a command.
  if (word === 'argparse' && text.includes('!')) return false;
  if (word === 'read' && (/[ =]"-|[ =]'-/.test(text) || HIDDEN_PROMPT.test(part.replaceAll(PROMPT_TEXT, 'x'))))
    return false;
  if (word === 'command') return ASKS.test(part);
  if (word === 'commandline') return ASKS_LINE.test(part);
  if (own.loose.has(word)) return part === word;
  return TAME.has(word) || isFunction(word, own);
}

/** The part of a command that names what gets a value. */
function namesIn(part: string): string {
  if (part.startsWith('set')) return SET.exec(part)?.[0] ?? part;
  if (part.startsWith('for')) return part.split(' in ', 1)[0] ?? part;
  if (part.startsWith('read'))
    return part
      .replaceAll(PROMPT_TEXT, 'x')
      .replaceAll(READ_FROM, ' ')
      .replaceAll(/["']{2}/g, '');
  return part.startsWith('argparse') ? '' : part.replaceAll(/["']{2}/g, '').replaceAll(/ --?(?:description|d)\b/g, '');
}

function isFunction(word: string, { known, loose }: OwnFunctions): boolean {
  return known.has(word) || loose.has(word) || OF_FISH.test(word);
}
