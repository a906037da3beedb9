import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { HELD, type Island } from '../../changed-code/markup/islands.ts';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import { pageHazard } from './page-hazard.ts';
import { originOf } from './value-origin.ts';

/** What marks a value as markup although it is put out as text: a filter, a call, a type. The group is the value. */
const MARKED_AS_MARKUP: Readonly<Partial<Record<Page['dialect'], readonly RegExp[]>>> = {
  jinja: [/^(.{1,400}?)\|\s?(?:safe|safeseq)\b/s, /^(?:Markup|mark_safe)\((.{1,400})\)/s],
  twig: [/^(.{1,400}?)\|\s?raw\b/s],
  go: [
    /^(.{1,300}?)\|\s?(?:safeHTML|safeHtml|SafeHTML|safeJS|safeJSStr|safeURL|safeHTMLAttr|safeCSS|Str2html|str2html|Safe|unescapeHTML)\b/s,
    /^(?:safeHTML|SafeHTML|safeHtml|Safe|Str2html|str2html|safeJS|safeURL) (.{1,300})$/s,
  ],
  razor: [
    /^\(?(?:await )?(?:Html|html)\.Raw\((.{1,400})\)\)?$/s,
    /^\(?new (?:Html|Mvc\w{0,8})String\((.{1,400})\)\)?$/s,
    /^\(?\(MarkupString\)(.{1,400})\)$/s,
  ],
  erb: [/^raw[\s(](.{1,400}?)\)?$/s, /^(.{1,400}?)\.html_safe$/s, /^javascript_tag[\s(](.{1,400}?)\)?$/s],
  blade: [/^new (?:\\?Illuminate\\Support\\)?HtmlString\((.{1,400})\)$/s],
  handlebars: [/^(?:safe|raw|html|unescape)\w{0,10} (.{1,200})$/s],
};
/** What is markup already, by its own name. */
const IS_MARKUP =
  /^(?:content|body|children|slot|yield|block|head|scripts?|styles?|page\.content|site\.\w+|content_for.*|yield.*|render.*|include.*|partial.*|component.*|form\w*(?:\..*)?|widget.*|csrf.*|super\(\)|parent\(\)|block\(.*|caller\(.*|outlet|layout\.content)$/is;
/** What handlebars of others, and of the program itself, put out. */
const HELPER = /^[a-z]\w*(?:-\w+)*\s(?!\|)/i;

/** Values that are put out as markup. */
export function unescapedValues(page: Page): SideHazard[] {
  const switched = uneascapedBlocks(page);
  return page.islands.flatMap((island) => {
    const value = markupOf(page, island, switched);
    // What a layout is given is markup; a component's own property is whatever its parent has.
    const isLayout = page.dialect !== 'svelte' && page.dialect !== 'vue';
    if (value === null || (isLayout && IS_MARKUP.test(value))) return [];
    if (page.dialect === 'handlebars' && HELPER.test(value)) return [];
    const origin = originOf(value, page.text);
    const what = page.text.slice(island.start, island.end);
    return pageHazard('markup', { line: pageLine(page.text, island.start), what, origin });
  });
}

function markupOf(
  page: Page,
  { kind, text, start }: Island,
  switched: readonly (readonly [number, number])[],
): string | null {
  if (kind === 'raw') return text;
  if (kind !== 'output') return null;
  for (const pattern of MARKED_AS_MARKUP[page.dialect] ?? []) {
    const value = pattern.exec(text)?.[1];
    if (value !== undefined) return value.trim();
  }
  const isSwitched = switched.some(([from, to]) => start > from && start < to);
  return isSwitched && !/\|\s?(?:e|escape)\b/.test(text) ? text : null;
}

/** Where escaping is switched off: `{% autoescape false %}`. */
function uneascapedBlocks({ islands, dialect, text }: Page): (readonly [number, number])[] {
  if (dialect !== 'jinja' && dialect !== 'twig') return [];
  // A template of mail in plain text has no markup to escape.
  if (!/<[a-z]/i.test(text)) return [];
  return islands.flatMap((one, index) => {
    if (!/^autoescape (?:false|off)\b/.test(one.text)) return [];
    const end = islands.slice(index).find((other) => other.text.startsWith('endautoescape'));
    return [[one.start, end?.start ?? text.length] as const];
  });
}

/** Values in quotes of a script, of a handler, without quotes, or where an address begins. */
export function misplacedValues(page: Page): SideHazard[] {
  const { islands, text, around, tags, dialect } = page;
  const outputs = islands.filter(({ kind }) => kind === 'output');
  if (outputs.length === 0) return [];
  const told = (place: Parameters<typeof pageHazard>[0], island: Island): SideHazard[] => {
    const origin = originOf(island.text, text);
    const line = pageLine(text, island.start);
    return pageHazard(place, { line, what: text.slice(island.start, island.end), origin });
  };
  const within = (from: number, to: number): readonly Island[] =>
    outputs.filter(({ start, end }) => start >= from && end <= to);
  // A component's own language puts values into attributes by itself, and html/template knows where they stand.
  const isTextual = !['vue', 'svelte', 'astro', 'mdx', 'go', 'html'].includes(dialect);
  if (!isTextual) return [];
  return tags.flatMap(({ name, attributes, inner }) => [
    ...(name.toLowerCase() === 'script' &&
    inner !== undefined &&
    page.scripts.some(({ start }) => start === inner.start)
      ? within(inner.start, inner.end)
          .filter((one) => isQuoted(around, one, inner.start))
          .flatMap((one) => told('script', one))
      : []),
    ...attributes.flatMap(({ name: key, value, valueStart, quote }) => {
      if (value === null || !value.includes(HELD)) return [];
      const inside = within(valueStart, valueStart + value.length);
      if (/^on[a-z]{3,20}$/i.test(key))
        return inside.filter((one) => isQuoted(around, one, valueStart)).flatMap((one) => told('handler', one));
      return quote === '' ? inside.flatMap((one) => told('unquoted', one)) : [];
    }),
  ]);
}

/** Whether a quote of a script is open where an island begins, on its line. */
function isQuoted(around: string, { start, end }: Island, from: number): boolean {
  const line = around.slice(Math.max(from, around.lastIndexOf('\n', start) + 1), start);
  const quote = /(["'`])[^"'`]{0,200}$/.exec(line)?.[1];
  return quote !== undefined && line.split(quote).length % 2 === 0 && around.slice(end, end + 400).includes(quote);
}
