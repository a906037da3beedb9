import { HELD } from '../../changed-code/markup/islands.ts';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { Attribute, Tag } from '../../changed-code/markup/tags.ts';
import { MARKUP_COMMENT, replaceTexts } from '../../changed-code/texts/replace-texts.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { misspelled } from '../styles/spelling.ts';
import { templateSlip } from './template-slip.ts';

const DIRECTIVES = new Set([
  'v-if',
  'v-else',
  'v-else-if',
  'v-for',
  'v-show',
  'v-model',
  'v-bind',
  'v-on',
  'v-slot',
  'v-html',
  'v-text',
  'v-once',
  'v-memo',
  'v-pre',
  'v-cloak',
]);
const named = (tag: Tag, name: string): Attribute | undefined => tag.attributes.find((one) => one.name === name);

/** What Vue refuses in a template, or reads otherwise than it is written. */
export function vueSlips(page: Page): SideHazard[] {
  if (page.dialect !== 'vue') return [];
  const { tags, text } = page;
  const tell = (
    rule: Parameters<typeof templateSlip>[0],
    { start, valueStart, value }: Attribute,
    say: string,
  ): SideHazard =>
    templateSlip(rule, {
      line: pageLine(text, start),
      what: text.slice(start, valueStart + (value?.length ?? 0) + 1),
      say,
    });
  const aliases: { readonly name: string; readonly depth: number }[] = [];
  const open: Tag[] = [];
  const last = new Map<number, Tag>();
  return tags.flatMap((tag): SideHazard[] => {
    if (tag.kind === 'close') {
      const at = open.findLastIndex(({ name }) => name === tag.name);
      if (at !== -1) open.length = at;
      while ((aliases.at(-1)?.depth ?? -1) >= open.length) aliases.pop();
      return [];
    }
    const depth = open.length;
    const before = last.get(depth);
    last.set(depth, tag);
    last.delete(depth + 1);
    const loop = named(tag, 'v-for');
    const alias = /^\s?\(?\s?(\w+)/.exec(loop?.value ?? '')?.[1] ?? '';
    const inLoop = [...aliases.map(({ name }) => name), ...(alias === '' ? [] : [alias])];
    const isVoid =
      tag.selfClosing || /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/.test(tag.name);
    if (!isVoid) {
      open.push(tag);
      if (alias !== '') aliases.push({ name: alias, depth });
    }
    return tag.attributes.flatMap((one): SideHazard[] => {
      const { name, value } = one;
      if (/^v-else(?:-if)?$/.test(name) && !isBranch(before))
        return [tell('refused-template', one, 'No element with `v-if` stands before it.')];
      if (name === 'v-if' && alias !== '' && new RegExp(String.raw`(?<![\w.'"])${alias}\b`).test(value ?? ''))
        return [tell('refused-template', one, `\`v-if\` comes before \`v-for\`: \`${alias}\` is not known there yet.`)];
      if (name === 'v-model' && inLoop.includes(value?.trim() ?? ''))
        return [
          tell('refused-template', one, 'The name of a loop cannot be written to: bind the element of the list.'),
        ];
      if (name === 'v-for' && !/\s(?:in|of)\s/.test(value ?? ''))
        return [tell('refused-template', one, 'It says not what to go through.')];
      if (/^v-[a-z-]{2,20}$/.test(name) && !DIRECTIVES.has(name)) {
        const meant = misspelled(name, DIRECTIVES);
        if (meant !== null && !isOwnDirective(page, name))
          return [tell('refused-template', one, `\`${meant}\` is meant.`)];
      }
      if (/^[a-z-]+$/.test(name) && !name.startsWith('v-') && (value ?? '').includes(HELD))
        return [tell('refused-template', one, 'Values are put into attributes by `:name="…"`.')];
      const key =
        name === 'key' && named(tag, 'v-else') !== undefined && before !== undefined ? named(before, 'key') : undefined;
      if (key !== undefined && key.value === value)
        return [tell('refused-template', one, 'Both branches have one key.')];
      return [];
    });
  });
}

/** Whether the script mentions a directive of this name: `directives: { Form }`, `const vForm`. */
const isOwnDirective = ({ scripts, text }: Page, name: string): boolean => {
  const word = name.slice(2).replaceAll('-', '');
  return scripts.some(({ start, end }) => new RegExp(String.raw`\bv?${word}\b`, 'i').test(text.slice(start, end)));
};

const isBranch = (tag: Tag | undefined): boolean =>
  tag !== undefined && (named(tag, 'v-if') !== undefined || named(tag, 'v-else-if') !== undefined);

/** What Svelte refuses, or does at once instead of later. */
export function svelteSlips(page: Page): SideHazard[] {
  if (page.dialect !== 'svelte') return [];
  const { tags, text } = page;
  return tags.flatMap(({ attributes }) =>
    attributes.flatMap(({ name, value, start, valueStart, quote }): SideHazard[] => {
      if (value === null || quote !== '{') return [];
      const what = text.slice(start, valueStart + value.length + 1);
      const line = pageLine(text, start);
      const called = /^on:?[a-z|]{3,30}$/.test(name)
        ? /^\s?([\w$]{1,60})\([^()]{0,200}\)\s?$/.exec(value)?.[1]
        : undefined;
      if (called !== undefined && givesNothing(text, called))
        return [
          templateSlip('idle-template', {
            line,
            what,
            say: 'It is called when the page is made, and nothing at the event: `{() => …}`.',
          }),
        ];
      if (/^bind:(?!this)\w/.test(name) && /^[\w.$[\]'" ]{1,80} ?[+*?] ?[\w.$[\]'" ]{1,80}$/.test(value))
        return [templateSlip('refused-template', { line, what, say: 'Only a name or a property can be bound.' })];
      return [];
    }),
  );
}

/** Whether the file defines a function of this name that answers nothing. */
function givesNothing(text: string, name: string): boolean {
  const at = new RegExp(String.raw`\bfunction ${name.replaceAll('$', String.raw`\$`)}\(`).exec(text)?.index;
  if (at === undefined) return false;
  const end = text.slice(at + 1).search(/\n\s{0,4}(?:function|const|let|export|<\/script>)|<\/script>/);
  return !/\breturn\b/.test(text.slice(at, end === -1 ? undefined : at + 1 + end));
}

/** Components that are used and never imported; loops that put nothing out; directives that elements do not have. */
export function importedComponents(page: Page): SideHazard[] {
  const { dialect, tags, text, scripts } = page;
  if (dialect !== 'svelte' && dialect !== 'astro') return [];
  const told = new Set<string>();
  const bare = replaceTexts(text, [MARKUP_COMMENT], '');
  const mentioned = new Set(
    Array.from(bare.matchAll(/(?:<\/?)?(\w+)/g), ([written, word = '']) => (written === word ? word : '')),
  );
  const unknown = tags.flatMap((tag): SideHazard[] => {
    const name = /^([A-Z]\w{0,60})/.exec(tag.name)?.[1];
    if (tag.kind === 'close' || name === undefined || told.has(name) || name === 'Fragment') return [];
    told.add(name);
    if (mentioned.has(name)) return [];
    return [
      templateSlip('unknown-component', { line: pageLine(text, tag.start), what: text.slice(tag.start, tag.end) }),
    ];
  });
  if (dialect === 'svelte') return unknown;
  const isUnclosed = /^\s{0,99}---[ \t]*\r?\n/.test(text) && scripts[0]?.start === undefined;
  return [
    ...(isUnclosed && page.front === null
      ? [
          templateSlip('unbalanced-template', {
            line: 1,
            what: '---',
            say: 'The part between two lines of `---` does not end.',
          }),
        ]
      : []),
    ...unknown,
    ...tags.flatMap(({ kind, name, attributes }) =>
      attributes.flatMap(({ name: key, start }) =>
        kind === 'open' && /^client:(?:load|idle|visible|media|only)$/.test(key) && /^[a-z][a-z0-9]*$/.test(name)
          ? [
              templateSlip('refused-template', {
                line: pageLine(text, start),
                what: key,
                say: 'Only components are brought to life.',
              }),
            ]
          : [],
      ),
    ),
  ];
}

const SILENT_MAP = /\.map\(\s?(?:async )?\(?[\w\s,{}[\]]{0,100}\)?\s?=>\s?\{\s{0,200}<[A-Za-z]/g;

/** Lists whose function has curly brackets and no `return`. */
export function silentMaps({ dialect, text }: Page): SideHazard[] {
  if (dialect !== 'astro' && dialect !== 'mdx') return [];
  return Array.from(text.matchAll(SILENT_MAP), ({ index, 0: written }) =>
    templateSlip('idle-template', {
      line: pageLine(text, index),
      what: written,
      say: 'The function answers nothing: curly brackets need a `return`.',
    }),
  );
}

/** So many comments of a page are told; each is looked for from the beginning. */
const MOST_COMMENTS = 50;
/** More of a line is not quoted, in characters. */
const LONGEST_QUOTE = 300;

const lineFrom = (text: string, at: number): string => text.slice(at, at + LONGEST_QUOTE).split('\n')[0] ?? '';

/** What Markdown with components refuses. */
export function mdxSlips(page: Page): SideHazard[] {
  const { dialect, text, around } = page;
  if (dialect !== 'mdx') return [];
  const found: SideHazard[] = Array.from(around.matchAll(/<!--/g))
    .slice(0, MOST_COMMENTS)
    .map(({ index }) =>
      templateSlip('refused-template', {
        line: pageLine(text, index),
        what: lineFrom(text, index),
        say: 'Comments are written `{/* … */}`.',
      }),
    );
  let depth = 0;
  let opened = 0;
  for (let at = page.front?.end ?? 0; at < around.length; at += 1) {
    const sign = around.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === '{') {
      if (depth === 0) opened = at;
      depth += 1;
    } else if (sign === '}') depth = Math.max(0, depth - 1);
  }
  if (depth > 0)
    found.push(
      templateSlip('unbalanced-template', {
        line: pageLine(text, opened),
        what: lineFrom(text, opened),
        say: 'Nothing closes this bracket: in text it is written `\\{`.',
      }),
    );
  return found;
}
