import type { Rule } from '../../reviewer.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';

/** Mistakes of templates and pages. */
export const TEMPLATE_SLIPS = {
  'unbalanced-template': {
    title: 'A block of the template does not close as it opened',
    why: 'The template is refused as a whole when it is compiled or first rendered.',
    scenario: 'The page is opened, or the program is built: an error of syntax comes instead of it.',
    severity: 'critical',
    confidence: 850,
  },
  'refused-template': {
    title: 'The template’s language knows no such thing',
    why: 'It means something in another language; here the template is refused, or the text is put out as it stands.',
    scenario:
      'The page is opened, or the program is built: an error comes instead of it, or people see the text of the code.',
    severity: 'warning',
    confidence: 800,
  },
  'repeated-attribute': {
    title: 'An attribute stands twice at one element',
    why: 'A browser takes the first one and leaves out the other; compilers of components refuse it.',
    scenario: 'The page is opened: the element looks and works as if the second one were not there.',
    severity: 'warning',
    confidence: 850,
  },
  'repeated-id': {
    title: 'Two elements of the page have the same id',
    why: 'Labels, links and scripts find the first one alone.',
    scenario: 'Somebody clicks the label or the link of the second: the first one is meant.',
    severity: 'suggestion',
    confidence: 500,
  },
  'unbalanced-markup': {
    title: 'An element does not close where it should',
    why: 'Compilers refuse it; a browser closes it somewhere else, so that what follows stands inside of it.',
    scenario: 'The page is built, or opened: an error comes, or what follows is laid out and styled as a part of it.',
    severity: 'warning',
    confidence: 800,
  },
  'idle-template': {
    title: 'This does something else than it seems to',
    why: 'What is written is understood, and means another thing.',
    scenario: 'The page is opened: what should be there is not, or what should not be is.',
    severity: 'warning',
    confidence: 750,
  },
  'unknown-component': {
    title: 'Nothing of this name is imported',
    why: 'A component is a name of the file’s script, and the file gives it none.',
    scenario: 'The page is rendered: it fails because the name is not defined.',
    severity: 'warning',
    confidence: 800,
  },
  'loop-without-key': {
    title: 'The elements of a loop have no key',
    why: 'Vue then takes elements by their place: what is removed or moved leaves its state (focus, text that was typed, a component’s own data) to the next one.',
    scenario: 'Somebody types into one row and another row above it is removed: the text stands in the wrong row.',
    severity: 'suggestion',
    confidence: 700,
  },
  'prop-written': {
    title: 'The component writes to its own property',
    why: 'Properties belong to the parent and are read-only: Vue refuses the write, or the parent’s next rendering takes it back.',
    scenario: 'The line runs: Vue warns, and the parent goes on with the old value.',
    severity: 'warning',
    confidence: 800,
  },
  'ref-without-value': {
    title: 'A ref is used as if it were its value',
    why: 'In a script a ref is an object, and always true.',
    scenario: 'The value is false or empty: the same branch is taken as if it were not.',
    severity: 'warning',
    confidence: 800,
  },
  'stale-page': {
    title: 'The page does not follow this change',
    why: 'Svelte shows anew what it knows to have changed: state, and what is assigned; it knows nothing of this.',
    scenario: 'The value changes: the page goes on to show the old one.',
    severity: 'warning',
    confidence: 800,
  },
  'unknown-name': {
    title: 'The template uses a name that its script does not have',
    why: 'A template sees what its own script declares; anything else is undefined there.',
    scenario: 'The template is rendered, or the event comes: the name is undefined, and nothing or an error follows.',
    severity: 'warning',
    confidence: 750,
  },
} as const;

/** Where and what a mistake is. */
interface FoundSlip {
  readonly line: number;
  readonly what: string;
  /** What exactly is wrong, as a sentence. */
  readonly say?: string;
}

/** The hazard of a mistake. */
export function templateSlip(rule: keyof typeof TEMPLATE_SLIPS, { line, what, say = '' }: FoundSlip): SideHazard {
  const { title, why, scenario } = TEMPLATE_SLIPS[rule];
  const flat = what.replaceAll(/\s+/g, ' ').trim();
  const shown = flat.length > 80 ? `${flat.slice(0, 77)}...` : flat;
  return {
    rule,
    identity: flat,
    lines: [line],
    title,
    explanation: `This is about \`${shown.replaceAll('`', "'")}\`. ${say === '' ? '' : `${say} `}${why}`,
    failureScenario: { description: scenario },
  };
}

/** The rules of these slips. */
export const TEMPLATE_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(TEMPLATE_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);
