/** The right of one run to work: to read, to check, to decide, to publish. Waiting for a model takes none. */
export interface WorkTurn {
  /** The run waits for somebody else now. */
  rest(): void;
  /** Resolves when the run may work again. */
  resume(): Promise<void>;
  /** The run is over. */
  end(): void;
}

/** Lets as many runs work at once as there are cores, however many wait for models; in the order in which they ask. */
export interface WorkTurns {
  /** Resolves when a run may begin to work. Rejects when the signal is aborted before. */
  take(signal: AbortSignal): Promise<WorkTurn>;
  /** How many work. */
  working(): number;
}

export function createWorkTurns(width: number): WorkTurns {
  let free = width;
  const queue: (() => void)[] = [];
  const enter = (signal: AbortSignal): Promise<boolean> => {
    if (signal.aborted) return Promise.resolve(false);
    if (free > 0) {
      free -= 1;
      return Promise.resolve(true);
    }
    return new Promise((done) => {
      const call = () => {
        signal.removeEventListener('abort', leave);
        done(true);
      };
      const leave = () => {
        queue.splice(queue.indexOf(call), 1);
        done(false);
      };
      queue.push(call);
      signal.addEventListener('abort', leave, { once: true });
    });
  };
  const exit = () => {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    working: () => width - free,
    take: async (signal) => {
      let holds = await enter(signal);
      signal.throwIfAborted();
      const rest = () => {
        if (!holds) return;
        holds = false;
        exit();
      };
      return {
        rest,
        end: rest,
        resume: async () => {
          // A run that was aborted needs no turn to find that out.
          if (!holds) holds = await enter(signal);
        },
      };
    },
  };
}
