/** Neutralised Markdown behind a label. A block of code must begin a line: behind the label it would be none, and what is in it would live. */
export function labelled(label: string, markdown: string): string {
  return `${label}${/^\s*`{3}/.test(markdown) ? '\n\n' : ' '}${markdown}`;
}
