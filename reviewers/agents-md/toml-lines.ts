/** The keys of the tables of a TOML file whose names fit, by lines: what is spread over a line is not seen. */
export function sectionKeys(text: string, section: RegExp): readonly string[] {
  let fits = false;
  const inside: string[] = [];
  for (const line of text.split('\n')) {
    const header = /^\s*\[([^[\]]+)\]\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) fits = section.test(header.replaceAll(/["'\s]/g, ''));
    else if (fits) inside.push(line);
  }
  return memberNames(inside);
}

/** The keys that lines begin with. */
export function memberNames(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => /^\s*["']?([\w.:-]+)["']?\s*=/.exec(line)?.[1] ?? []);
}
