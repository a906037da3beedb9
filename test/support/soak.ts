/** How often a randomised test runs: `short` in `npm test`, `long` in `npm run soak`. */
export function runs(short: number, long: number): number {
  // oxlint-disable-next-line node/no-process-env -- the test runner's own switch, set by the npm script
  return (process.env['DOCKET_SOAK'] ?? '') === '' ? short : long;
}
