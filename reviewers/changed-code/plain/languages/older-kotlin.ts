import { blank } from './older-words.ts';

/** Longer lines are no entries of a `when`. */
const LONGEST_LINE = 400;

/**
 * Kotlin as the grammar knows it, each word as long as before: the guard of an entry (`is A if b ->`) as a second condition, an infix call
 * that begins with `e`, at which its lexer stumbles, under another name, and without words that run nothing: `fun` of an interface, `constructor`
 * on a line of its own in the head of a class, the name that an object hands its calls on to, labels of functions, what a function has around it;
 * what is set on the answer of a call as on a value, or on one that is looked up, texts with `$$` as ordinary ones, `..<` as `..`, binary numbers as hexadecimal ones, and no
 * comma behind the last parameter.
 */
export function olderKotlin(text: string): string {
  const named = text
    .replaceAll(' eq ', ' aq ')
    .replaceAll('fun interface ', '    interface ')
    .replaceAll('$$"', '  "')
    .replaceAll('\0', ' ')
    .replaceAll('..<', '.. ')
    .replaceAll(BINARY, '0x')
    .replaceAll(LAST_COMMA, ' ')
    .replaceAll(NESTED_RECEIVER, (name) => name.replaceAll('.', '_'))
    .replaceAll(LABEL, (label) => blank(label))
    .replaceAll(
      SET_ON_ANSWER,
      (_, space: string, call: string, dot: string) => `${space}${blank(`()${dot.slice(1)}`)}${call}${dot.slice(-1)}`,
    )
    .replaceAll(HANDED_ON, (_, head: string, by: string) => head + blank(by))
    .replaceAll(NOT_IS, '!j')
    .replaceAll(ABOUT_A_STATEMENT, (line) => blank(line));
  const lines = bracketsOfSetCalls(named).split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.length > LONGEST_LINE) continue;
    if (CONTEXT.test(line)) lines[index] = blank(line);
    else if (ENTRY.test(line.trimStart())) lines[index] = guarded(line);
    else if (line.includes('constructor')) joinHead(lines, index);
  }
  return lines
    .map((line, index) => line + (index === lines.length - 1 ? '' : lineEnd(line, lines[index + 1] ?? '')))
    .join('');
}

