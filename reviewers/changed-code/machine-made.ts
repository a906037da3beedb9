/** Nobody writes longer lines by hand, and nobody reads them. */
const LONGEST_WRITTEN = 1000;

/** Whether a line is a machine's: minified code, a bundle. What is found there is no remark for a review, and nobody has judged it. */
export function isMachineMade(line: string): boolean {
  return line.length > LONGEST_WRITTEN;
}
