import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { Island } from '../../changed-code/markup/islands.ts';
import {
  BACKTICKS,
  BLOCK_COMMENT,
  blanked,
  DOUBLE,
  LINE_COMMENT,
  replaceTexts,
  SINGLE,
  type TextForm,
} from '../../changed-code/texts/replace-texts.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { templateSlip } from './template-slip.ts';

const RUBY_TEXTS: readonly TextForm[] = [
  { ...DOUBLE, inner: /#\{[^{}]*\}/y },
  SINGLE,
  { opens: '#', whole: /#(?!\{)[^\n]*/y },
  { opens: '%', whole: /%[wiq]?[([{][^)\]}]{0,2000}[)\]}]/y },
];
const RUBY_OPENS =
  /(?:^|[;\n]|[^=!<>]= ?|\b(?:return|then|else)\s)\s{0,100}(?:if|unless|case|while|until|for|begin|def)\b(?!:)|(?<![\w.:@])do\b(?!:)/g;
const RUBY_LOOP_DO = /(?:^|[;\n])\s{0,100}(?:while|until|for)\b[^\n;]{0,200}\bdo\b/g;
const RUBY_ENDS = /(?<![\w.:@])end\b(?![:\w?!]|\s?=[^=])/g;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Blocks of Ruby in a template: each `do`, `if` and `case` has its `end`. */
export function rubyBlocks(page: Page): SideHazard[] {
  const { islands, text } = page;
  const open: Island[] = [];
  for (const island of islands) {
    if (island.kind === 'comment' || island.kind === 'literal') continue;
    const bare = replaceTexts(island.text, RUBY_TEXTS, '""');
    const wrong = wrongEnd(bare);
    const told = (one: Island, say: string): SideHazard[] => [
      templateSlip('unbalanced-template', {
        line: pageLine(text, one.start),
        what: text.slice(one.start, one.end),
        say,
      }),
    ];
    if (wrong !== null) return told(island, wrong);
    const opens = count(bare, RUBY_OPENS) - count(bare, RUBY_LOOP_DO);
    const ends = count(bare, RUBY_ENDS);
    for (let left = opens - ends; left > 0; left -= 1) open.push(island);
    for (let left = ends - opens; left > 0; left -= 1)
      if (open.pop() === undefined) return told(island, 'Nothing is open here that it ends.');
  }
  const last = open.at(-1);
  if (last === undefined) return [];
  return [
    templateSlip('unbalanced-template', {
      line: pageLine(text, last.start),
      what: text.slice(last.start, last.end),
      say: 'It has no `end`.',
    }),
  ];
}

function wrongEnd(bare: string): string | null {
  if (/^end\s+(?:if|unless|do|case|while|for)\s*$/.test(bare)) return 'Ruby ends every block by `end` alone.';
  return /^else\s+if\b/.test(bare)
    ? 'This opens a second `if` that needs an `end` of its own: `elsif` is meant.'
    : null;
}

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const SCRIPT_TEXTS: readonly TextForm[] = [
  BLOCK_COMMENT,
  LINE_COMMENT,
  { ...DOUBLE, stops: '\n' },
  { ...SINGLE, stops: '\n' },
  { ...BACKTICKS, escapes: true },
  {
    opens: '/',
    closes: '/',
    escapes: true,
    stops: '\n',
    only: (code, at) => /[(,=:[!&|?{};]\s?$/.test(code.slice(Math.max(0, at - 2), at)) && code.charAt(at + 1) !== '*',
    inner: /\[[^\]\n]{0,200}\]/y,
  },
];
const RAZOR_TEXTS: readonly TextForm[] = [{ ...DOUBLE, stops: '\n' }, LINE_COMMENT, BLOCK_COMMENT];

/** Brackets of the script in a template: each closes, over all its parts. */
export function scriptBrackets(page: Page): SideHazard[] {
  const { islands, text } = page;
  const open: { readonly sign: string; readonly island: Island }[] = [];
  const told = (one: Island, say: string): SideHazard[] => [
    templateSlip('unbalanced-template', { line: pageLine(text, one.start), what: text.slice(one.start, one.end), say }),
  ];
  for (const island of islands) {
    if (island.kind === 'comment' || island.kind === 'literal') continue;
    for (const sign of replaceTexts(island.text, SCRIPT_TEXTS, '""')) {
      if (PAIRS[sign] !== undefined) open.push({ sign, island });
      else if (')]}'.includes(sign)) {
        const last = open.pop();
        if (last === undefined) return told(island, `Nothing is open here that \`${sign}\` closes.`);
        if (PAIRS[last.sign] !== sign)
          return told(island, `\`${last.sign}\` is open here, and \`${sign}\` closes it not.`);
      }
    }
  }
  const last = open.at(-1);
  return last === undefined ? [] : told(last.island, `Nothing closes \`${last.sign}\`.`);
}

/** Brackets of Razor's code: what its blocks open is closed in the file. */
export function razorBrackets({ around, text, tags }: Page): SideHazard[] {
  let bare = replaceTexts(around, RAZOR_TEXTS, blanked);
  for (const { inner } of tags)
    if (inner !== undefined)
      bare = bare.slice(0, inner.start) + ' '.repeat(inner.end - inner.start) + bare.slice(inner.end);
  const open: number[] = [];
  for (let at = 0; at < bare.length; at += 1) {
    if (bare.charAt(at) === '{') open.push(at);
    if (bare.charAt(at) === '}' && open.pop() === undefined) return [];
  }
  const last = open.at(-1);
  if (last === undefined || !/@\w/.test(text)) return [];
  const line = pageLine(text, last);
  return [
    templateSlip('unbalanced-template', {
      line,
      what: text.split('\n')[line - 1] ?? '{',
      say: 'Nothing closes this bracket.',
    }),
  ];
}
