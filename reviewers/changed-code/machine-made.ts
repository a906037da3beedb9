/** Nobody writes longer lines by hand, and nobody reads them. */
const LONGEST_WRITTEN = 1000;

/**
 * Whether a line is a machine's: minified code, a bundle. A linter's word on it is no remark for a review, and nobody has judged it. Hazards are told
 * there as everywhere: a line is soon made long.
 */
export function isMachineMade(line: string): boolean {
  return line.length > LONGEST_WRITTEN;
}

/** What a bundler or compiler of scripts writes below the last line, for whoever debugs: the name of its source map. Data in its place may be by hand. */
const MAPPED = /\n\/\/[#@] ?sourceMappingURL=(?!data:)[^\s]{1,300}\s*$/;
const LONGEST_ENDING = 400;

/** Whether a script is what a bundler made of others, as its end says. */
export function isBundle(text: string): boolean {
  return MAPPED.test(text.slice(-LONGEST_ENDING));
}
