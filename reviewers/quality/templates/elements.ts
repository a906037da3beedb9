import { HELD } from '../../changed-code/markup/islands.ts';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { Tag } from '../../changed-code/markup/tags.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { COMPILED } from './markup.ts';
import { templateSlip } from './template-slip.ts';

const VOID =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|!doctype|command|keygen|frame)$/i;
/** Elements whose end may be left away. */
const OPTIONAL =
  /^(?:p|li|dt|dd|td|tr|th|option|optgroup|thead|tbody|tfoot|colgroup|caption|html|head|body|rb|rt|rtc|rp)$/i;

/** The first element that does not close where it should; behind it nothing is sure. */
export function unbalancedElements(page: Page): SideHazard[] {
  const { dialect, text, tags, islands } = page;
  const compiled = COMPILED.has(dialect);
  const branches =
    islands.some(({ kind }) => kind === 'code') || dialect === 'go' || dialect === 'blade' || dialect === 'razor';
  // An element may open in one part of a template and close in another.
  if (!compiled && branches) return nextToEachOther(page);
  const tell = (tag: Tag, say: string): SideHazard[] => [
    templateSlip('unbalanced-markup', { line: pageLine(text, tag.start), what: text.slice(tag.start, tag.end), say }),
  ];
  const open: Tag[] = [];
  for (const tag of tags) {
    if (isLeftOut(tag)) continue;
    if (tag.kind === 'open') {
      if (/^form$/i.test(tag.name) && !compiled && open.some(({ name }) => /^form$/i.test(name)))
        return tell(tag, 'A form in a form is dropped, and its end closes the outer one.');
      open.push(tag);
      continue;
    }
    const same = (one: Tag): boolean =>
      compiled ? one.name === tag.name : one.name.toLowerCase() === tag.name.toLowerCase();
    const at = open.findLastIndex(same);
    if (at === -1) {
      const last = open.at(-1);
      if (compiled) return tell(tag, 'Nothing is open here that it closes.');
      if (last !== undefined && OPTIONAL.test(tag.name)) continue;
      return dialect === 'html' && last !== undefined && /^h[1-6]$/i.test(last.name)
        ? tell(last, `\`</${tag.name}>\` does not close it.`)
        : [];
    }
    const forgotten = open.slice(at + 1).filter(({ name }) => !OPTIONAL.test(name) || isComponent(name));
    const [first] = forgotten;
    if (first !== undefined) return tell(first, `\`</${tag.name}>\` comes first.`);
    open.length = at;
  }
  const left = compiled ? open.find(({ name }) => !OPTIONAL.test(name)) : undefined;
  return left === undefined ? [] : tell(left, 'It has no end.');
}

const isComponent = (name: string): boolean => /^[A-Z]/.test(name);

function isLeftOut(tag: Tag): boolean {
  if (VOID.test(tag.name) && !isComponent(tag.name)) return true;
  if (tag.selfClosing) return true;
  return tag.name === '' || tag.name.includes(HELD);
}

/** `<h2>Title</h3>`: an element that closes as another one, with nothing between them. */
function nextToEachOther({ tags, text, around }: Page): SideHazard[] {
  return tags.flatMap((tag, index) => {
    const next = tags[index + 1];
    if (
      tag.kind !== 'open' ||
      tag.selfClosing ||
      next?.kind !== 'close' ||
      VOID.test(tag.name) ||
      OPTIONAL.test(tag.name)
    )
      return [];
    const isSame = tag.name.toLowerCase() === next.name.toLowerCase();
    if (isSame || !/^h[1-6]$/i.test(tag.name) || !/^h[1-6]$/i.test(next.name)) return [];
    if (/[@{%<]/.test(around.slice(tag.end, next.start).replaceAll(HELD, '<'))) return [];
    return [
      templateSlip('unbalanced-markup', {
        line: pageLine(text, tag.start),
        what: text.slice(tag.start, next.end),
        say: `\`</${next.name}>\` does not close it.`,
      }),
    ];
  });
}
