import type { TrustFact } from '../../../schemas/migration/trust-fact.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { brief } from '../scenario.ts';

/** A fact and the lines of its statement. */
export interface PlacedFact extends TrustFact {
  readonly line: number;
  readonly endLine: number;
}

/** A file as far as its statements say. */
export interface SqlFile {
  readonly facts: readonly PlacedFact[];
  /** Whether the file takes back what another did: what it takes away was given there. */
  readonly isBack: boolean;
}

/** Long statements are shown by their first lines. */
const MOST_LINES = 200;

/** The hazard of a fact. */
export function hazardOf(
  fact: PlacedFact,
  said: Pick<ConfigurationHazard, 'rule' | 'title' | 'explanation' | 'severity' | 'confidence'> & {
    readonly scenario: string;
  },
): ConfigurationHazard {
  const { scenario, ...words } = said;
  const count = Math.min(MOST_LINES, fact.endLine - fact.line + 1);
  return {
    ...words,
    identity: [fact.kind, fact.name, fact.on, ...fact.who, ...fact.words].join(' '),
    lines: Array.from({ length: count }, (_, index) => fact.line + index),
    failureScenario: { description: scenario },
  };
}

/** A name in a sentence. */
export const named = (name: string): string => `\`${brief(name.replaceAll('`', "'"))}\``;
