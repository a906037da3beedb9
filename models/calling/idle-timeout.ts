/** Watches one attempt for silence. Its signal aborts when the caller's does, or when nothing was heard for too long. */
export interface IdleTimeout {
  readonly signal: AbortSignal;
  /** Nothing was heard for too long. */
  readonly isSilent: boolean;
  /** Something was heard. */
  heard(): void;
  stop(): void;
}

export function idleTimeout(
  outer: AbortSignal,
  rules: { readonly silenceMs: number; readonly fromStart: boolean },
): IdleTimeout {
  const inner = new AbortController();
  const onAbort = () => inner.abort(outer.reason);
  if (outer.aborted) onAbort();
  // Removed again in `stop`: the caller's signal lives as long as the run, and a run makes many attempts.
  outer.addEventListener('abort', onAbort, { once: true });
  let isSilent = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    clearTimeout(timer);
    // A model that does not heed its signal may still be heard after the attempt is over.
    if (isStopped) return;
    timer = setTimeout(() => {
      isSilent = true;
      inner.abort();
    }, rules.silenceMs);
  };
  if (rules.fromStart) arm();
  return {
    signal: inner.signal,
    get isSilent() {
      return isSilent;
    },
    heard: arm,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      outer.removeEventListener('abort', onAbort);
    },
  };
}
