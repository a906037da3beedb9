import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { StyleHead, StyleSheet } from '../../changed-code/styles/read-styles.ts';
import { isBalanced } from './declaration.ts';
import { sassMixins } from './sass-mixins.ts';
import { misspelled } from './spelling.ts';
import { styleSlip } from './style-slip.ts';

const MODULES = /(?<![\w.$-])(math|map|list|string|color|selector|meta)\.[a-z][a-z-]{1,30}\(/g;
const bare = (text: string): string => text.replaceAll(/"[^"]*"|'[^']*'/g, '""').replaceAll(/#\{[^{}]*\}/g, '#');
const same = (name: string): string => name.replaceAll('_', '-');

/** What Sass refuses or writes out as it stands, as one file shows it. */
export function sassSlips(sheet: StyleSheet, path: string): SideHazard[] {
  const all = [
    ...sheet.heads.map((one) => ({ ...one, isHead: true })),
    ...sheet.statements.map((one) => ({ ...one, isHead: false })),
  ];
  const refused = all.flatMap(({ text, line, around, isHead }) => {
    const say = (isHead ? wrongHead({ text, around }) : wrongStatement(text, around)) ?? unused(text, sheet);
    return say === null ? [] : [styleSlip('refused-style', { line, what: text, say })];
  });
  return [
    ...refused,
    ...lateUses(sheet),
    ...withoutReturn(sheet),
    ...endless(sheet),
    ...missingKeys(sheet),
    ...undefinedVariables(sheet, path),
    ...sassMixins(sheet, path),
  ];
}

function wrongHead({ text, around }: Pick<StyleHead, 'text' | 'around'>): string | null {
  const plain = bare(text);
  if (/^@media\b/.test(text) && plain.replaceAll(/\((?:[^()]|\([^()]*\))*\)/g, '').includes('$'))
    return 'Here, Sass takes a variable only as `#{$name}`.';
  if (/^@(?:else )?if\b/.test(text) && /[^=!<>]=[^=]/.test(plain.replaceAll(/\([^()]*\)/g, '')))
    return 'Sass compares with `==`.';
  if (/^@each \$[\w-]+ \$/.test(text)) return 'Between the names of `@each` stands a comma.';
  if (/^@for \$[\w-]+ (?!from\b)|^@for \$[\w-]+ from [^]* (?:until|upto) /.test(text))
    return 'A loop is `@for $i from 1 through 3`.';
  if (!/^[@$]|: ?$/.test(text) && /[.#\w-]\$[a-z]/i.test(plain) && !/: /.test(text))
    return 'In a selector, Sass takes a variable only as `#{$name}`.';
  if (around.length === 0 && /^&[\w-]/.test(text)) return 'At the root, there is nothing that `&` could stand for.';
  return null;
}

function wrongStatement(text: string, around: readonly string[]): string | null {
  const plain = bare(text);
  if (/^--[\w-]+ ?:/.test(text) && /(?<![\w\\])\$[a-z_]/i.test(plain))
    return 'In a custom property, Sass writes out `$name` as it stands: only `#{$name}` is its value.';
  if (/^[a-z-]*-\$[a-z][\w-]* ?:/i.test(plain))
    return 'In the name of a property, Sass takes a variable only as `#{$name}`.';
  if (/^@extend\b/.test(text) && around.length === 0) return '`@extend` stands in a block.';
  if (/^@extend\b/.test(text) && /^@extend [.%#]?[\w-]+ [.%#>+~&\w]/.test(plain) && !/!optional/.test(text))
    return 'Sass extends no selector that is made of several.';
  if (/^@include [\w-]+\.\$/.test(text)) return 'A mixin has no `$`.';
  if (/^@[a-z][\w-]{1,40} ?: /i.test(text)) return 'A variable of Sass begins with `$`.';
  if (/^\.[\w-]+\(/.test(text)) return 'That is a call of Less: here it is `@include`.';
  return null;
}

/** `math.div` where nothing brings `math`. */
function unused(text: string, { statements }: StyleSheet): string | null {
  if (/^@(?:use|forward)\b/.test(text)) return null;
  for (const [, name = ''] of bare(text).matchAll(MODULES)) {
    const isUsed = statements.some(
      (one) =>
        /^@use\b/.test(one.text) &&
        (new RegExp(String.raw`\bas (?:${name}|\*)`).test(one.text) ||
          new RegExp(String.raw`[:/"'_]${name}(?:\.scss)?["'](?! as\b)`).test(one.text)),
    );
    if (!isUsed) return `Nothing brings \`${name}\`: \`@use "sass:${name}"\` is missing.`;
  }
  return null;
}

function lateUses({ statements, heads }: StyleSheet): SideHazard[] {
  const first =
    heads.find(({ text, around }) => around.length === 0 && !/^@(?:use|forward)|^@(?:mixin|function)/.test(text))
      ?.line ?? Infinity;
  return statements.flatMap(({ text, line, around }) =>
    /^@(?:use|forward) ["']/.test(text) && (around.length > 0 || line > first)
      ? [styleSlip('refused-style', { line, what: text, say: 'It stands before all other rules.' })]
      : [],
  );
}

function withoutReturn({ heads, statements }: StyleSheet): SideHazard[] {
  return heads.flatMap(({ text, line }) =>
    /^@function [\w-]/.test(text) &&
    !text.startsWith('@function --') &&
    !statements.some((one) => one.around.includes(text) && /^@return\b/.test(one.text))
      ? [styleSlip('refused-style', { line, what: text, say: 'The function has no `@return`.' })]
      : [],
  );
}

/** Loops whose condition nothing in them changes. */
function endless({ heads, statements }: StyleSheet): SideHazard[] {
  return heads.flatMap(({ text, line, block }) => {
    if (!/^@while\b/.test(text)) return [];
    const names = Array.from(text.matchAll(/\$([\w-]+)/g), ([, name = '']) => same(name));
    const inside = statements.filter((one) => one.block === block || one.around.includes(text));
    const changes = inside.some(
      (one) =>
        names.includes(same(/^\$([\w-]+) ?:/.exec(one.text)?.[1] ?? '')) || /^@(?:return|include|error)/.test(one.text),
    );
    return changes
      ? []
      : [styleSlip('refused-style', { line, what: text, say: 'Nothing in the loop changes what it asks for.' })];
  });
}

/** Keys that a map written in this file does not have. */
function missingKeys({ statements, heads }: StyleSheet): SideHazard[] {
  const maps = new Map<string, Set<string> | null>();
  for (const { text } of statements) {
    const [, name = '', value = ''] = /^\$([\w-]+) ?: ?([^]*)$/.exec(text) ?? [];
    if (name === '') continue;
    const body = /^\(([^()]*(?:\([^()]*\)[^()]*)*)\)(?: ?!default)?$/.exec(value)?.[1]?.replaceAll(/\([^()]*\)/g, '');
    const keys =
      body === undefined ? [] : body.split(',').map((part) => /^\s*["']?([\w-]+)["']?\s*:/.exec(part)?.[1] ?? '');
    const isPlain =
      body !== undefined &&
      !value.endsWith('!default') &&
      keys.filter((key, at) => key === '' && at < keys.length - 1).length === 0;
    maps.set(same(name), maps.has(same(name)) || !isPlain ? null : new Set(keys));
  }
  return [...statements, ...heads].flatMap(({ text, line }) =>
    Array.from(text.matchAll(/\bmap(?:-|\.)get\( ?\$([\w-]+) ?, ?["']?([a-z][\w-]*)["']? ?\)/gi)).flatMap(
      ([, map = '', key = '']) => {
        const keys = maps.get(same(map));
        return !keys || keys.has(key)
          ? []
          : [styleSlip('undefined-style-name', { line, what: text, say: `\`$${map}\` has no \`${key}\`.` })];
      },
    ),
  );
}

function undefinedVariables({ heads, statements }: StyleSheet, path: string): SideHazard[] {
  const all = [...heads, ...statements];
  const known = new Set<string>();
  for (const { text } of all) {
    const made = /^\$([\w-]+) ?:/.exec(text)?.[1];
    if (made !== undefined) known.add(same(made));
    if (/^@(?:mixin|function|each|for)\b/.test(text) || /\busing ?\(/.test(text))
      for (const [, name = ''] of text.matchAll(/\$([\w-]+)/g)) known.add(same(name));
  }
  const isOpen =
    /(?:^|\/)_[^/]*$/.test(path) ||
    statements.some(({ text }) => /^@(?:use|forward|import)\b/.test(text) && !/["']sass:/.test(text));
  const told = new Set<string>();
  return all.flatMap(({ text, line }) => {
    if (!isBalanced(text) || /^@(?:use|forward)\b/.test(text)) return [];
    return Array.from(
      text.replaceAll(/"[^"#]*"|'[^'#]*'/g, '').matchAll(/(?<![\w.\\$-])\$([a-z_][\w-]*)(?![\w-]* ?:)/gi),
    ).flatMap(([, name = '']) => {
      if (known.has(same(name)) || told.has(name)) return [];
      const meant = misspelled(same(name), known);
      if (meant === null && isOpen) return [];
      told.add(name);
      const say = `\`$${name}\` is used${meant === null ? '' : `, and \`$${meant}\` is defined`}.`;
      return [
        styleSlip('undefined-style-name', {
          line,
          what: text,
          say,
          elsewhere: spellings(name).map((one) => `$${one}:`),
        }),
      ];
    });
  });
}

function spellings(name: string): readonly string[] {
  return [...new Set([name, same(name), name.replaceAll('-', '_')])];
}
