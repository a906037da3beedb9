/** Comments, strings as they are, and white space. */
const PART = /--[^\n]*|\/\*[^]*?(?:\*\/|$)|'[^']*(?:'|$)|"[^"]*(?:"|$)|\s+/g;

/** SQL with each comment and stretch of white space as one blank, words in lower case: what a server makes of it is the same. */
export function withoutComments(text: string): string {
  return text
    .replaceAll(PART, (part) => (/^(?:--|\/\*|\s)/.test(part) ? ' ' : part))
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/ ?([(),;]) ?/g, '$1')
    .replaceAll(/'[^']*(?:'|$)|"[^"]*(?:"|$)|[A-Z]+/g, (part) => (/^['"]/.test(part) ? part : part.toLowerCase()))
    .trim();
}
