import { replaceTexts, type TextForm } from '../../changed-code/texts/replace-texts.ts';
import type { Page } from '../../changed-code/markup/page.ts';

/** What a part of a template does to its blocks. */
export interface BlockStep {
  readonly kind: 'open' | 'close' | 'middle';
  /** What opens and what closes have one name. Empty: it closes whatever is open. */
  readonly name: string;
  readonly start: number;
  readonly written: string;
}

const PERCENT_BLOCKS =
  /^(?:if|for|macro|call|filter|autoescape|raw|verbatim|with|blocktrans|blocktranslate|spaceless|embed|apply|sandbox|comment|ifchanged|unless|case|capture|tablerow|while|language|localize)\b/;
const GO_BLOCKS = /^(?:if|range|with|define|block)\b/;
const BLADE_BLOCKS =
  /^(?:if|foreach|forelse|for|while|switch|unless|isset|empty|auth|guest|can|cannot|canany|push|prepend|pushOnce|once|component|slot|error|env|production|section|hasSection|sectionMissing|php|verbatim|fragment)$/;
/** What also closes a section of Blade. */
const SECTION_ENDS = new Set(['endsection', 'show', 'stop', 'append', 'overwrite']);

/** The steps of a template's blocks, in their order; null for a language whose blocks are known otherwise. */
export function blockSteps(page: Page): readonly BlockStep[] | null {
  const { dialect } = page;
  if (dialect === 'jinja' || dialect === 'twig' || dialect === 'liquid') return percentSteps(page);
  if (dialect === 'go') return goSteps(page);
  if (dialect === 'handlebars') return handlebarsSteps(page);
  if (dialect === 'svelte') return svelteSteps(page);
  return dialect === 'blade' ? bladeSteps(page) : null;
}

function percentSteps({ islands, text }: Page): BlockStep[] {
  const steps: BlockStep[] = [];
  let skipped: string | null = null;
  const ended = new Set(islands.flatMap((one) => /^end(\w{1,40})/.exec(one.text)?.[1] ?? []));
  for (const island of islands) {
    if (island.kind !== 'code') continue;
    const word = /^\w+/.exec(island.text)?.[0] ?? '';
    const step = { start: island.start, written: text.slice(island.start, island.end) };
    if (skipped !== null && word !== `end${skipped}`) continue;
    if (/^(?:raw|verbatim|comment)$/.test(word)) skipped = word;
    if (word.startsWith('end') && word.length > 3) {
      skipped = null;
      // A tag of a library's own opens and closes as it likes.
      const name = nameOfPercent(word.slice(3));
      if (PERCENT_BLOCKS.test(name) || /^(?:block|set|trans)$/.test(name)) steps.push({ ...step, kind: 'close', name });
    } else if (opensPercent(island.text, word, ended)) steps.push({ ...step, kind: 'open', name: nameOfPercent(word) });
  }
  return steps;
}

const nameOfPercent = (word: string): string => (word === 'blocktranslate' ? 'blocktrans' : word);

