/** The value of a text that is JSON, or would be without commas before closing brackets, which models leave there. */
export function lenientJson(text: string): { readonly value: unknown } | undefined {
  return parsed(text) ?? parsed(withoutTrailingCommas(text));
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function withoutTrailingCommas(text: string): string {
  const kept: string[] = [];
  let from = 0;
  /** Where a comma stands behind which nothing but white space came yet. */
  let comma = -1;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
      continue;
    }
    if ((character === '}' || character === ']') && comma !== -1) {
      kept.push(text.slice(from, comma));
      from = comma + 1;
    }
    if (character === ',') comma = at;
    else if (character.trim() !== '') comma = -1;
    quoted = character === '"';
  }
  return kept.join('') + text.slice(from);
}

/** Behind the bracket that closes the one at this place; null where none does before `most`. */
export function endOfJson(text: string, start: number, most: number = text.length): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < Math.min(text.length, most); at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}
