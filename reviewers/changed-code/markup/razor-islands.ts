import { ISLAND_FORMS } from './dialects.ts';
import { HELD, type Island, type Islands, readIslands } from './islands.ts';

const STATEMENTS =
  /^(?:if|else|for|foreach|while|do|switch|try|using|lock|section|code|functions|model|inherits|page|namespace|addTagHelper|removeTagHelper|inject|layout|implements|attribute|typeparam|rendermode|preservewhitespace)\b/;
const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/** Values that Razor puts out: `@name.of(value)` and `@(…)`. Blocks of its code stay what they are. */
export function razorIslands(text: string): Islands {
  const { islands, around } = readIslands(text, ISLAND_FORMS.razor);
  const found: Island[] = [...islands];
  let made = around;
  for (let at = around.indexOf('@'); at !== -1; at = around.indexOf('@', at + 1)) {
    if (around.charAt(at + 1) === '@') {
      at += 1;
      continue;
    }
    // An address of mail.
    if (/[\w.]/.test(around.charAt(at - 1))) continue;
    const rest = around.slice(at + 1, at + 60);
    if (
      !/^(?:\(|[a-z_])/i.test(rest) ||
      STATEMENTS.test(rest) ||
      /^(?:media|import|keyframes|font-face|supports|charset)\b/.test(rest)
    )
      continue;
    const end = endOfValue(around, at + 1);
    if (end === null) continue;
    found.push({ kind: 'output', text: around.slice(at + 1, end), start: at, end });
    made = made.slice(0, at) + HELD.repeat(end - at) + made.slice(end);
    at = end - 1;
  }
  return { islands: found.toSorted((one, other) => one.start - other.start), around: made, unclosed: null };
}

function endOfValue(text: string, from: number): number | null {
  let at = from;
  const waits = /^await /.exec(text.slice(at, at + 6))?.[0] ?? '';
  at += waits.length;
  if (text.charAt(at) !== '(') while (/\w/.test(text.charAt(at))) at += 1;
  for (;;) {
    const sign = text.charAt(at);
    if (PAIRS[sign] !== undefined) {
      const end = closing(text, at);
      if (end === null) return null;
      at = end;
    } else if (/^(?:\?|!)?\.\w/.test(text.slice(at, at + 3))) {
      at += text.charAt(at) === '.' ? 1 : 2;
      while (/\w/.test(text.charAt(at))) at += 1;
    } else return at;
  }
}

function closing(text: string, from: number): number | null {
  const stack: string[] = [];
  for (let at = from; at < text.length && at < from + 4000; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') {
      const end = /^"(?:\\.|[^"\\\n]){0,2000}"/.exec(text.slice(at, at + 2002))?.[0];
      if (end !== undefined) at += end.length - 1;
    } else if ('([{'.includes(sign)) stack.push(sign);
    else if (')]}'.includes(sign)) {
      stack.pop();
      if (stack.length === 0) return at + 1;
    }
  }
  return null;
}
