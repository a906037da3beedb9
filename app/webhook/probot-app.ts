import { Probot, ProbotOctokit } from 'probot';
import { RejectedDelivery } from './intake.ts';
import type { ServerLog } from './log.ts';

/** One delivery as it came over the wire. */
export interface Wire {
  readonly id: string;
  readonly event: string;
  readonly signature: string;
  readonly body: string;
}

export interface ReceiverParts {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly apiUrl: string;
  readonly log: ServerLog;
  /** Called with a delivery only when its signature is right. */
  readonly accept: (delivery: {
    readonly id: string;
    readonly event: string;
    readonly payload: string;
  }) => Promise<void>;
}

/** The Probot application: it verifies deliveries and hands over what is genuine. What is not taken throws `RejectedDelivery`. */
export async function createReceiver(parts: ReceiverParts): Promise<(wire: Wire) => Promise<void>> {
  const { appId, privateKey, webhookSecret, apiUrl, log, accept } = parts;
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    baseUrl: apiUrl,
    // Nothing is asked through these clients: the work is done later, by our own.
    Octokit: ProbotOctokit.defaults({ throttle: { enabled: false }, retry: { enabled: false } }),
    // Probot logs the whole body of a delivery that it refuses; we log that it was refused.
    log: log.child({}, { level: 'silent' }),
  });
  await probot.load((app) => {
    app.onAny(({ id, name, payload }) => accept({ id, event: name, payload: JSON.stringify(payload) }));
  });
  return async ({ id, event, signature, body }) => {
    try {
      // The types know the events of today; others are handed over all the same.
      await probot.webhooks.verifyAndReceive({ id, name: event, payload: body, signature });
    } catch (error) {
      throw rejectionOf(error);
    }
  };
}

function rejectionOf(error: unknown): unknown {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (first instanceof RejectedDelivery || !(first instanceof Error)) return first;
  const isVerdict = 'status' in first && first.status === 400;
  return isVerdict ? new RejectedDelivery(401, 'the signature does not fit the body') : first;
}
