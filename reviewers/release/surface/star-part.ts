/**
 * What the star of a pattern of `exports` stands for in a text, at least one character; null where the text does not fit. Several
 * stars stand for the same, as in Node.
 */
export function starPart(pattern: string, text: string): string | null {
  const pieces = pattern.split('*');
  const stars = pieces.length - 1;
  const length = (text.length - (pattern.length - stars)) / Math.max(1, stars);
  if (stars === 0 || length < 1 || !Number.isInteger(length)) return null;
  const start = pieces[0]?.length ?? 0;
  const part = text.slice(start, start + length);
  return pieces.join(part) === text ? part : null;
}
