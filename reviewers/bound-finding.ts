import type { Finding } from '../schemas/finding.ts';

/**
 * Lengths that a finding of a check or of another tool may have, in characters: as much as a comment can show with room to spare (GitHub
 * takes 65,536 for all of a review). Models have shorter ones of their own.
 */
const LONGEST = { title: 500, text: 16_000, scenario: 4_000, quote: 16_000, reference: 500 } as const;
const MOST_REFERENCES = 20;

/** A finding whose texts are cut where they are too long, and say so. A quote is cut behind a line, so that what is left is still in the file. */
export function boundFinding<T extends Omit<Finding, 'id'>>(finding: T): T {
  const { title, explanation, evidence, failureScenario, replacement, references } = finding;
  return {
    ...finding,
    title: clip(title, LONGEST.title),
    explanation: clip(explanation, LONGEST.text),
    evidence: evidence === null ? null : firstLines(evidence),
    failureScenario:
      failureScenario === null
        ? null
        : {
            ...failureScenario,
            description: clip(failureScenario.description, LONGEST.scenario),
            ...clipped('command', failureScenario.command),
            ...clipped('expected', failureScenario.expected),
            ...clipped('actual', failureScenario.actual),
          },
    // Half of a replacement would be a wrong one.
    replacement: replacement !== null && replacement.length > LONGEST.text ? null : replacement,
    references: references.slice(0, MOST_REFERENCES).map((reference) => clip(reference, LONGEST.reference)),
  };
}

function clipped(key: string, text: string | undefined): Record<string, string> {
  return text === undefined ? {} : { [key]: clip(text, LONGEST.scenario) };
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${start(text, most - 6)} [cut]`;
}

function firstLines(quote: string): string {
  if (quote.length <= LONGEST.quote) return quote;
  const cut = start(quote, LONGEST.quote);
  const end = cut.lastIndexOf('\n');
  return end > 0 && cut.slice(0, end).trim() !== '' ? cut.slice(0, end) : cut;
}

/** The beginning of a text, without half a character at its end. */
function start(text: string, most: number): string {
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return text.slice(0, end);
}
