import { definitionSyntax, lexer } from 'css-tree';
import { z } from 'zod';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { withoutTexts } from '../../changed-code/styles/style-texts.ts';
import type { Declaration } from './declaration.ts';
import { misspelled } from './spelling.ts';
import { styleSlip } from './style-slip.ts';

/** What the grammar is asked for is old: a newer keyword of these cannot be missing from it. */
const CLOSED =
  /^(?:position|float|clear|visibility|text-align|text-transform|font-style|font-weight|box-sizing|flex-direction|flex-wrap|overflow(?:-[xy])?|border(?:-\w{1,6})?-style|border-collapse|table-layout|white-space|vertical-align|pointer-events|object-fit|align-items|align-content|justify-content|resize|direction|background-(?:repeat|attachment)|list-style-position)$/;
const FUNCTIONS =
  /^(?:calc|min|max|clamp|rgba?|hsla?|url|translate(?:3d|[xyz])?|scale(?:3d|[xyz])?|rotate(?:3d|[xyz])?|skew[xy]?|matrix(?:3d)?|perspective|cubic-bezier|steps|(?:repeating-)?(?:linear|radial)-gradient|blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia|minmax|repeat|fit-content)$/i;
/** Values that are made elsewhere, calculated by a preprocessor, or written for one browser. */
const MADE =
  /[#@$]\{|[$@~`\\%]\(|[$@~`\\]|\b(?:var|env|attr|theme|if)\(|(?:^|[\s,(])-(?:webkit|moz|ms|o)-|--|progid|expression|\be\(/i;
const SOMETHING_ELSE =
  /^(?:-|\*|_|filter$|zoom$|behavior$|src$|composes$|clip$|font$|d$|size$|container$|interpolate-size$|text-box|corner-)/;
/** Names that have gone, or never were. */
const NEVER: Readonly<Record<string, string>> = {
  'background-colour': 'background-color',
  'font-colour': 'color',
  'font-color': 'color',
  'text-color': 'color',
  'text-size': 'font-size',
  'border-colour': 'border-color',
  'bg-color': 'background-color',
};

/** Properties and values that the grammar of CSS does not have. */
export function ignoredValues(declarations: readonly Declaration[]): SideHazard[] {
  return declarations.flatMap((one) => {
    // Maps of Less are written as mixins.
    const isMap = /^[.#@][\w-]{1,80} ?[(:]/.test(one.around.at(-1) ?? '') && one.value.startsWith('@');
    const say = (isMap ? null : wrongName(one.name)) ?? wrongValue(one);
    return say === null ? [] : [styleSlip('ignored-declaration', { line: one.line, what: one.text, say })];
  });
}

const { properties } = z.object({ properties: z.record(z.string(), z.unknown()) }).parse(lexer.dump());
const NAMES = Object.keys(properties).filter((name) => !name.startsWith('-') && name.length > 2);
const isKnown = new Set(NAMES);
const EVERYWHERE = new Set(['initial', 'inherit', 'unset', 'revert', 'revert-layer']);

function wrongName(name: string): string | null {
  if (name.startsWith('-') || isKnown.has(name)) return null;
  const meant = NEVER[name] ?? misspelled(name, NAMES);
  return meant === null || meant === `${name}s` ? null : `No property is called \`${name}\`: \`${meant}\` is.`;
}

function wrongValue({ name, value, text, around }: Declaration): string | null {
  if (value === '' || value.length > 400 || SOMETHING_ELSE.test(name) || !isKnown.has(name)) return null;
  const swallowed = swallowing(value);
  if (swallowed !== null) return swallowed;
  if (MADE.test(value) || !/^[\x20-\x7e]*$/.test(value) || /!|\/\*|\*\*/.test(text.slice(0, -12))) return null;
  const isStyled = around.length > 0;
  if (!isStyled || Array.from(value.matchAll(/([\w-]{1,60})\(/g)).some(([, called = '']) => !FUNCTIONS.test(called)))
    return null;
  // `rgba(black, 0.1)` is a function of the preprocessors.
  if (/\b(?:rgb|hsl)a?\( ?[a-z]/i.test(value)) return null;
  const error = lexer.matchProperty(name, value).error;
  if (error === null || error.name !== 'SyntaxMatchError') return null;
  const bare = withoutTexts(value);
  // A preprocessor calculates with these, and it knows fractions that are written as such.
  if (
    /[^\w] ?[*/+] ?[^\w]|[\d)a-z%] [-+*/] [\d(a-z]|\d\/\d|==|[{}<>|^&?]/i.test(bare) &&
    !/calc|clamp|m(?:in|ax)\(/.test(bare)
  )
    return null;
  return misfit(name, bare);
}

/** Why a value cannot be meant: null as long as something in it may only be newer than the grammar. */
function misfit(name: string, bare: string): string | null {
  const allowed = keywordsOf(name);
  let typo: string | null = null;
  for (const [word] of bare.matchAll(/(?<![\w.#%-])-?[a-z][\w-]*(?![\w-]|\()/gi)) {
    const small = word.toLowerCase();
    if (allowed.has(small) || EVERYWHERE.has(small)) continue;
    const meant = misspelled(small, allowed);
    if (meant !== null) typo ??= `\`${word}\` is no value of \`${name}\`: \`${meant}\` is.`;
    else if (CLOSED.test(name)) typo ??= `\`${word}\` is no value of \`${name}\`.`;
    else return null;
  }
  return typo ?? `\`${name}\` takes no such value.`;
}

/** `color: red margin: 0` */
function swallowing(value: string): string | null {
  const plain = withoutTexts(value).replaceAll(/\([^()]*\)/g, '');
  const found = / (-{0,2}[a-z][a-z-]{2,40}) ?: /i.exec(`${plain} `)?.[1]?.toLowerCase();
  return found !== undefined && (isKnown.has(found) || found.startsWith('--'))
    ? `The semicolon before \`${found}\` is missing, so both lines are one.`
    : null;
}

const keywords = new Map<string, ReadonlySet<string>>();

/** Every keyword that can stand in a value of the property. */
function keywordsOf(name: string): ReadonlySet<string> {
  const before = keywords.get(name);
  if (before !== undefined) return before;
  const found = new Set<string>();
  const seen = new Set<string>();
  const look = (kind: 'type' | 'property', of: string): void => {
    const key = `${kind} ${of}`;
    const syntax = (kind === 'type' ? lexer.getType(of) : lexer.getProperty(of))?.syntax ?? null;
    if (seen.has(key) || syntax === null) return;
    seen.add(key);
    definitionSyntax.walk(syntax, (node) => {
      if (node.type === 'Keyword') found.add(node.name.toLowerCase());
      if (node.type === 'Type') look('type', node.name);
      if (node.type === 'Property') look('property', node.name);
    });
  };
  look('property', name);
  keywords.set(name, found);
  return found;
}
