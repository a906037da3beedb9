/** What stands under each heading of a description, in small letters; comments that a template leaves behind are no text. */
export function sectionsOf(body: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let heading: string | null = null;
  let inCode = false;
  for (const line of withoutComments(body).split(/\r?\n/)) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) inCode = !inCode;
    const named = inCode ? null : /^ {0,3}#{1,6}[ \t]+(\S.*)$/.exec(line);
    if (named?.[1] !== undefined) {
      heading = nameOf(named[1]);
      found.set(heading, found.get(heading) ?? '');
    } else if (heading !== null && line.trim() !== '')
      found.set(heading, `${found.get(heading) ?? ''}${line.trim()}\n`);
  }
  return found;
}

/** Whether a section of this name has text under it. */
export function hasSection(sections: ReadonlyMap<string, string>, name: string): boolean {
  return (sections.get(nameOf(name)) ?? '').replace(/^[-*]\s*(?:\[ \]\s*)?$/gm, '').trim() !== '';
}

/** A heading without what marks it up, as people compare it. */
const nameOf = (heading: string): string =>
  heading
    .replace(/[#:*_`]/g, '')
    .trim()
    .toLowerCase();

/** Cut out by hand: one that is never closed takes the rest, as it is shown. */
function withoutComments(text: string): string {
  let [rest, kept] = [text, ''];
  for (;;) {
    const start = rest.indexOf('<!--');
    if (start === -1) return kept + rest;
    const end = rest.indexOf('-->', start + 4);
    kept += rest.slice(0, start);
    if (end === -1) return kept;
    rest = rest.slice(end + 3);
  }
}
