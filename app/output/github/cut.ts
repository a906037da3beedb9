/** The beginning of a text, marked where something is missing. Cut before neutralising, so that no code is cut open. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).toWellFormed()} … (cut)`;
}
