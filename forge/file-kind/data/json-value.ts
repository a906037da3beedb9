const TOKEN = /"(?:[^"\\\n]|\\[^\n])*"|\/\/[^\n]*|\/\*|,|[^",/]+|\//y;
const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** The value of JSON, of JSON with comments and trailing commas, and of JSON line by line. Throws on all else, and where a key stands twice. */
export function jsonValue(text: string): unknown {
  const plain = text.replace(/^\)\]\}'?[^\n]*\n/, '');
  const value = parsed(plain);
  return value === undefined ? single(withoutComments(plain)) : value;
}

/** Undefined where it is neither a document nor lines of documents. */
function parsed(text: string): unknown {
  try {
    return single(text);
  } catch (error) {
    if (error instanceof DuplicateKey) throw error;
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines.every((line) => /^\s*[{[]/.test(line))) return undefined;
  try {
    return lines.map(single);
  } catch (error) {
    if (error instanceof DuplicateKey) throw error;
    return undefined;
  }
}

class DuplicateKey extends Error {}

/** One document. Tools differ in which of two equal keys counts, so that nobody knows what such a text says. */
function single(text: string): unknown {
  const value: unknown = JSON.parse(text);
  let written = 0;
  for (const [, colon] of text.matchAll(STRING)) if (colon !== undefined) written += 1;
  if (written !== countKeys(value)) throw new DuplicateKey('a key stands twice');
  return value;
}

function countKeys(root: unknown): number {
  const open: unknown[] = [root];
  let keys = 0;
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const parts: readonly unknown[] = Object.values(value);
    if (!Array.isArray(value)) keys += parts.length;
    for (const part of parts) open.push(part);
  }
  return keys;
}

/** Comments outside of strings are taken out, and a comma before a closing bracket is taken out. */
function withoutComments(text: string): string {
  const kept: string[] = [];
  for (let at = 0; at < text.length;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    const end = token === '/*' ? text.indexOf('*/', at + 2) : -1;
    if (token === undefined || (token === '/*' && end === -1)) throw new Error('an open string or comment');
    if (!token.startsWith('//') && token !== '/*') kept.push(token);
    at = token === '/*' ? end + 2 : at + token.length;
  }
  // The parts between commas and comments: a comma counts only where something other than a closing bracket comes next.
  const parts = kept.filter((part) => part.trim() !== '');
  return parts.filter((part, at) => part !== ',' || !/^\s*[\]}]/.test(parts[at + 1] ?? '')).join('');
}
