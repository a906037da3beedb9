import { posix } from 'node:path';
import type { UnreadPart } from '../sides/judgement.ts';

const NAME = /\.(?:zsh(?:-theme)?|zunit)$|^\.?z(?:shrc|shenv|profile|login|logout)$/i;

/** Whether a script is for zsh, by its name or its first line. */
export function isZsh(text: string, path: string): boolean {
  const [first = ''] = text.slice(0, 200).split('\n', 1);
  return NAME.test(posix.basename(path)) || /^#(?:!.{0,80}\bz(?:sh|unit)\b|compdef\b|autoload\b)/.test(first);
}

/** Words that only zsh has, where no name and no first line says so: a file that zsh takes in. */
export function readsAsZsh(text: string): boolean {
  return (
    !text.startsWith('#!') &&
    /^[ \t]*(?:autoload -[A-Za-z]|zstyle |zmodload |setopt |emulate -[A-Za-z]{1,3} zsh\b)/m.test(text)
  );
}

/**
 * Words of zsh alone that mean, or only choose, something: each is written as one of the same length that Bash knows, so that places stay. The
 * first group of a pattern is what stands before such a word.
 */
const WORDS: readonly (readonly [pattern: RegExp, bash: (found: string) => string])[] = [
  // A function without a name runs at once, as a group does.
  [/(^ *|[;&|{] ?)\(\)(?= ?\n? *\{)/gm, blank],
  // The output of a command as a file, and a command that goes on when the shell ends.
  [/([ \t])=\((?=\s?[\w$(])/g, () => '<('],
  [/()&[|!];?(?=[ \t]?(?:$|\}))/gm, () => '& '],
  [/([ \t]\w{1,40}=)=\((?=\s?[\w$(:])/g, () => '<('],
  [/()\} always \{/g, () => '};       {'],
  // A group may end without a sign before its bracket, a branch of a `case` may let the next be tried, and a test has a name.
  [/([^\s;{&|(]) \}(?=[\s;)&|}]|$)/gm, () => ';}'],
  [/();\|(?=[ \t]*$)/gm, () => ';;'],
  [/(^)@test (?:'[^'\n]{0,200}'|"[^"\n$`]{0,200}")(?= \{)/gm, () => 't()'],
  // A function that does nothing.
  [/(^[ \t]*|[;&|] ?)(?:function )?[\w-]{1,60} ?\(\) ?\{ ?\}/gm, () => ':'],
  [/(^[ \t]*|[;&|] ?)function [\w-]{1,60} ?\{ ?\}/gm, () => ':'],
  // What follows a file pattern chooses among files. Letters that name a command to run (`e`, `+`) are none of these.
  [/([*/"\]}?])\([#qNDF./@=p%rwxRWXAIEsoOnLmahckU^,\d-]{1,16}\)/g, blank],
  [/([\w*"'}\]])\(N[.\-/omDn\d[\]]{0,8}\)/g, blank],
  [/([\w*"'}\]])\([-.N/omDn@^]{0,8}(?::[htrealuAcq]\d?){1,4}\)/g, blank],
  [/([\w*"'}\]])\(N?m[shdwM]?[-+]\d{1,6}\)/g, blank],
  // Flags of a place in a list: how it is looked for.
  [/(\$\w{1,60}\[)\([IRrikKeswpfbn:,. \d]{1,16}\)/g, letters],
  [/()<\d{0,9}-\d{0,9}>/g, letters],
  // Alternatives in a comparison and in a `case`.
  [/([=!] [\w"'.*:/@${}-]{0,40})\([\w.*?|~:/^-]{1,100}\)/g, letters],
  [/(^ *[\w:*/.@-]{1,60})\([\w.*|:-]{1,100}\)(?=[\w*|.-]{0,40}\))/gm, letters],
  [/(^ *)\([\w.*|-]{1,100}\)(?=[\w*.-]{1,40}\))/gm, letters],
  // Several names of one loop.
  [/(\bfor \w{1,30}) \w{1,30}(?: \w{1,30})?(?= in\b)/g, (found) => found.replaceAll(' ', '_')],
  // Words before a command that change how its own words are read, and a program named by its place.
  [/(^ *|[;&|({] ?)(?:noglob|nocorrect) (?=\S)/gm, blank],
  [/(^ *|[;&|({] ?)repeat [\w${}]{1,20} (?=[a-z{])(?!do\b)/gm, blank],
  [/(^|[ \t;&|(])=(?=[a-z]{2})/gm, blank],
];

function blank(found: string): string {
  return ' '.repeat(found.length);
}

function letters(found: string): string {
  return 'x'.repeat(found.length);
}

/** What runs text where Bash would see a word, a pattern or a value. */
const HIDDEN: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/(?:^ *|[;&|)] ?)\{(?=[\w"'$=~])(?![\w-]{1,30},)/gm, 'opens a group that Bash reads as a word'],
  [/\$\{\([^)\n]{0,60}[eP%]/g, 'expands a value twice'],
  [/\([#\w.^/,@=*+%-]{0,20}(?:e[:'"{[(<|,%]|\+[A-Za-z_])/g, 'lets a file pattern run a command'],
  [
    /\b(?:functions|aliases|galiases|saliases|commands|nameddirs|options)(?:\[[^\]\n]{0,80}\]\+?=|\+?=\()/g,
    'makes a command of a value',
  ],
  [
    /\b(?:functions|aliases|galiases|saliases|commands|nameddirs|options)\[[^\]\n]{0,80}\](?::{1,2}=|['"])/g,
    'makes a command of a value',
  ],
  [/\balias -[a-z]{0,3}[gs]/g, 'gives words another meaning everywhere'],
  [/\bemulate\b[^\n;]{0,60} -[a-zA-Z]{0,3}c\b/g, 'runs a text'],
  [/\bzsh\/(?:net|system|zpty|db)/g, 'loads what talks to other machines or programs'],
  [/\b(?:zpty|ztcp|zsocket|sysopen|sched|zcompile)\s/g, 'starts or reaches what no rule follows'],
  [/\bbindkey\b[^\n;]{0,60} -[a-zA-Z]{0,3}s\b/g, 'types a text for its user'],
  [
    /\b(?:csh_?junkie|rc_?quotes|ignore_{0,9}(?:close_{0,9})?braces|prompt_{0,9}subst|glob_{0,9}subst|sh_{0,9}glob|ksh_{0,9}glob)/gi,
    'changes how the script itself is read',
  ],
  [/\bemulate (?:-[A-Za-z]{1,3} )?[ck]?sh\b/g, 'changes how the script itself is read'],
  [/(?:^ *|[;&|({] ?)- [a-z"'$]/gm, 'starts a command under another name'],
  [/>["' ]{0,4}(?:~|\$\{?(?:HOME|ZDOTDIR)\}?)\/\.z(?:shenv|shrc|profile|login|logout)/g, 'writes what each shell runs'],
  [/\bf?path\+?=\(?["' ]?(?:\/tmp|\/dev\/shm|\/Users\/Shared)\b/gi, 'takes commands from where everybody may write'],
  [/<<< ?["']?\$\( ?(?:curl|wget)\b|(?:-c|eval) ["']?\$\(</g, 'reads what a file or another machine says'],
  [/\$~|\$\{~|\$\{\(~|\$\{?==?\w/g, 'makes patterns and words of a value'],
];

/** A script for zsh, as far as it can be read as one for Bash. */
export interface ZshScript {
  readonly text: string;
  /** Commands inside of an expansion with flags, which Bash does not look into: each with its offset. */
  readonly inside: readonly { readonly text: string; readonly start: number }[];
  readonly unread: readonly UnreadPart[];
}

/** Writes a script for zsh in the words of Bash, line for line. Nothing is run. */
export function zshAsBash(text: string): ZshScript {
  const grouped = groups(text);
  let written = listsOfLoops(comparisons(grouped));
  for (const [pattern, bash] of WORDS)
    written = written.replace(pattern, (found, before: string) => `${before}${bash(found.slice(before.length))}`);
  const hidden = HIDDEN.flatMap(([pattern, what]) =>
    Array.from(grouped.matchAll(pattern), ({ index }) => {
      const line = lineAround(grouped, index);
      return { reason: `${what} in \`${line.slice(0, 60).replaceAll('`', "'")}\``, identity: `${what}\n${line}` };
    }),
  );
  const { inside, unread } = insideFlags(text);
  return { text: written, inside, unread: [...hidden, ...unread] };
}

/** Alternatives in a comparison: signs of patterns, no command. */
const ALTERNATIVES = /([=~] ?)\((?:[\w.*?|~:/^ {}"'#,[\]-]|\\[^\n]|\$(?=[\w{])){1,200}\)(?=[\w*.?-]{0,20}\s)/g;
const MOST_TEST = 400;

function comparisons(text: string): string {
  let last = 0;
  const parts: string[] = [];
  for (const { index } of text.matchAll(/\[\[ /g)) {
    const end = text.slice(index, index + MOST_TEST).indexOf(' ]]');
    if (index < last || end === -1 || /(?<!\\)\n/.test(text.slice(index, index + end))) continue;
    const test = text.slice(index, index + end + 1);
    const written = test.replace(
      ALTERNATIVES,
      (found, before: string) => `${before}${letters(found.slice(before.length))}`,
    );
    parts.push(text.slice(last, index), written);
    last = index + test.length;
  }
  return [...parts, text.slice(last)].join('');
}

const GROUP = /(?:^ *|[;&|)] ?)\{(?=[\w"'$=~])(?![\w-]{1,30},)/gm;

/** `{echo one; return 2}`: in Bash a word begins and ends so. */
function groups(text: string): string {
  const put = new Map<number, string>();
  for (const { 0: found, index } of text.matchAll(GROUP)) {
    const start = index + found.length;
    const end = closing(text, start, '{', '}');
    if (end === null || put.size >= MOST_INSIDE) continue;
    put.set(start, ' ');
    if (/[^\s;&]/.test(text.slice(start, end).slice(-1))) put.set(end, ';');
  }
  const places = [...put.keys()].toSorted((a, b) => a - b);
  let last = 0;
  const parts = places.map((place) => {
    const part = `${text.slice(last, place)}${put.get(place)}`;
    last = place;
    return part;
  });
  return [...parts, text.slice(last)].join('');
}

/** `for x ($list); do` */
function listsOfLoops(text: string): string {
  const parts: string[] = [];
  let last = 0;
  for (const { 0: head, index } of text.matchAll(/\bfor \w{1,30}(?: \w{1,30}){0,2} ?\(/g)) {
    const start = index + head.length;
    if (index < last) continue;
    const end = closing(text, start);
    // What follows without `do` is another form, which nobody reads here.
    if (end === null || !/^\s{0,4};?\s{0,20}do\b/.test(text.slice(end + 1, end + 30))) continue;
    const names = head.slice(4, -1).trim().replaceAll(' ', '_');
    const list = text.slice(start, end).replaceAll(/(?:[ \t]#[^\n]{0,400})?\n/g, '\\\n');
    parts.push(text.slice(last, index), `for ${names} in ${list} `);
    last = end + 1;
  }
  return [...parts, text.slice(last)].join('');
}

const FLAGGED = /\$\{\([^)\n]{0,40}\)["']?\$\(/g;
const MOST_INSIDE = 500;
const MOST_LENGTH = 4000;

/** `${(f)"$(git branch)"}` */
function insideFlags(text: string): Pick<ZshScript, 'inside' | 'unread'> {
  const inside: { readonly text: string; readonly start: number }[] = [];
  const unread: UnreadPart[] = [];
  for (const { 0: found, index } of text.matchAll(FLAGGED)) {
    const start = index + found.length;
    const end = closing(text, start);
    if (end === null || inside.length >= MOST_INSIDE)
      unread.push({ reason: 'has a command in an expansion that cannot be read', identity: lineAround(text, index) });
    else inside.push({ text: text.slice(start, end), start });
  }
  return { inside, unread };
}

function closing(text: string, start: number, opens = '(', closes = ')'): number | null {
  let open = 1;
  const last = Math.min(text.length, start + MOST_LENGTH);
  for (let at = start; at < last; at += 1) {
    const sign = text.charAt(at);
    if (sign === opens) open += 1;
    else if (sign === closes) open -= 1;
    else if (sign === '\\') at += 1;
    if (open === 0) return at;
  }
  return null;
}

function lineAround(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at) + 1, end === -1 ? text.length : end).trim();
}
