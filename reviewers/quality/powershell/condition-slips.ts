import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { BareScript } from './bare-script.ts';
import { powerShellSlip } from './powershell-slip.ts';

/** Where a condition stands in a script, without the text of its texts. */
interface Condition {
  readonly text: string;
  readonly start: number;
}

/** Longer ones nobody wrote by hand; without it, each of those that stand in one another would be read to the end. */
const LONGEST_CONDITION = 4000;

/** The conditions of a script: what stands in the brackets of `if`, `elseif`, `while` and `until`. */
function conditionsOf({ bare }: BareScript): Condition[] {
  return Array.from(bare.matchAll(/(?<![\w$-])(?:if|elseif|while|until)\s?\(/gi)).flatMap(({ index, 0: head }) => {
    const start = index + head.length;
    let depth = 1;
    let at = start;
    for (; at < bare.length && at < start + LONGEST_CONDITION && depth > 0; at += 1) {
      if (bare.charAt(at) === '(') depth += 1;
      else if (bare.charAt(at) === ')') depth -= 1;
    }
    return depth > 0 ? [] : [{ text: bare.slice(start, at - 1), start }];
  });
}

const VALUE = String.raw`\$[\w:]{1,60}(?:\.[\w]{1,40}){0,3}`;
const LITERAL = String.raw`(?:"[^"]{0,200}"|'[^']{0,200}'|\d{1,12}|\$(?:true|false|null))`;
const ASSIGNED = new RegExp(String.raw`^\s*(${VALUE}) ?= ?${LITERAL}\s*$`, 'i');
const DOUBLE = new RegExp(String.raw`${VALUE}\s?(?:===?|!==?)\s`, 'i');
const REDIRECTED = new RegExp(String.raw`${VALUE}(?:\.\w+\(\))? ?(?:>=?|<=?) ?(?:\d|\$|["'])`, 'i');
const NOT_FIRST = new RegExp(
  String.raw`(?:^|-and |-or )\s*(?:-not |! ?)(${VALUE}) -(?:c|i)?(?:eq|ne|like|match|gt|lt|ge|le|contains|in) `,
  'i',
);
const SAME = new RegExp(
  String.raw`(?<![\w.$\]])(${VALUE}) -(?:c|i)?(?:eq|ne|gt|lt|ge|le|like|match) \1(?![\w.:[(])`,
  'i',
);
const NULL_RIGHT = new RegExp(String.raw`(?:${VALUE}|\)) -(?:c|i)?(?:eq|ne) \$null\b`, 'i');

/** Conditions that assign, write a file, or ask something else than they seem to. */
export function conditionSlips(script: BareScript, text: string, lineOf: (at: number) => number): SideHazard[] {
  return conditionsOf(script).flatMap(({ text: condition, start }): SideHazard[] => {
    const what = text.slice(start, start + condition.length);
    const line = lineOf(start + Math.max(0, condition.search(/\S/)));
    const tell = (say: string): SideHazard[] => [powerShellSlip('idle-condition', { line, what, say })];
    const parts = condition.split(/ -(?:and|or) /i);
    if (parts.some((part) => ASSIGNED.test(part.replace(/^\s*\((.*)\)\s*$/s, '$1'))))
      return tell('`=` assigns; `-eq` compares.');
    if (DOUBLE.test(condition))
      return [powerShellSlip('refused-script', { line, what, say: 'PowerShell compares by `-eq` and `-ne`.' })];
    if (REDIRECTED.test(condition)) return tell('`>` and `<` write and read files; `-gt` and `-lt` compare.');
    if (/(?:&&|\|\|)/.test(condition)) return tell('`&&` and `||` join commands; `-and` and `-or` join conditions.');
    if (NOT_FIRST.test(condition))
      return tell(
        '`-not` belongs to the value alone, so that yes or no is compared: put brackets around the comparison.',
      );
    if (SAME.test(condition)) return tell('A value is compared with itself.');
    const wild = wildcardOf(condition, start, text);
    if (wild !== null) return tell(`\`-eq\` knows no \`*\`: \`-like\` does.`);
    return NULL_RIGHT.test(condition) ? [powerShellSlip('null-on-the-right', { line, what })] : [];
  });
}

/** A text with `*` at one of its ends that is compared letter by letter. */
function wildcardOf(condition: string, start: number, text: string): string | null {
  for (const { index, 0: written } of condition.matchAll(/-(?:c|i)?(?:eq|ne) (?=["'])/gi)) {
    const from = start + index + written.length;
    const found = /^(["'])([\w\-.\\/: ]{0,60}\*|\*[\w\-.\\/: ]{1,60}\*?)\1/.exec(text.slice(from, from + 80))?.[2];
    if (found !== undefined && found !== '*' && found !== '**') return found;
  }
  return null;
}
