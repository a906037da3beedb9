import { constants } from 'node:os';

const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let stoppedBy: NodeJS.Signals | null = null;

/** 128 and the number of the signal that asked this process to stop, as shells tell it (130 for Ctrl-C); null where none did. */
export function codeOfStop(): number | null {
  return stoppedBy === null ? null : 128 + constants.signals[stoppedBy];
}

/** A signal that Ctrl-C, a termination request and the end of the terminal abort, until it is told to forget them. */
export function stopSignal(): { readonly signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    stoppedBy ??= name;
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
