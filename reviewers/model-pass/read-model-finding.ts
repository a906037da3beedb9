import { readLines } from '../stated/stated-lines.ts';
import { readSeverity } from '../stated/stated-severity.ts';
import { readSide } from '../stated/stated-side.ts';
import { AnyObject, statedText, statedTexts } from '../stated/stated-text.ts';
import type { ModelFinding, UnreadFinding } from './model-finding.ts';

/** Keys of which every finding has one. */
export const FINDING_KEYS = ['rule', 'title', 'quote', 'explanation'] as const;

/**
 * One entry of an answer. A field that cannot be read costs no more than itself, except for those without which nobody knows what the
 * finding is about. The confidence is read beside those of all others, elsewhere.
 */
export function readModelFinding(said: unknown, confidence: number | null): ModelFinding | UnreadFinding {
  const object = AnyObject.safeParse(said);
  if (!object.success) return unread('it is no object', said);
  const fields = object.data;
  if (FINDING_KEYS.every((key) => isNothing(fields[key]))) return unread('it has no field of a finding', said);
  const garbled = (['path', 'quote'] as const).find(
    (key) => !isNothing(fields[key]) && statedText(fields[key]) === null,
  );
  if (garbled !== undefined) return unread(`its ${garbled} is no text`, said);
  const text = (key: string): string => statedText(fields[key]) ?? '';
  const { first, last } = readLines(fields['startLine'] ?? fields['line'], fields['endLine']);
  // Under another name than was asked for, what it quotes would be lost, and the claim held back as one that proves nothing.
  if (first !== null && isNothing(fields['quote'])) return unread('it names lines and has no quote', said);
  return {
    rule: text('rule'),
    severity: readSeverity(fields['severity']),
    confidence,
    path: text('path'),
    side: readSide(fields['side']),
    startLine: first,
    endLine: last,
    quote: text('quote'),
    title: text('title'),
    explanation: text('explanation'),
    failureScenario: scenarioOf(fields['failureScenario']),
    replacement: statedText(fields['replacement']),
    references: statedTexts(fields['references']),
  };
}

/** A scenario in one text instead of an object is its description. */
function scenarioOf(said: unknown): ModelFinding['failureScenario'] {
  const fields = AnyObject.safeParse(said).data ?? { description: said };
  const text = (key: string): string | null => statedText(fields[key]);
  return {
    description: text('description') ?? '',
    command: text('command'),
    expected: text('expected'),
    actual: text('actual'),
  };
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;

function unread(reason: string, said: unknown): UnreadFinding {
  return { reason, said: JSON.stringify(said) };
}
