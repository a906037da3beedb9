import type { Page } from '../../changed-code/markup/page.ts';
import { pageLine } from '../../changed-code/markup/page.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { KNOWN, seesAllNames } from '../vue/vue-expressions.ts';
import { scriptOf } from '../vue/vue-script.ts';
import { templateSlip } from './template-slip.ts';

/** A name, or what lies in it, and nothing else: calls may be of what a framework brings in. */
const NAME = /^\s{0,99}([A-Za-z_]\w{0,80})(?:\??\.\w{1,80}){0,9}\s{0,99}$/;
/** The same between two tags of Astro, whose brackets are read with its elements. */
const IN_BRACKETS = /\{ ?[A-Za-z_]\w{0,80}(?:\??\.\w{1,80}){0,9} ?\}/g;
const BROWSER = new Set(['window', 'document', 'location', 'navigator', 'globalThis', 'process', 'Astro', 'arguments']);

interface Shown {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Names that are put out and stand nowhere else in the component, so that nothing can have given them a value. */
export function unknownShown(page: Page): SideHazard[] {
  const { dialect, text, scripts } = page;
  if (scripts.length === 0 || (dialect === 'vue' && !seesAllNames(scriptOf(page)))) return [];
  const shown = shownIn(page);
  let others = '';
  let at = 0;
  for (const { start, end } of shown) {
    others += `${text.slice(at, start)} `;
    at = end;
  }
  const mentioned = new Set(Array.from((others + text.slice(at)).matchAll(/[\w$]+/g), ([word]) => word));
  const told = new Set<string>();
  return shown.flatMap(({ start, end, value }) => {
    const name = NAME.exec(value)?.[1];
    if (name === undefined || mentioned.has(name) || KNOWN.has(name) || BROWSER.has(name) || told.has(name)) return [];
    told.add(name);
    const say = `Nothing in the file is called \`${name}\`.`;
    return [templateSlip('unknown-name', { line: pageLine(text, start), what: text.slice(start, end), say })];
  });
}

function shownIn({ dialect, text, islands, tags, front }: Page): readonly Shown[] {
  if (dialect === 'vue' || dialect === 'svelte')
    return islands.flatMap(({ kind, start, end, text: value }) =>
      kind === 'output' && NAME.test(value) ? [{ start, end, value }] : [],
    );
  if (dialect !== 'astro') return [];
  return Array.from(text.matchAll(IN_BRACKETS), ({ index, 0: written }) => ({
    start: index,
    end: index + written.length,
    value: written.slice(1, -1),
  })).filter(
    ({ start, end }) =>
      start > (front?.end ?? 0) &&
      text
        .slice(Math.max(0, start - 100), start)
        .trimEnd()
        .endsWith('>') &&
      text
        .slice(end, end + 100)
        .trimStart()
        .startsWith('<') &&
      !tags.some(({ inner }) => inner !== undefined && start >= inner.start && start < inner.end),
  );
}
