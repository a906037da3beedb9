const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal that Ctrl-C, a termination request and the end of the terminal abort, until it is told to forget them. */
export function stopSignal(): { readonly signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    controller.abort(new Error(`stopped by ${name}`));
  };
  for (const name of STOPPING) process.on(name, stop);
  return {
    signal: controller.signal,
    forget: () => {
      for (const name of STOPPING) process.off(name, stop);
    },
  };
}
