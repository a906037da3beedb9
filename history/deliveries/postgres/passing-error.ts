/** Errors of Postgres that pass by themselves: it restarts, has no connection left, or two transactions were in each other's way. */
const PASSING =
  /^(?:08\w{3}|57P0[1-3]|53[23]00|40001|40P01|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What the client says without a code. */
const CUT_OFF = /Connection terminated|connection timeout|Client has encountered a connection error|not queryable/i;

/** Whether the same may work in a moment. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (PASSING.test(code) || CUT_OFF.test(error.message)) return true;
  return error instanceof AggregateError && error.errors.some((one) => isPassing(one));
}
