import type { Rule } from '../../reviewer.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';

/** Of 29 on whole scripts of three projects 8 were right (docs/precision.md); mended since, not measured again: under the bar until then. */
const FOLDED = 200;

/** Mistakes of scripts of PowerShell. */
export const POWERSHELL_SLIPS = {
  'refused-script': {
    title: 'PowerShell refuses this, or reads it otherwise',
    why: 'It is written as another language has it.',
    scenario: 'The script is started: it stops with an error, or goes on with something else than it says.',
    severity: 'warning',
    confidence: FOLDED,
  },
  'idle-condition': {
    title: 'The condition does not ask what it seems to',
    why: 'It is the same whatever the value is, or asks about something else.',
    scenario: 'The value is not the one that is meant: the same branch is taken all the same.',
    severity: 'warning',
    confidence: FOLDED,
  },
  'idle-script': {
    title: 'This does something else than it seems to',
    why: 'What is written is understood, and means another thing.',
    scenario: 'The script is run: the result is not the one that the line says.',
    severity: 'warning',
    confidence: FOLDED,
  },
  'lost-error': {
    title: 'An error is lost here',
    why: 'The script goes on as if nothing had happened.',
    scenario: 'What stands in the `try` fails: nobody learns of it, and what follows works with what is not there.',
    severity: 'suggestion',
    // A block that says nothing is often meant: of those in well-kept scripts most are.
    confidence: 200,
  },
  'null-on-the-right': {
    title: 'A list that is compared with `$null` answers with its elements',
    why: 'With `$null` on the left the value itself is compared, whatever it is.',
    scenario: 'The value is a list with two empty elements: the condition says that it is missing.',
    severity: 'suggestion',
    // True of lists alone, and nobody sees in the line what the value is.
    confidence: 200,
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
export function powerShellSlip(rule: keyof typeof POWERSHELL_SLIPS, { line, what, say = '' }: FoundSlip): SideHazard {
  const { title, why, scenario, severity, confidence } = POWERSHELL_SLIPS[rule];
  const flat = what.replaceAll(/\s+/g, ' ').trim();
  const shown = flat.length > 80 ? `${flat.slice(0, 77)}...` : flat;
  return {
    rule,
    identity: flat,
    lines: [line],
    title,
    explanation: `This is about \`${shown.replaceAll('`', "'")}\`. ${say === '' ? '' : `${say} `}${why}`,
    failureScenario: { description: scenario },
    severity,
    confidence,
  };
}

/** The rules of these slips. */
export const POWERSHELL_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(POWERSHELL_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);
