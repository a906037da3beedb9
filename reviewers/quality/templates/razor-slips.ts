import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { Tag } from '../../changed-code/markup/tags.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { templateSlip } from './template-slip.ts';

/** `@if (…);` with a block behind it: the block stands whatever the condition says. */
export function razorSlips({ dialect, around, text }: Page): SideHazard[] {
  if (dialect !== 'razor') return [];
  const ended = /(?<![\w@])@(?:if|foreach|for|while) ?\(([^\n;]{1,300});\s{0,200}\{/g;
  return Array.from(around.matchAll(ended)).flatMap(({ index, 0: written, 1: condition = '' }) =>
    condition.trimEnd().endsWith(')')
      ? [
          templateSlip('idle-template', {
            line: pageLine(text, index),
            what: written,
            say: 'The semicolon ends it: the block behind it stands in any case.',
          }),
        ]
      : [],
  );
}

/** A form of Laravel's that is sent without the token by which it is known: it is refused. */
export function bladeForms({ dialect, tags, text }: Page): SideHazard[] {
  if (dialect !== 'blade') return [];
  return tags.flatMap((tag, index) => {
    if (tag.kind !== 'open' || tag.name.toLowerCase() !== 'form') return [];
    const valueOf = (name: string): string =>
      tag.attributes.find((one) => one.name.toLowerCase() === name)?.value ?? '';
    const isSent =
      valueOf('method').toLowerCase() === 'post' &&
      !/^(?:https?:)?\/\//i.test(valueOf('action')) &&
      leadsHere(tag, text);
    const live = tag.attributes.some(({ name }) => /^(?:wire:|x-on:submit|@submit|hx-)/.test(name));
    if (!isSent || live) return [];
    const end = tags.slice(index).find(({ kind, name }) => kind === 'close' && name.toLowerCase() === 'form');
    const inside = text.slice(tag.end, end?.start);
    if (end === undefined || /csrf|_token|@include|<x-|\$slot|@yield|honeypot/i.test(inside)) return [];
    return [
      templateSlip('idle-template', {
        line: pageLine(text, tag.start),
        what: text.slice(tag.start, tag.end),
        say: 'Without `@csrf` the request is refused (419).',
      }),
    ];
  });
}

/** Whether the address is written out, or made of a name of this program's. */
function leadsHere(tag: Tag, text: string): boolean {
  const action = tag.attributes.find((one) => one.name.toLowerCase() === 'action');
  if (action === undefined || action.value === null) return true;
  const written = text.slice(action.valueStart, action.valueStart + action.value.length);
  return !/\{\{|\{!!/.test(written) || /\b(?:route|url|action)\(/.test(written);
}
