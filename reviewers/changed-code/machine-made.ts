/** Nobody writes longer lines by hand, and nobody reads them. */
const LONGEST_WRITTEN = 1000;

/**
 * Whether a line is a machine's: minified code, a bundle. A linter's word on it is no remark for a review, and nobody has judged it. Hazards are told
 * there as everywhere: a line is soon made long.
 */
export function isMachineMade(line: string): boolean {
  return line.length > LONGEST_WRITTEN;
}
