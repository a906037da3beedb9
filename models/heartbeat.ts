/** A caller that has been waiting for a while. */
export interface Heartbeat {
  readonly step: string;
  readonly model: string;
  readonly waitedMs: number;
}

/** Says every so often that the work is still waited for. The timer also keeps the process alive between two tries. */
export async function withHeartbeat<T>(
  work: Promise<T>,
  { everyMs, beat }: { readonly everyMs: number; readonly beat: (waitedMs: number) => void },
): Promise<T> {
  let waitedMs = 0;
  const timer = setInterval(() => {
    waitedMs += everyMs;
    beat(waitedMs);
  }, everyMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
