import type { Delivery } from '../../history/deliveries/delivery.ts';
import type { RunObserver } from './run-observer.ts';

/** A delivery that was answered. */
export interface AnsweredDelivery {
  readonly id: string;
  readonly event: string;
  /** What was done with it: `queued`, `duplicate`, `refused` and so on. */
  readonly result: string;
  /** When it came, in milliseconds since 1970. */
  readonly cameAt: number;
}

/** What the operator's own systems are told of our work, as traces and figures. Nothing here waits, and nothing here throws. */
export interface Telemetry {
  delivered(delivery: AnsweredDelivery): void;
  runBegan(lead: Delivery): void;
  runEnded(lead: Delivery, state: string): void;
  /** Told of what happens in the run of a delivery; null where nobody listens. */
  observerOf(delivery: string): RunObserver | null;
  /** Sends what waits, for a moment at most. */
  stop(): Promise<void>;
}

/** Tells nobody anything. */
export const NO_TELEMETRY: Telemetry = {
  delivered: () => undefined,
  runBegan: () => undefined,
  runEnded: () => undefined,
  observerOf: () => null,
  stop: async () => undefined,
};
