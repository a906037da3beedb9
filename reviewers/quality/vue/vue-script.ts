import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import {
  BACKTICKS,
  BLOCK_COMMENT,
  blanked,
  DOUBLE,
  LINE_COMMENT,
  replaceTexts,
  SINGLE,
} from '../../changed-code/texts/replace-texts.ts';
import { templateSlip } from '../templates/template-slip.ts';

/** The script of a component, as far as its template and its properties go. */
export interface VueScript {
  /** Everything else blank, each sign at its place; texts and comments are blank, too. */
  readonly bare: string;
  /** The same with its texts. */
  readonly code: string;
  /** The names of its properties. */
  readonly props: ReadonlySet<string>;
  /** Whether those are all that it has: none come from a type or an object that stands elsewhere. */
  readonly isWhole: boolean;
  /** The name of all of them, where the script has one. */
  readonly propsName: string | null;
  readonly isSetup: boolean;
}

const COMMENTS = [BLOCK_COMMENT, { ...LINE_COMMENT, opens: '//', whole: /(?<!:)\/\/[^\n]*/y }];
const QUOTED = [DOUBLE, SINGLE].map((form) => ({ ...form, stops: '\n' }));
/** Where properties are declared. */
const DECLARED = /\bdefineProps\s{0,9}[<(]|(?<![\w.$])props\s{0,9}:\s{0,9}[[{]/g;
/** So many characters of a declaration are read. */
const LONGEST = 20_000;

/** Reads the scripts of a component. */
export function scriptOf({ text, scripts, tags }: Page): VueScript {
  let code = '';
  let at = 0;
  for (const { start, end } of scripts) {
    code += blanked(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  code += blanked(text.slice(at));
  code = replaceTexts(code, [...QUOTED, BACKTICKS, ...COMMENTS], (found) =>
    /^\/[/*]/.test(found) ? blanked(found) : found,
  );
  const bare = replaceTexts(code, [...QUOTED, BACKTICKS], blanked);
  const isSetup = tags.some(
    ({ kind, name, attributes }) =>
      kind === 'open' && name === 'script' && attributes.some((one) => one.name === 'setup'),
  );
  const props = new Set<string>();
  let isWhole = !tags.some(({ name, attributes }) => name === 'script' && attributes.some((one) => one.name === 'src'));
  for (const { index, 0: written } of Array.from(bare.matchAll(DECLARED)).slice(0, 20)) {
    const open = index + written.length - 1;
    const part = declaredIn(bare, code, open);
    if (part === null) isWhole = false;
    else for (const name of part) props.add(name);
  }
  const propsName =
    /\b(?:const|let)\s{1,9}([\w$]{1,80})\s{0,9}(?::[^=;]{0,300})?=\s{0,9}(?:withDefaults\(\s{0,99})?defineProps\b/.exec(
      bare,
    )?.[1] ?? null;
  return { bare, code, props, isWhole, propsName, isSetup };
}

/** The names of a declaration that opens here: keys of an object or a type, or texts of a list. Null where they stand elsewhere. */
function declaredIn(bare: string, code: string, open: number): readonly string[] | null {
  const inner = /^[<(]\s{0,99}(?=[[{])/.exec(bare.slice(open, open + 101))?.[0] ?? '';
  const start = open + inner.length;
  const sign = bare.charAt(start);
  if (sign !== '{' && sign !== '[') return null;
  let depth = 0;
  let level = '';
  for (let at = start; at < bare.length && at - start < LONGEST; at += 1) {
    const one = bare.charAt(at);
    if (/[)\]}]/.test(one)) depth -= 1;
    if (depth === 1 || (depth === 0 && at === start)) level += sign === '[' ? code.charAt(at) : one;
    if (/[([{]/.test(one)) depth += 1;
    if (depth !== 0) continue;
    if (level.includes('...')) return null;
    return sign === '['
      ? Array.from(level.matchAll(/['"`]([\w$-]{1,80})['"`]/g), ([, name = '']) => camel(name))
      : Array.from(
          level.matchAll(/(?:^|[{,;\n])\s{0,200}(?:readonly\s)?([\w$]{1,80})\??\s{0,9}[:,(\n}]/g),
          ([, name = '']) => name,
        );
  }
  return null;
}

const camel = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const REFS = /\bconst\s{1,9}([\w$]{1,80})\s{0,9}=\s{0,9}(?:ref|computed|shallowRef|toRef|useTemplateRef)\b\s{0,9}[<(]/g;
/** So many are followed; each looks through the script. */
const MOST_REFS = 50;
/** Longer scripts are not looked through, in characters. */
const LONGEST_SCRIPT = 200_000;

/** A box of a value that is asked as if it were the value: it is always true. */
export function refsAsValues({ text }: Page, { bare }: VueScript): SideHazard[] {
  if (bare.length > LONGEST_SCRIPT || !/\bfrom\b/.test(bare)) return [];
  return Array.from(bare.matchAll(REFS))
    .slice(0, MOST_REFS)
    .flatMap(({ 1: name = '' }) => {
      const word = name.replaceAll('$', String.raw`\$`);
      if (isDeclaredAgain(bare, word)) return [];
      const asked = new RegExp(
        String.raw`(?:\b(?:if|while)\s?\((?:[^()\n]{0,200}(?:&&|\|\|)\s?)?!?|(?<![\w$)\]]\s?)!)${word}(?=\)|\s?&&|\s?\|\|)|(?<![\w.$])${word}(?:\+\+|--|\s?[+-]=)`,
        'g',
      );
      return Array.from(bare.matchAll(asked), ({ index, 0: written }) =>
        templateSlip('ref-without-value', {
          line: pageLine(text, index + written.length - 1),
          what: text.slice(index, index + written.length),
          say: `\`${name}.value\` is meant.`,
        }),
      );
    });
}

/** What a declaration takes apart, and the parameters of a function. */
const TAKEN_APART = /\b(?:const|let|var)\s?[{[][^=;]{0,1000}/g;
const PARAMETERS = /\(([^()]{0,600})\)\s?(?::[^=\n]{0,100})?(?:=>|\{)/g;

/** Whether a parameter or another variable may have the name. */
function isDeclaredAgain(bare: string, word: string): boolean {
  const declared = bare.match(new RegExp(String.raw`(?:const|let|var|function)\s{1,9}${word}(?![\w$])`, 'g')) ?? [];
  if (declared.length > 1) return true;
  const isNamed = new RegExp(String.raw`(?<![\w$.])${word}(?![\w$])`);
  const taken = Array.from(bare.matchAll(TAKEN_APART), ([whole]) => whole);
  if (taken.some((part) => isNamed.test(part))) return true;
  if (new RegExp(String.raw`(?<![\w$.])${word}\s?=>`).test(bare)) return true;
  const heads = bare.replaceAll(/\b(?:if|while|for|switch|catch)\s?\([^()\n]{0,300}\)/g, ' ').matchAll(PARAMETERS);
  return Array.from(heads, ([, parameters = '']) => parameters).some((parameters) => isNamed.test(parameters));
}
