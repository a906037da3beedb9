/** How a family of languages begins a comment that runs to the end of the line. */
export type CommentStyle = 'slashes' | 'hash';

const TOKEN = {
  slashes: /\/\/.*|\/\*.*?(?:\*\/|$)|"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$)|`(?:[^`\\]|\\.)*(?:`|$)/g,
  hash: /#.*|"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$)/g,
} as const;

/** One line without its comments, and with its strings empty. What a line alone does not show (a string begun above) stays. */
export function codeOf(line: string, style: CommentStyle): string {
  if (style === 'slashes' && /^\s*\*(?:\s|\/|$)/.test(line)) return '';
  return line.replace(TOKEN[style], (token) => (/^["'`]/.test(token) ? `${token.charAt(0)}${token.charAt(0)}` : ''));
}
