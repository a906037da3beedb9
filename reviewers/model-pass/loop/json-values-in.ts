import { endOfJson, lenientJson } from './lenient-json.ts';

const THOUGHTS_END = '</think>';
/** A text of more beginnings than this is no answer with some prose around it. */
const MOST_BEGINNINGS = 200;
/** What is inside of a broken answer is no answer of its own. */
const JSON_BEGINS = /^(?:\{\s*"|\[\s*[{"])/;
const LONGEST_BEGINNING = 200;
const FENCED = /^```(?:json)?[ \t]*\r?\n([\s\S]*?)\r?\n```$/i;

/**
 * The JSON objects and lists in a text, the longest first: whatever else stands there, a draft or an example for instance, an answer that says
 * more is never passed over for one that says less. The text itself where it is JSON.
 */
export function jsonValuesIn(text: string): unknown[] {
  const trimmed = text.trim();
  const whole = lenientJson(trimmed) ?? lenientJson(FENCED.exec(trimmed)?.[1] ?? '');
  if (whole !== undefined) return [whole.value];
  const thoughtsEnd = text.lastIndexOf(THOUGHTS_END);
  const answer = thoughtsEnd === -1 ? text : text.slice(thoughtsEnd + THOUGHTS_END.length);
  const found = piecesOf(answer).toSorted((one, other) => other.length - one.length);
  // The longest piece is the answer; where that one is broken, what else parses was never meant as the whole of it.
  if (found[0]?.value === undefined) return [];
  return found.flatMap(({ value }) => (value !== undefined && isAnswerLike(value) ? [value] : []));
}

interface Piece {
  readonly length: number;
  /** Undefined for what begins like JSON and is none. */
  readonly value: unknown;
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const next = (from: number): number => {
    const found = text.slice(from).search(/[[{]/);
    return found === -1 ? -1 : from + found;
  };
  let at = next(0);
  for (let tried = 0; at !== -1 && tried < MOST_BEGINNINGS; tried += 1) {
    const end = endOfJson(text, at) ?? text.length;
    const parsed = lenientJson(text.slice(at, end));
    const isPiece = parsed !== undefined || JSON_BEGINS.test(text.slice(at, at + LONGEST_BEGINNING));
    if (isPiece) pieces.push({ length: end - at, value: parsed?.value });
    at = next(isPiece ? end : at + 1);
  }
  return pieces;
}

/** Prose about code is full of `[]` and `[1, 2]`: a list within it counts only where it is one of objects. */
function isAnswerLike(value: unknown): boolean {
  if (!Array.isArray(value)) return true;
  return value.length > 0 && value.every((entry) => typeof entry === 'object' && entry !== null);
}
