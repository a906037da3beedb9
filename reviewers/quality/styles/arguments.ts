const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The arguments in the brackets with which a text begins; null where it begins with none or they do not close. */
export function argumentsIn(text: string, separator = ','): readonly string[] | null {
  if (!text.startsWith('(')) return null;
  const found: string[] = [];
  const open: string[] = [];
  let quote = '';
  let one = '';
  for (const sign of text) {
    if (quote !== '') {
      if (sign === quote) quote = '';
      one += sign;
      continue;
    }
    if (sign === '"' || sign === "'") quote = sign;
    const closing = CLOSING[sign];
    if (closing !== undefined) {
      open.push(closing);
      if (open.length === 1) continue;
    } else if (sign === open.at(-1)) {
      open.pop();
      if (open.length === 0) return [...found, one].map((part) => part.trim()).filter((part) => part !== '');
    }
    if (sign === separator && open.length === 1) {
      found.push(one);
      one = '';
    } else one += sign;
  }
  return null;
}
