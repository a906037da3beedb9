/** What strangers may make us hold, in bytes of bodies whose signature is not known to be right yet. */
export interface BodyBudget {
  /** Asks for so many bytes more for a body that holds `held` already. False: there is no room, and nothing was taken. */
  take(held: number, more: number): boolean;
  give(bytes: number): void;
  /** What is taken now. */
  readonly taken: number;
}

/** Nearly all deliveries are smaller (a pull request's event has some 30 kB): they have a reserve that large ones cannot use up. */
export const SMALL_BYTES = 512 * 1024;
const RESERVE_BYTES = 16 * 1024 * 1024;
/** For what is larger than that, all together: two bodies of the largest kind, or many of a few megabytes. */
const LARGE_BYTES = 56 * 1024 * 1024;

/** One budget for all bodies in flight. What of a body lies beyond `SMALL_BYTES` is counted apart from the rest. */
export function createBodyBudget({ reserve = RESERVE_BYTES, large = LARGE_BYTES } = {}): BodyBudget {
  const most = { small: reserve, large };
  const taken = { small: 0, large: 0 };
  return {
    take: (held, more) => {
      const small = smallPart(held + more) - smallPart(held);
      const beyond = more - small;
      if (taken.small + small > most.small || taken.large + beyond > most.large) return false;
      taken.small += small;
      taken.large += beyond;
      return true;
    },
    give: (bytes) => {
      taken.small -= smallPart(bytes);
      taken.large -= bytes - smallPart(bytes);
    },
    get taken() {
      return taken.small + taken.large;
    },
  };
}

const smallPart = (bytes: number): number => Math.min(bytes, SMALL_BYTES);