/** Of a binary number the grammar reads one digit. */
const BINARY = /\b0[bB](?=[01])/g;
/** A comma behind the last parameter or condition, with the sign that ends them on the next line. */
const LAST_COMMA = /,(?=[ \t]{0,20}\n\s{0,200}(?:\)|->))/g;
/** A class inside of a class whose members a function type has: `A.B.() -> C`. */
const NESTED_RECEIVER = /\b[A-Z]\w{0,60}(?:\.[A-Z]\w{0,60}){1,3}(?=\.\()/g;
/** Parameters that callers have around them, on a line of their own: names and types alone. */
const CONTEXT = /^\s*context\((?:\w{1,60}: [\w.<>]{1,100}(?:, )?){1,6}\)\s*$/;
/** The name of a function without one, which what it returns from may say again. */
const LABEL = /(?<![\w@.])[a-z]\w{0,60}@(?=\{)/g;
/** `a()?.b = c` at the beginning of a line: a call that is given nothing, of which the grammar takes no member to be set. */
const SET_ON_ANSWER =
  /^([ \t]{0,80})([\w.!?]{1,100})\(\)(\??\.(?=(?:[a-z]\w{0,60}\.){0,3}[a-z]\w{0,60} =[ \n])|(?=\[[\w.]{1,80}\] = ))/gm;
/** What is set on the answer of a call that is given something, from the bracket behind that on. */
const SET_ON_CALL = /\)(?:\s{0,80}(?:\?\.|!!\.|\.)[a-z]\w{0,60}|\[[^[\]\n]{1,80}\]){1,4}[ \t]{1,4}[-+*/%]?=(?!=)/g;
/** What a call is given is no longer where people set something on its answer. */
const LONGEST_CALL = 2000;
/** `!isA()`, which the lexer takes for `!is A`. */
const NOT_IS = /!i(?=[sn]\w)/g;
/** What only a compiler hears, before a statement, where the grammar takes an annotation before declarations alone. */
const ABOUT_A_STATEMENT = /^[ \t]{1,80}@Suppress\((?:"[^"\n]{0,200}"(?:, )?){1,8}\)[ \t]*$/gm;
/** An entry of a `when` for a range. */
const RANGE = /^[ \t]{1,80}!?in [^{}]{1,200} -> /;
/** A cast on a line of its own. */
const CAST = /^[ \t]{1,80}as\??[ \t]/;

/** What stands between two lines: below one without a comment that ends with a value, a cast goes on with it, and an entry does not. */
function lineEnd(line: string, next: string): string {
  const isLong = line.length > LONGEST_LINE || next.length > LONGEST_LINE;
  if (isLong || line.includes('//') || !/[\w'")\]}]$/.test(line)) return '\n';
  return CAST.test(next) ? ' ' : RANGE.test(next) && !line.endsWith('}') ? ';' : '\n';
}

/** Between a call and the one before it: names, and the types that it is given. */
const CALL_BEFORE = /\)(?:\s{0,80}(?:\?\.|!!\.|\.)[a-z]\w{0,60}){1,4}(?:<[\w, ?]{1,60}>)?$/;
const TYPES_BEFORE = /(?<=\w)<[\w, ?]{1,60}>$/;
const MOST_BETWEEN = 400;

/** `a(b).c = d` with what each call is given in the brackets of a value that is looked up: the shapes of the language make calls of them again. */
function bracketsOfSetCalls(text: string): string {
  const signs: (readonly [at: number, sign: string])[] = [];
  for (const { index } of text.matchAll(SET_ON_CALL)) {
    for (let end: number | null = index; end !== null;) {
      const start = opening(text, end);
      const isCall = start !== null && /[\w>]/.test(text.charAt(start - 1)) && text.slice(start + 1, end).trim() !== '';
      if (start === null || !isCall) break;
      const before = text.slice(Math.max(0, start - MOST_BETWEEN), start);
      const types = TYPES_BEFORE.exec(before)?.[0] ?? '';
      signs.push([start - types.length, `${blank(types)}[`], [end, ']']);
      const between = CALL_BEFORE.exec(before)?.[0];
      end = between === undefined ? null : start - between.length;
    }
  }
  let written = '';
  let from = 0;
  for (const [at, sign] of signs.toSorted(([one], [other]) => one - other)) {
    if (at < from) continue;
    written += text.slice(from, at) + sign;
    from = at + sign.length;
  }
  return written + text.slice(from);
}

/** Where the bracket opens that closes at a place; null where it does not nearby. */
function opening(text: string, end: number): number | null {
  let depth = 0;
  for (let at = end; at >= 0 && end - at <= LONGEST_CALL; at -= 1) {
    if (text.charAt(at) === ')') depth += 1;
    else if (text.charAt(at) === '(') depth -= 1;
    if (depth === 0) return at;
  }
  return null;
}

const HANDED_ON =
  /(\bobject\s?:\s{0,40}(?:[A-Z][\w.]{0,80},\s{1,40}){0,3}[A-Z][\w.]{0,80})( by [a-z]\w{0,60}(?: as [A-Z]\w{0,60})?)(?= \{)/g;
const CONSTRUCTOR = /^(\s*(?:(?:public|private|protected|internal|actual|@[A-Z]\w{0,60})\s)*constructor\s?)\(/;
const ANNOTATION = /^\s*@[A-Z]\w{0,60}\s*$/;
/** The line of a class, or the end of its type parameters. */
const CLASS_HEAD = /^\s*(?:(?:[a-z]{1,12} ){0,4}class [A-Z]\w{0,100}(?:<[^{}()"]{1,200}>)?|>)\s*$/;

/** Blanks the word `constructor`, and names of annotations before it, where the head of a class goes on with it. */
function joinHead(lines: string[], at: number): void {
  const line = lines[at] ?? '';
  const words = CONSTRUCTOR.exec(line)?.[1];
  if (words === undefined) return;
  let above = at - 1;
  while (at - above < 4 && ANNOTATION.test(lines[above] ?? '')) above -= 1;
  if (!CLASS_HEAD.test(lines[above] ?? '')) return;
  for (let each = above + 1; each < at; each += 1) lines[each] = blank(lines[each] ?? '');
  lines[at] = blank(words) + line.slice(words.length);
}

const ENTRY = /^!?i[sn]\s/;

function guarded(line: string): string {
  const at = line.indexOf(' if ');
  return at !== -1 && at < line.indexOf('->') ? `${line.slice(0, at)},   ${line.slice(at + 4)}` : line;
}
