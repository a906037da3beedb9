import { compile, type ElementNode, NodeTypes, parse, type TemplateChildNode } from '@vue/compiler-dom';
import type { Page } from '../../changed-code/markup/page.ts';
import type { Tag } from '../../changed-code/markup/tags.ts';
import type { SideHazard, SideJudgement, UnreadPart } from '../../changed-code/sides/judgement.ts';
import { templateSlip } from '../templates/template-slip.ts';
import { missingNames, writtenProps } from './vue-expressions.ts';
import { refsAsValues, scriptOf } from './vue-script.ts';

/**
 * Errors of the compiler that are told elsewhere (ends of elements, by our own reader of markup), or are none in Vue 2 (where the key of a
 * `<template v-for>` stands at its children, and styles may stand in templates).
 */
const NOT_TOLD: ReadonlySet<string> = new Set([
  'Invalid end tag.',
  'Element is missing end tag.',
  '<template v-for> key should be placed on the <template> tag.',
]);
const TWICE = 'Duplicate attribute.';
/** The compiler's pattern of a loop takes the square of the length of such a value, and more of its white space. */
const LONGEST_LOOP = 1000;
const WIDEST_GAP = /\s{60}/;

/** Judges the template of a component of Vue by Vue's own compiler, and what it does with the names of its script. */
export function judgeVue(page: Page): SideJudgement {
  const closes = new Map<Tag, number>();
  const roots = rootsOf(page, closes);
  const [root] = roots.filter(({ name }) => name === 'template');
  const hazards = [...secondParts(page, roots)];
  const script = scriptOf(page);
  hazards.push(...refsAsValues(page, script));
  if (root === undefined) return { hazards, unread: [] };
  const lang = root.attributes.find(({ name }) => name === 'lang')?.value ?? 'html';
  if (lang !== 'html') return { hazards, unread: [unread(`its template is written in ${lang}, which no rule reads`)] };
  const isWide = page.tags.some(({ attributes }) =>
    attributes.some(
      ({ name, value }) =>
        name.startsWith('v-for') && value !== null && (value.length > LONGEST_LOOP || WIDEST_GAP.test(value)),
    ),
  );
  if (isWide) return { hazards, unread: [unread('says what it goes through in more words than anybody writes')] };
  const from = root.end;
  const to = closes.get(root);
  // The same places as in the file.
  const text = page.text.slice(0, from).replaceAll(/[^\n]/g, ' ') + page.text.slice(from, to);
  try {
    hazards.push(...refused(text));
    const elements = elementsOf(parse(text, { onError: () => undefined, onWarn: () => undefined }).children);
    hazards.push(
      ...elements.flatMap((element) => withoutKey(element)),
      ...writtenProps(page, script, elements),
      ...missingNames(script, elements),
    );
    return { hazards, unread: [] };
  } catch {
    return { hazards, unread: [unread('its template is none that the compiler of Vue can read')] };
  }
}

const unread = (reason: string): UnreadPart => ({ reason, identity: reason });

/** The parts of which a component consists; `closes` is told where each ends. */
function rootsOf({ tags }: Page, closes: Map<Tag, number>): Tag[] {
  const roots: Tag[] = [];
  const open: string[] = [];
  for (const tag of tags) {
    if (tag.kind === 'close') {
      const at = open.lastIndexOf(tag.name);
      if (at !== -1) open.length = at;
      const last = roots.at(-1);
      if (at === 0 && last !== undefined) closes.set(last, tag.start);
      continue;
    }
    if (open.length === 0) roots.push(tag);
    if (!tag.selfClosing && (open.length === 0 || tag.name === 'template')) open.push(tag.name);
  }
  return roots;
}

function secondParts({ text }: Page, roots: readonly Tag[]): SideHazard[] {
  const seen = new Set<string>();
  return roots.flatMap(({ name, attributes, start, end }) => {
    if (name !== 'template' && name !== 'script') return [];
    const key = `${name} ${String(attributes.some((one) => one.name === 'setup'))}`;
    const isNew = !seen.has(key);
    seen.add(key);
    const say = 'A component has one such part.';
    return isNew
      ? []
      : [templateSlip('refused-template', { line: lineOf(text, start), what: text.slice(start, end), say })];
  });
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function refused(text: string): SideHazard[] {
  const found: SideHazard[] = [];
  compile(text, {
    hoistStatic: false,
    onWarn: () => undefined,
    onError: ({ message, loc }) => {
      if (loc === undefined || NOT_TOLD.has(message)) return;
      const line = loc.start.line;
      const what = loc.source === '' ? (text.split('\n')[line - 1] ?? '') : loc.source;
      found.push(
        message === TWICE
          ? templateSlip('repeated-attribute', { line, what })
          : templateSlip('refused-template', { line, what, say: `Vue’s compiler says: ${message}` }),
      );
    },
  });
  return found;
}

/** So many levels are gone down; the compiler itself goes down no further. */
function elementsOf(children: readonly TemplateChildNode[]): ElementNode[] {
  const found: ElementNode[] = [];
  const left = [...children].toReversed();
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.type !== NodeTypes.ELEMENT) continue;
    found.push(node);
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at];
      if (child !== undefined) left.push(child);
    }
  }
  return found;
}

function directive(element: ElementNode, name: string): boolean {
  return element.props.some((prop) => prop.type === NodeTypes.DIRECTIVE && prop.name === name);
}

function hasKey({ props }: ElementNode): boolean {
  return props.some((prop) =>
    prop.type === NodeTypes.DIRECTIVE
      ? prop.name === 'bind' &&
        (prop.arg === undefined || (prop.arg.type === NodeTypes.SIMPLE_EXPRESSION && prop.arg.content === 'key'))
      : prop.name === 'key',
  );
}

/** A loop whose elements have no key. */
function withoutKey(element: ElementNode): SideHazard[] {
  if (!directive(element, 'for') || element.tag === 'slot' || directive(element, 'once')) return [];
  if (hasKey(element)) return [];
  const inner = element.children.filter((child) => child.type === NodeTypes.ELEMENT);
  const isKeyedInside =
    element.tag === 'template' &&
    (directive(element, 'slot') ||
      inner.length === 0 ||
      inner.some((child) => hasKey(child) || child.tag === 'slot' || directive(child, 'for')));
  if (isKeyedInside) return [];
  const loop = element.props.find((prop) => prop.type === NodeTypes.DIRECTIVE && prop.name === 'for');
  return loop === undefined
    ? []
    : [templateSlip('loop-without-key', { line: loop.loc.start.line, what: loop.loc.source })];
}
