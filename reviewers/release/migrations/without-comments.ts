/** Comments, strings as they are, and white space. */
const PART = /--[^\n]*|\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"|\s+/g;

/** SQL with each comment and stretch of white space as one blank: what a server makes of it is the same. */
export function withoutComments(text: string): string {
  return text
    .replaceAll(PART, (part) => (/^(?:--|\/\*|\s)/.test(part) ? ' ' : part))
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
