/** Longer lines are no entries of a `when`. */
const LONGEST_LINE = 400;

/**
 * Kotlin as the grammar knows it, each word as long as before: the guard of an entry (`is A if b ->`) as a second condition, an infix call
 * that begins with `e`, at which its lexer stumbles, under another name, and without words that run nothing: `fun` of an interface, `constructor`
 * on a line of its own in the head of a class, the name that an object hands its calls on to, labels of functions, what a function has around it;
 * what is set on the answer of a call as on a value, texts with `$$` as ordinary ones, `..<` as `..`, binary numbers as hexadecimal ones, and no
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
      (_, space: string, call: string, dot: string) => `${space}${blank(`()${dot.slice(1)}`)}${call}.`,
    )
    .replaceAll(HANDED_ON, (_, head: string, by: string) => head + blank(by));
  const lines = named.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.length > LONGEST_LINE) continue;
    if (CONTEXT.test(line)) lines[index] = blank(line);
    else if (ENTRY.test(line.trimStart())) lines[index] = guarded(line);
    else if (line.includes('constructor')) joinHead(lines, index);
  }
  return lines.join('\n');
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
const SET_ON_ANSWER = /^([ \t]{0,80})([\w.]{1,100})\(\)(\??\.)(?=[a-z]\w{0,60} = )/gm;
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

/** The head of a block of members for a type. */
const EXTENSION = /^[ \t]{0,40}extension(?=(?:<[\w, ]{1,80}>)?\([^()\n]{1,200}\)\s{0,80}(?:\{|where\b))/gm;
/** `A = [b]` within an initialiser. */
const LIST_GIVEN = /([{,]\s{0,80}[A-Z]\w{0,60} = )\[([^[\]{}\n]{0,300})\](?=\s{0,80}[,}])/g;

/** A class that has a base and no body, with what both are given; one space makes room for the braces. */
const WITHOUT_BODY =
  /\b(class [A-Z]\w{0,60}(?:<[\w, ]{1,80}>)?(?:\([^(){};]{0,500}\))?) (: [A-Z]\w{0,60}(?:<[\w, ]{1,80}>)?(?:\((?:[^(){};]|\([^(){};]{0,200}\)){0,500}\))?);/g;
/** What a type parameter may be, and no rule asks for. */
const ALLOWS = /\ballows ref struct\b/g;

/**
 * C# without the first of two heads of one method that `#if` and `#else` choose between, since a grammar sees both and one body. A head holds
 * nothing that runs. Members that extend a type as ones of a class, braces for a body that is missing, and the list that a property is given in the braces that it had before.
 */
export function olderCsharp(whole: string): string {
  const text = whole
    .replaceAll(EXTENSION, (word) => word.replace('extension', 'class  Ex'))
    .replaceAll(WITHOUT_BODY, '$1$2{}')
    .replaceAll(ALLOWS, 'class            ')
    .replaceAll(LIST_GIVEN, (_, head: string, said: string) => `${head}{${said}}`);
  if (!text.includes('#else')) return text;
  const lines = text.split('\n');
  let opened: number | null = null;
  let other: number | null = null;
  for (const [index, line] of lines.entries()) {
    const word = line.trimStart();
    if (word.startsWith('#if')) [opened, other] = [index, null];
    else if (word.startsWith('#elif')) opened = null;
    else if (word.startsWith('#else')) other = index;
    else if (word.startsWith('#endif')) {
      if (opened !== null && other !== null && isHead(lines, opened, other) && isHead(lines, other, index)) {
        for (let each = opened; each <= other; each += 1) lines[each] = blank(lines[each] ?? '');
        lines[index] = blank(line);
      }
      opened = null;
    }
  }
  return lines.join('\n');
}

/** Whether there is a head of a method between two lines, and nothing else: no statement, no body. */
function isHead(lines: readonly string[], from: number, to: number): boolean {
  const inside = lines
    .slice(from + 1, to)
    .join('\n')
    .trim();
  return inside.endsWith(')') && !/[;{}]|=>|["'/#]/.test(inside);
}

const blank = (line: string): string => line.replace(/[^\r]/g, ' ');
