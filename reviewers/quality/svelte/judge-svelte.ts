import { compile } from 'svelte/compiler';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import {
  BACKTICKS,
  BLOCK_COMMENT,
  blanked,
  DOUBLE,
  LINE_COMMENT,
  replaceTexts,
  SINGLE,
} from '../../changed-code/texts/replace-texts.ts';
import { templateSlip } from '../templates/template-slip.ts';

/** Warnings of Svelte's compiler that tell of a mistake, with our rule; those of style, of accessibility and of what is out of date are not told. */
const TOLD: Readonly<Record<string, Parameters<typeof templateSlip>[0]>> = {
  non_reactive_update: 'stale-page',
  reactive_declaration_invalid_placement: 'stale-page',
  reactive_declaration_module_script_dependency: 'stale-page',
  attribute_global_event_reference: 'idle-template',
  attribute_illegal_colon: 'idle-template',
  attribute_invalid_property_name: 'idle-template',
  bind_invalid_each_rest: 'idle-template',
  component_name_lowercase: 'idle-template',
  store_rune_conflict: 'idle-template',
  svelte_element_invalid_this: 'idle-template',
  script_unknown_attribute: 'idle-template',
};
/** Longer components are nobody's; the compiler takes a second for each hundred thousand characters. */
const LONGEST = 200_000;
/** The languages of scripts that the compiler reads by itself. */
const READ = /^(?:ts|typescript|js|javascript|module|text\/(?:java|type)script|)$/;

/** Judges a component of Svelte by Svelte's own compiler, and what it changes so that the page does not follow. */
export function judgeSvelte(page: Page): SideJudgement {
  const { text, tags } = page;
  // What stood unread at the base is as unread when it changes.
  const unread = (reason: string): SideJudgement => ({ hazards: [], unread: [{ reason, identity: text }] });
  if (text.length > LONGEST) return unread('is longer than the compiler of Svelte is given');
  const foreign = tags.find(
    ({ kind, name, attributes }) =>
      kind === 'open' &&
      /^(?:script|template)$/.test(name) &&
      attributes.some((one) => one.name === 'lang' && !READ.test(one.value ?? '')),
  );
  if (foreign !== undefined) return unread('has a part in another language, which no rule reads');
  const hazards = [...changedInPlace(page), ...endlessEffects(page)];
  try {
    const { warnings } = compile(withoutStyles(page), { generate: false });
    for (const { code, message, start } of warnings) {
      const rule = TOLD[code];
      if (rule !== undefined) hazards.push(slipOf(text, rule, start?.line ?? 1, message));
    }
    return { hazards, unread: [] };
  } catch (error) {
    const told = refusalOf(error);
    if (told === null) return { ...unread('is nothing that the compiler of Svelte can read'), hazards };
    return {
      ...unread('is refused by the compiler of Svelte, which looks no further'),
      hazards: [...hazards, slipOf(text, 'refused-template', told.line, told.message)],
    };
  }
}

/** Styles may be in languages that are made into CSS before the compiler comes. */
function withoutStyles({ text, tags }: Page): string {
  let bare = text;
  for (const { name, inner } of tags)
    if (name === 'style' && inner !== undefined)
      bare = bare.slice(0, inner.start) + blanked(bare.slice(inner.start, inner.end)) + bare.slice(inner.end);
  return bare;
}

function slipOf(text: string, rule: Parameters<typeof templateSlip>[0], line: number, message: string): SideHazard {
  const [first = ''] = message.split('\n');
  const end = /[.!?]$/.test(first) ? '' : '.';
  return templateSlip(rule, {
    line,
    what: text.split('\n')[line - 1] ?? '',
    say: `Svelte’s compiler says: ${first}${end}`,
  });
}

/** What the compiler refuses, with its code; null for what broke off otherwise. */
function refusalOf(error: unknown): { readonly line: number; readonly message: string } | null {
  if (!(error instanceof Error) || !('code' in error) || !('start' in error)) return null;
  const { start, message } = error;
  if (typeof start !== 'object' || start === null || !('line' in start) || typeof start.line !== 'number') return null;
  return { line: start.line, message };
}

const FORMS = [BLOCK_COMMENT, LINE_COMMENT, DOUBLE, SINGLE];

function scriptsOf({ text, scripts }: Page): string {
  let made = '';
  let at = 0;
  for (const { start, end } of scripts) {
    made += blanked(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return replaceTexts(made + blanked(text.slice(at)), [...FORMS, BACKTICKS], blanked);
}

const RUNES = /\$(?:state|props|derived|effect)\b/;
/** So many lists are followed; each looks through the text. */
const MOST_NAMES = 50;

/** Without runes the page follows assignments alone: a list that only grows in place is shown as it was. */
function changedInPlace(page: Page): SideHazard[] {
  const script = scriptsOf(page);
  if (RUNES.test(page.text) || /<svelte:options[^>]{0,200}runes/.test(page.text)) return [];
  const shown = page.islands.map(({ text }) => text).join('\n');
  return Array.from(script.matchAll(/^[ \t]{0,8}let ([\w$]{1,80})(?:: [^=\n]{1,200})? = \[/gm))
    .slice(0, MOST_NAMES)
    .flatMap(({ 1: name = '' }) => {
      const word = name.replaceAll('$', String.raw`\$`);
      const assigned = script.match(new RegExp(String.raw`(?<![\w.$])${word}\s?(?:: [^=\n]{1,200})?=(?!=)`, 'g')) ?? [];
      if (assigned.length > 1 || !new RegExp(String.raw`(?<![\w.$])${word}(?![\w$])`).test(shown)) return [];
      const grown = new RegExp(String.raw`(?<![\w.$])${word}\.(?:push|pop|shift|unshift|splice|reverse|sort)\(`, 'g');
      return Array.from(script.matchAll(grown), ({ index, 0: written }) =>
        templateSlip('stale-page', {
          line: pageLine(page.text, index),
          what: written,
          say: `Only an assignment tells Svelte of it: \`${name} = ${name}\`.`,
        }),
      );
    });
}

/** An effect that writes what it reads runs again because of it. */
function endlessEffects(page: Page): SideHazard[] {
  const script = scriptsOf(page);
  const states = new Set(
    Array.from(script.matchAll(/\blet ([\w$]{1,80})(?:: [^=\n]{1,200})? = \$state\b/g), ([, name = '']) => name),
  );
  return Array.from(script.matchAll(/\$effect(?:\.pre)?\(\(\) => \{([^{}]{1,2000})\}/g))
    .slice(0, MOST_NAMES)
    .flatMap(({ index, 0: whole, 1: body = '' }) => {
      if (/\buntrack\b|\bawait\b|=>|\bif\b/.test(body)) return [];
      const at = index + whole.indexOf(body);
      return Array.from(
        body.matchAll(/(?<![\w.$])([\w$]{1,80})(?:\+\+|--| [+*/-]= | = \1 [+*/-] )/g),
        ({ index: inner, 0: written, 1: name = '' }) =>
          states.has(name)
            ? [
                templateSlip('idle-template', {
                  line: pageLine(page.text, at + inner + 1),
                  what: written,
                  say: `The effect writes \`${name}\`, which it also reads, so that it runs again and again.`,
                }),
              ]
            : [],
      ).flat();
    });
}
