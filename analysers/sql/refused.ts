/**
 * What PostgreSQL's parser says against a statement. Where it broke down instead (its stack or its memory ran out), the error is thrown on: each
 * such statement leaves tens of megabytes behind, so that the file ends there and is not looked at.
 *
 * @throws the cause, where it is none of the parser's own words
 */
export function refusedBecause(cause: unknown): string {
  if (cause instanceof RangeError || (cause instanceof Error && cause.name === 'RuntimeError')) throw cause;
  return cause instanceof Error ? cause.message : String(cause);
}
