import { parse } from 'css-tree';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { StyleHead, StyleSheet } from '../../changed-code/styles/read-styles.ts';
import { type Dialect, isBalanced } from './declaration.ts';
import { AT_RULES, MEDIA_FEATURES, PSEUDO_CLASSES, PSEUDO_ELEMENTS } from './known-names.ts';
import { misspelled } from './spelling.ts';
import { styleSlip } from './style-slip.ts';

const OLD_ELEMENTS = /^(?:before|after|first-line|first-letter)$/;
const MADE = /[#@$]\{|\$|@(?!media|import|supports)|~|%[a-z]/i;

/** Selectors, at-rules and conditions that a browser does not know or that never hold. */
export function ignoredHeads({ heads, statements }: StyleSheet, dialect: Dialect): SideHazard[] {
  const tell = (line: number, what: string, say: string): SideHazard =>
    styleSlip('ignored-style-rule', { line, what, say });
  return [
    ...heads.flatMap((head) => {
      const say = head.text.startsWith('@') ? wrongRule(head.text) : wrongSelector(head, dialect);
      return say === null ? [] : [tell(head.line, head.text, say)];
    }),
    ...statements.flatMap(({ text, line }) => {
      const say = text.startsWith('@') ? wrongRule(text) : null;
      return say === null ? [] : [tell(line, text, say)];
    }),
    ...(dialect === 'css' ? lateImports({ heads, statements }) : []),
  ];
}

function lateImports({ heads, statements }: Pick<StyleSheet, 'heads' | 'statements'>): SideHazard[] {
  const first =
    heads.find(({ text }) => !/^@(?:layer|tailwind|theme|plugin|config|source|utility|variant|custom)/i.test(text))
      ?.line ?? Infinity;
  return statements.flatMap(({ text, line, around }) =>
    /^@import\b/i.test(text) && around.length === 0 && line > first
      ? [styleSlip('ignored-style-rule', { line, what: text, say: 'An `@import` holds only before all other rules.' })]
      : [],
  );
}

function wrongRule(text: string): string | null {
  const [, name = '', rest = ''] = /^@([a-z-]{2,40})(?![\w(:-]| ?:)([^]*)$/i.exec(text) ?? [];
  if (name === '' || name.startsWith('-')) return null;
  const small = name.toLowerCase();
  const meant = AT_RULES.has(small) ? null : misspelled(small, AT_RULES);
  if (meant !== null) return `No rule is called \`@${name}\`: \`@${meant}\` is.`;
  return small === 'media' ? wrongMedia(rest) : null;
}

function wrongMedia(condition: string): string | null {
  if (/\b(?:and|or|not)\(/i.test(condition))
    return 'A space is missing before the bracket, so that it is read as a function.';
  if (/\) ?(?:and|or)?\(/i.test(condition.replaceAll(/\((?:[^()]|\([^()]*\))*\)/g, '()')) && /\)\(/.test(condition))
    return 'Between two conditions stands no `and`.';
  for (const [, name = '', value = ''] of condition.matchAll(/\( ?([a-z-]{2,40}) ?: ?([^()]{0,60})\)/gi)) {
    const small = name.toLowerCase();
    if (small.startsWith('-') || MADE.test(value)) continue;
    const meant = MEDIA_FEATURES.has(small) ? null : misspelled(small, MEDIA_FEATURES);
    if (meant !== null) return `No feature is called \`${name}\`: \`${meant}\` is.`;
    if (/(?:width|height)$/.test(small) && /^[1-9]\d*(?:\.\d+)?\s*$/.test(value))
      return `\`${value.trim()}\` has no unit.`;
  }
  if (/\( ?(?:min|max)-(?:width|height) ?[\d$@]/.test(condition))
    return 'The colon behind the name of the feature is missing.';
  if (/^\s?(?:min|max)-(?:width|height) ?:/.test(condition)) return 'The condition stands in no brackets.';
  return neverHolds(condition);
}

function neverHolds(condition: string): string | null {
  if (condition.includes(',') || /\b(?:or|not)\b/i.test(condition)) return null;
  for (const side of ['width', 'height']) {
    const [, least = '', unit] =
      new RegExp(String.raw`\( ?min-${side} ?: ?([\d.]{1,9})([a-z]{2,3}) ?\)`, 'i').exec(condition) ?? [];
    const [, most = '', other] =
      new RegExp(String.raw`\( ?max-${side} ?: ?([\d.]{1,9})([a-z]{2,3}) ?\)`, 'i').exec(condition) ?? [];
    if (least !== '' && most !== '' && unit === other && Number(least) > Number(most))
      return `No screen has at least ${least}${unit ?? ''} and at most ${most}${unit ?? ''}.`;
  }
  return null;
}

function wrongSelector({ text, around }: StyleHead, dialect: Dialect): string | null {
  if (around.some((one) => /^@(?:-\w{1,10}-)?(?:keyframes|font|page|property|utility|theme)/i.test(one))) return null;
  if (text.length > 2000 || / when |:$|^\.[\w-]+ ?\(/.test(text)) return null;
  return wrongPseudo(text) ?? droppedList(text) ?? (dialect === 'css' ? unreadable(text) : null);
}

function wrongPseudo(text: string): string | null {
  const bare = text.replaceAll(/"[^"]*"|'[^']*'|\[[^[\]]*\]|\\./g, '');
  for (const [, colons = '', name = ''] of bare.matchAll(/(?<!:)(::?)([a-z][a-z-]{1,40})(?![\w-]|[#@$]\{)/gi)) {
    const small = name.toLowerCase();
    const isElement = PSEUDO_ELEMENTS.has(small);
    const isClass = PSEUDO_CLASSES.has(small);
    if (colons === '::' && isClass && !isElement && !/^(?:cue|global|v-|slotted)/.test(small))
      return `\`${small}\` has one colon: with two, no browser knows it.`;
    if (colons === ':' && isElement && !isClass && !OLD_ELEMENTS.test(small)) return `\`${small}\` has two colons.`;
    if (isElement || isClass) continue;
    const meant = misspelled(
      small,
      colons === '::' ? PSEUDO_ELEMENTS : new Set([...PSEUDO_CLASSES, 'before', 'after']),
    );
    if (meant !== null) return `\`${colons}${name}\` is none: \`${colons}${meant}\` is.`;
  }
  return null;
}

/** A browser drops a whole list where it does not know one of its selectors. */
function droppedList(text: string): string | null {
  // Of those that begin with `_:`, people know it and mean it.
  if (/:(?:is|where|not|has)\(|^_:/i.test(text)) return null;
  const parts = text.split(',');
  const foreign = (part: string): string => /:{1,2}-(moz|ms)-/i.exec(part)?.[1]?.toLowerCase() ?? '';
  const kinds = new Set(parts.map(foreign));
  return kinds.size > 1
    ? 'A browser that does not know one selector of a list leaves out the whole list: they belong into blocks of their own.'
    : null;
}

function unreadable(text: string): string | null {
  if (text === '' || MADE.test(text) || /^%|\\|\/deep\/|>>>|^[\d.]+%|^(?:from|to)\b/.test(text) || !isBalanced(text))
    return null;
  let isWrong = false;
  parse(text, { context: 'selectorList', onParseError: () => (isWrong = true), positions: false });
  return isWrong ? 'It is no selector.' : null;
}
