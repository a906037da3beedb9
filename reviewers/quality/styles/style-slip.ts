import type { Rule } from '../../reviewer.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';

/** Mistakes of style sheets. */
export const STYLE_SLIPS = {
  'ignored-declaration': {
    title: 'The browser ignores this declaration',
    why: 'It is not written as the browser reads it, so the whole declaration is left out without a word.',
    scenario: 'The page is opened: the element looks as if the line were not there.',
    severity: 'warning',
    confidence: 800,
  },
  'ignored-style-rule': {
    title: 'The browser ignores this block or rule',
    why: 'What stands before the brace is not what a browser knows, or can never hold: everything under it is left out without a word.',
    scenario: 'The page is opened: nothing looks as the block says.',
    severity: 'warning',
    confidence: 800,
  },
  'overridden-declaration': {
    title: 'A later declaration of the block takes this back',
    why: 'The later one sets the same property again, alone or together with others.',
    scenario: 'The page is opened: the element looks as if the first line were not there.',
    severity: 'warning',
    confidence: 750,
  },
  'undefined-style-name': {
    title: 'Nothing defines this name',
    why: 'Neither this file nor another one of the repository defines it.',
    scenario: 'The style sheet is compiled or loaded: it is refused, or the declaration is left out.',
    severity: 'warning',
    confidence: 800,
  },
  'refused-style': {
    title: 'The compiler of style sheets refuses this, or writes it out unread',
    why: 'It is not what the language means by such a line.',
    scenario: 'The style sheet is compiled: it fails, never ends, or the browser is given text that it ignores.',
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

/** Where and what a mistake is. */
interface FoundSlip {
  readonly line: number;
  readonly what: string;
  /** What exactly is wrong, as a sentence. */
  readonly say?: string;
  readonly elsewhere?: readonly string[];
}

/** The hazard of a mistake. */
export function styleSlip(rule: keyof typeof STYLE_SLIPS, { line, what, say = '', elsewhere }: FoundSlip): SideHazard {
  const { title, why, scenario } = STYLE_SLIPS[rule];
  const shown = what.length > 80 ? `${what.slice(0, 77)}...` : what;
  return {
    rule,
    identity: what,
    lines: [line],
    title,
    explanation: `This is about \`${shown.replaceAll('`', "'")}\`. ${say === '' ? '' : `${say} `}${why}`,
    failureScenario: { description: scenario },
    ...(elsewhere && { elsewhere }),
  };
}

/** The rules of these slips. */
export const STYLE_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(STYLE_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);