function opensPercent(text: string, word: string, ended: ReadonlySet<string>): boolean {
  if (PERCENT_BLOCKS.test(text)) return !/^(?:filter|with|embed|cache|apply)\b/.test(text) || ended.has(word);
  // `{% block title 'Home' %}` of Twig is whole, and so is `{% set name = value %}`.
  if (word === 'block') return /^block\s+[\w.-]{1,80}(?:\s+(?:scoped|required))*$/.test(text);
  if (word === 'set') return ended.has('set') && !text.includes('=');
  if (word === 'trans') return ended.has('trans') && !/^trans\s+["']/.test(text);
  return false;
}

function goSteps({ islands, text }: Page): BlockStep[] {
  return islands.flatMap(({ kind, text: inner, start, end }): BlockStep[] => {
    if (kind !== 'output') return [];
    const step = { start, written: text.slice(start, end) };
    if (/^end\b/.test(inner)) return [{ ...step, kind: 'close', name: '' }];
    const word = GO_BLOCKS.exec(inner)?.[0];
    return word === undefined ? [] : [{ ...step, kind: 'open', name: word }];
  });
}

function handlebarsSteps({ islands, text }: Page): BlockStep[] {
  const steps: BlockStep[] = [];
  for (const { kind, text: inner, start, end } of islands) {
    if (kind !== 'code') continue;
    const step = { start, written: text.slice(start, end) };
    const [, sign = '', rest = ''] = /^([#/^])\s?[*>]?\s?(.*)$/s.exec(inner) ?? [];
    // A partial that is looked up has no name to close it by.
    const name = rest.startsWith('(') || rest === 'undefined' ? '' : (/^[^\s}|]+/.exec(rest)?.[0] ?? '');
    if (sign === '#' || (sign === '^' && name !== '')) steps.push({ ...step, kind: 'open', name });
    else if (sign === '/') steps.push({ ...step, kind: 'close', name });
    else if (sign === '^' || /^else\b/.test(inner))
      steps.push({ ...step, kind: 'middle', name: inner.replace(/^\^$/, 'else') });
  }
  return steps;
}

function svelteSteps({ islands, text }: Page): BlockStep[] {
  return islands.flatMap(({ kind, text: inner, start, end }): BlockStep[] => {
    const [, sign = '', name = ''] = (kind === 'code' ? /^([#/:])\s?(\w+)/.exec(inner) : null) ?? [];
    if (sign === '' || sign === ':') return [];
    return [{ kind: sign === '#' ? 'open' : 'close', name, start, written: text.slice(start, end) }];
  });
}

function bladeSteps({ around, text, tags }: Page): BlockStep[] {
  const styles = tags.flatMap(({ name, inner }) => (name === 'style' && inner !== undefined ? [inner] : []));
  const steps: BlockStep[] = [];
  let skipped: string | null = null;
  for (const match of around.matchAll(/(?<![\w@/.])@(\w{2,30})(?![\w=:.@-])/g)) {
    const { index } = match;
    const [written, word = ''] = match;
    if (styles.some(({ start, end }) => index > start && index < end)) continue;
    if (skipped !== null && word.toLowerCase() !== `end${skipped}`) continue;
    const rest = around.slice(index + written.length, index + 3000);
    const step = { start: index, written: text.slice(index, index + written.length) };
    if (SECTION_ENDS.has(word)) steps.push({ ...step, kind: 'close', name: 'section' });
    else if (word.startsWith('end') && BLADE_BLOCKS.test(endedBy(word))) {
      skipped = null;
      steps.push({ ...step, kind: 'close', name: endedBy(word) });
    } else if (BLADE_BLOCKS.test(word) && opensBlade(word, rest)) {
      if (word === 'verbatim' || word === 'php') skipped = word;
      steps.push({ ...step, kind: 'open', name: word });
    }
  }
  return steps;
}

/** `@endPushOnce` ends `@pushOnce`. */
const endedBy = (word: string): string => word.charAt(3).toLowerCase() + word.slice(4);

/** What may have a comma of its own. */
const INNER: readonly TextForm[] = [
  { opens: "'", closes: "'" },
  { opens: '"', closes: '"' },
  { opens: '(', whole: /\([^()]*\)/y },
  { opens: '[', closes: ']' },
];

/** With its value behind it a section, a slot or a line of PHP is whole; without brackets `@empty` divides a loop. */
function opensBlade(word: string, rest: string): boolean {
  const inner = bracketOf(rest);
  if (word === 'php') return inner === undefined || /^[^\n]{0,300}@endphp/.test(rest);
  if (word === 'section' || word === 'slot' || word === 'push' || word === 'prepend')
    return inner !== undefined && !replaceTexts(inner, INNER, '').includes(',');
  if (word === 'component') return inner !== undefined;
  return /^(?:once|production|verbatim|auth|guest)$/.test(word) || inner !== undefined;
}

/** What stands in the round bracket with which a text begins. */
function bracketOf(text: string): string | undefined {
  const start = /^\s?\(/.exec(text)?.[0].length;
  if (start === undefined) return undefined;
  for (let [at, depth] = [start, 1]; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth === 0) return text.slice(start, at);
  }
  return undefined;
}
