/** Deeper arguments are no arguments of a tool of ours, and more than some parsers take. */
const MOST_DEPTH = 64;

/**
 * Arguments of a tool call; what is not JSON is handed over as the string it is, for the caller to repair. An object that was put into
 * a string once more is taken out of it.
 */
export function parsedInput(source: string): unknown {
  if (source.trim() === '') return {};
  const input = parsed(source);
  if (input === undefined) return source;
  if (input === null) return {};
  const inner = typeof input === 'string' ? parsed(input) : undefined;
  return isObject(inner) ? inner : input;
}

/** Arguments as every server takes them back: an object. What was none stays readable for the model that has to repair it. */
export function inputObject(input: unknown): Readonly<Record<string, unknown>> {
  return isObject(input) ? input : { unparsed: input ?? null };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(source: string): unknown {
  if (isTooDeep(source)) return undefined;
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** Counts brackets, those in texts too: what is refused for them stays readable all the same. */
function isTooDeep(source: string): boolean {
  let depth = 0;
  for (const character of source) {
    if (character === '{' || character === '[') depth += 1;
    else if ((character === '}' || character === ']') && depth > 0) depth -= 1;
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}
