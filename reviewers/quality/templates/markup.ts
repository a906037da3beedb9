import { HELD } from '../../changed-code/markup/islands.ts';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { Attribute, Tag } from '../../changed-code/markup/tags.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { misspelled } from '../styles/spelling.ts';
import { templateSlip } from './template-slip.ts';

/** Components: their compilers read markup themselves. */
export const COMPILED: ReadonlySet<string> = new Set(['vue', 'svelte', 'astro', 'mdx']);
/** What may stand several times: each adds a listener or an action of its own. */
const SEVERAL = /^(?:on:|use:|transition:|in:|out:|animate:|@|v-on:|#|let:|x-on:|\{|\(|\[)/;

/** An attribute twice at one element. */
export function repeatedAttributes({ tags, text, dialect }: Page): SideHazard[] {
  return tags.flatMap((tag) => {
    if (tag.kind !== 'open' || hasBranches(tag)) return [];
    const seen = new Set<string>();
    return tag.attributes.flatMap((one) => {
      const { name, start } = one;
      if (name.includes(HELD) || SEVERAL.test(name) || !/^[\w:.-]+$/.test(name)) return [];
      const key = COMPILED.has(dialect) ? name : name.toLowerCase();
      const isNew = !seen.has(key);
      seen.add(key);
      if (isNew) return [];
      return [
        templateSlip('repeated-attribute', {
          line: pageLine(text, start),
          what: writtenOf(one, text),
          say: `\`${name}\` stands there already.`,
        }),
      ];
    });
  });
}

/** Whether the template decides which attributes an element has. */
const hasBranches = ({ attributes }: Tag): boolean =>
  attributes.some(
    ({ name }) => name.startsWith(HELD) || /^[<@{(]/.test(name) || /^(?:if|else|end|endif|elif)$/.test(name),
  );

const writtenOf = ({ start, valueStart, value }: Attribute, text: string): string =>
  text.slice(start, valueStart + (value?.length ?? 0) + 1);

/** Two elements with one id, and nothing between them that could show one or the other. */
export function repeatedIds({ tags, text, islands, dialect, around }: Page): SideHazard[] {
  const seen = new Map<string, number>();
  const branches = islands.filter(
    ({ kind, text: inner }) =>
      kind === 'code' || (dialect === 'go' && /^(?:if|else|end|range|with|define|block)\b/.test(inner)),
  );
  const told = new Set<string>();
  let hidden = 0;
  return tags.flatMap((tag) => {
    const name = tag.name.toLowerCase();
    if (/^(?:template|svg|symbol|noscript|clippath|defs)$/.test(name)) {
      hidden += tag.kind === 'open' ? (tag.selfClosing ? 0 : 1) : -1;
      return [];
    }
    const id = tag.kind === 'open' && hidden <= 0 ? tag.attributes.find((one) => one.name === 'id') : undefined;
    if (id === undefined || id.value === null || !/^[\w-]{1,80}$/.test(id.value) || id.quote === '{') return [];
    const before = seen.get(id.value);
    seen.set(id.value, id.start);
    if (before === undefined) return [];
    const isBranched =
      branches.some(({ start }) => start > before && start < id.start) ||
      /\bv-(?:if|else)|@(?:if|else|case|switch|end)\w*|&&|\?/.test(around.slice(before, id.start));
    if (isBranched || told.has(id.value)) return [];
    told.add(id.value);
    return [
      templateSlip('repeated-id', {
        line: pageLine(text, id.start),
        what: writtenOf(id, text),
        say: `\`${id.value}\` stands there already.`,
      }),
    ];
  });
}

/** What a browser reads otherwise than it is written. */
export function misreadMarkup(page: Page): SideHazard[] {
  const { tags, text, dialect, around } = page;
  const tell = (tag: Tag, say: string): SideHazard =>
    templateSlip('unbalanced-markup', { line: pageLine(text, tag.start), what: text.slice(tag.start, tag.end), say });
  const ids = new Set(tags.flatMap(({ attributes }) => attributes.find(({ name }) => name === 'id')?.value ?? []));
  return tags.flatMap((tag): SideHazard[] => {
    if (tag.kind !== 'open') return [];
    const name = tag.name.toLowerCase();
    if (COMPILED.has(dialect)) return [];
    if (tag.selfClosing && /^(?:script|iframe|textarea)$/.test(name) && !/\bxmlns=|<\?xml/.test(text))
      return [tell(tag, 'It is not closed by `/>`: all that follows is read as its contents.')];
    const quote = tag.attributes.find(
      ({ value, quote: sign }) => sign !== '' && sign !== '{' && /\s[a-z-]{2,20}=$/i.test(value ?? ''),
    );
    if (quote !== undefined) return [tell(tag, `The quote of \`${quote.name}\` does not close where it should.`)];
    const inner = tag.inner === undefined ? '' : around.slice(tag.inner.start, tag.inner.end);
    const source = tag.attributes.find((one) => one.name.toLowerCase() === 'src');
    if (name === 'script' && source !== undefined && /[\w$)]\s?[(=.]/.test(inner) && !inner.includes(HELD))
      return [
        templateSlip('idle-template', {
          line: pageLine(text, tag.start),
          what: text.slice(tag.start, tag.end),
          say: 'A script with `src` does not run what stands in it.',
        }),
      ];
    const target = name === 'label' ? tag.attributes.find((one) => one.name === 'for')?.value : undefined;
    const meant = target === undefined || target === null || ids.has(target) ? null : misspelled(target, ids);
    return meant === null || !/^[\w-]+$/.test(target ?? '')
      ? []
      : [
          templateSlip('idle-template', {
            line: pageLine(text, tag.start),
            what: text.slice(tag.start, tag.end),
            say: `No element has this id: \`${meant}\` is one.`,
          }),
        ];
  });
}
