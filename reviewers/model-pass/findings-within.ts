import { readConfidences } from '../stated/stated-confidence.ts';
import { AnyObject } from '../stated/stated-text.ts';
import { endOfJson, lenientJson } from './loop/lenient-json.ts';
import type { ModelFinding } from './model-finding.ts';
import { FINDING_KEYS, readModelFinding } from './read-model-finding.ts';

/** An object is a finding where it has all of these: prose and code are full of others. */
const CERTAIN_KEYS = [...FINDING_KEYS, 'path'] as const;
/** No finding is longer; what is taken of one is far less. */
const LONGEST_FINDING = 64 * 1024;
const MOST_BEGINNINGS = 1_000;

/**
 * The findings that stand whole in what a model said, where it never came to an answer that can be read: cut off in the middle of its list, or
 * among tool calls without an end. They were paid for. Each once, in the order in which they were said.
 */
export function findingsWithin(texts: readonly string[]): readonly ModelFinding[] {
  const said = new Map(texts.flatMap(objectsIn).map((object) => [JSON.stringify(object), object]));
  const entries = [...said.values()];
  const confidences = readConfidences(
    entries.map((entry) => entry['confidence']),
    'model',
  );
  return entries
    .map((entry, at) => readModelFinding(entry, confidences[at] ?? null))
    .filter((one): one is ModelFinding => 'rule' in one);
}

function objectsIn(text: string): Readonly<Record<string, unknown>>[] {
  const found: Readonly<Record<string, unknown>>[] = [];
  let at = text.indexOf('{');
  for (let tried = 0; at !== -1 && tried < MOST_BEGINNINGS; tried += 1) {
    const end = endOfJson(text, at, at + LONGEST_FINDING);
    const object = AnyObject.safeParse(end === null ? null : lenientJson(text.slice(at, end))?.value);
    const isFinding = object.success && CERTAIN_KEYS.every((key) => Object.hasOwn(object.data, key));
    if (isFinding) found.push(object.data);
    at = text.indexOf('{', isFinding && end !== null ? end : at + 1);
  }
  return found;
}
