import { type DirectiveNode, type ElementNode, NodeTypes } from '@vue/compiler-dom';
import type { Page } from '../../changed-code/markup/page.ts';
import { pageLine } from '../../changed-code/markup/page.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { BACKTICKS, DOUBLE, replaceTexts, SINGLE } from '../../changed-code/texts/replace-texts.ts';
import { templateSlip } from '../templates/template-slip.ts';
import type { VueScript } from './vue-script.ts';

const TEXTS = [DOUBLE, SINGLE, BACKTICKS];
/** Longer expressions are not taken apart. */
const LONGEST = 2000;
/** What a template may use and no script declares: names of the language, and what Vue itself knows there. */
export const KNOWN: ReadonlySet<string> = new Set(
  'true false null undefined this typeof void new in of instanceof delete await async function return if else for const let var Infinity NaN isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent Math Number Date Array Object Boolean String RegExp Map Set JSON Intl BigInt console Error Symbol arguments event'.split(
    ' ',
  ),
);

interface Expression {
  readonly element: ElementNode;
  readonly directive: DirectiveNode;
  readonly text: string;
}

function expressionsOf(elements: readonly ElementNode[]): Expression[] {
  return elements.flatMap((element) =>
    element.props.flatMap((directive): Expression[] => {
      if (directive.type !== NodeTypes.DIRECTIVE || directive.exp?.type !== NodeTypes.SIMPLE_EXPRESSION) return [];
      const { content } = directive.exp;
      return content.length > LONGEST ? [] : [{ element, directive, text: replaceTexts(content, TEXTS, '""').trim() }];
    }),
  );
}

/** Names that loops, slots and functions of the template give to something, anywhere in it. */
function localNames(expressions: readonly Expression[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { directive, text } of expressions) {
    const given =
      directive.name === 'for'
        ? (text.split(/\s(?:in|of)\s/)[0] ?? '')
        : directive.name === 'slot'
          ? text
          : Array.from(text.matchAll(/(\([^()]{0,300}\)|[\w$]{1,80})\s?=>/g), ([, one = '']) => one).join(' ');
    for (const [name] of given.matchAll(/[\w$]{1,80}/g)) names.add(name);
  }
  return names;
}

/** Properties that the component writes to, in its template or in its script. */
export function writtenProps({ text }: Page, script: VueScript, elements: readonly ElementNode[]): SideHazard[] {
  const { props, propsName, bare, isSetup } = script;
  if (props.size === 0) return [];
  const expressions = expressionsOf(elements);
  const local = localNames(expressions);
  const names = [...props]
    .filter((name) => !local.has(name) && !/[^\w]/.test(name) && !isVariable(bare, name))
    .slice(0, 200);
  if (names.length === 0) return [];
  const any = `(?:${names.join('|')})`;
  const tell = (line: number, what: string): SideHazard => templateSlip('prop-written', { line, what });
  const all =
    propsName === null ? String.raw`\$props` : String.raw`(?:\$props|${propsName.replaceAll('$', String.raw`\$`)})`;
  const bound = new RegExp(String.raw`^(?:${all}\.)?${any}$`);
  const write = String.raw`\s?(?:=(?![=>])|\+\+|--|[+*/-]=|\?\?=|\|\|=)`;
  const assigned = new RegExp(String.raw`(?<![\w.$])(?:${all}\.)?${any}${write}`);
  const inTemplate = expressions.flatMap(({ directive: { name, loc }, text: expression }) =>
    (name === 'model' && bound.test(expression)) || (name === 'on' && assigned.test(expression))
      ? [tell(loc.start.line, loc.source)]
      : [],
  );
  const owner = isSetup ? propsName?.replaceAll('$', String.raw`\$`) : 'this';
  if (owner === undefined) return inTemplate;
  const inScript = Array.from(
    bare.matchAll(new RegExp(String.raw`(?<![\w.$])${owner}\.${any}${write}`, 'g')),
    ({ index, 0: written }) => tell(pageLine(text, index), written),
  );
  return [...inTemplate, ...inScript];
}

/** Whether the script has a variable of this name, which the template then means. */
const isVariable = (bare: string, name: string): boolean =>
  new RegExp(String.raw`\b(?:const|let|var|function)\s{1,9}${name}\b|\bimport\b[^;\n]{0,200}\b${name}\b`).test(bare);

/** Whether all that the template may use is seen from here: nothing of it is brought in by others. */
export function seesAllNames({ code, isWhole, props }: VueScript): boolean {
  if (!isWhole || !/\S/.test(code) || /\b(?:mixins|extends|render)\s{0,9}[:(]|\bexport default [a-zA-Z_$]+;/.test(code))
    return false;
  return !/\bdefineProps\b/.test(code) || props.size > 0;
}

/** Names that the template uses and nothing in the script mentions. */
export function missingNames(script: VueScript, elements: readonly ElementNode[]): SideHazard[] {
  const { code } = script;
  if (!seesAllNames(script)) return [];
  const expressions = expressionsOf(elements);
  const local = localNames(expressions);
  const mentioned = new Set(Array.from(code.matchAll(/[\w$]+/g), ([word]) => word));
  const told = new Set<string>();
  return expressions.flatMap(({ directive: { name: kind, loc }, text }) => {
    if (!/^(?:on|model|if|else-if|show|html|text)$/.test(kind)) return [];
    const name = /^!?([A-Za-z_]\w{0,80})(?=$|\(|\.|\?\.)/.exec(text)?.[1];
    if (name === undefined || KNOWN.has(name) || local.has(name) || mentioned.has(name) || told.has(name)) return [];
    told.add(name);
    return [
      templateSlip('unknown-name', {
        line: loc.start.line,
        what: loc.source,
        say: `Nothing in the script is called \`${name}\`.`,
      }),
    ];
  });
}
