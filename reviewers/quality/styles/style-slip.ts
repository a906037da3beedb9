import type { Rule } from '../../reviewer.ts';

/** Mistakes of style sheets. */
export const STYLE_SLIPS = {
  'ignored-declaration': {
    title: 'The browser ignores this declaration',
    why: 'It is not written as the browser reads it, so the whole declaration is left out without a word.',
    scenario: 'The page is opened: the element looks as if the line were not there.',
    severity: 'warning',
    confidence: 800,
  },
  'repeated-declaration': {
    title: 'The same declaration stands twice in one block',
    why: 'One of both was probably meant to be another property or value.',
    scenario: 'Somebody changes the first one: nothing happens, because the second wins.',
    severity: 'suggestion',
    confidence: 600,
  },
} as const;

/** The rules of these slips. */
export const STYLE_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(STYLE_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);
