import { createHmac, randomUUID } from 'node:crypto';
import type { App, Delivery } from './state.ts';
import type { Store } from './store.ts';

/** GitHub waits so long for an answer. */
const TIMEOUT_MILLISECONDS = 10_000;

export interface NewDelivery {
  readonly app: App;
  readonly event: string;
  readonly payload: unknown;
  /** Default: a new one. The same one again is what GitHub sends when it delivers twice. */
  readonly id?: string;
  /** Signs with another secret than the app's, as a forger would; null sends no signature. */
  readonly secret?: string | null;
  readonly redelivery?: boolean;
}

/** Sends events to apps, as GitHub does: signed, one attempt, ten seconds, and remembered. */
export class Deliveries {
  readonly #store: Store;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves when the app has answered, or did not. */
  send(given: NewDelivery): Promise<Delivery> {
    const sent = this.#send(given);
    this.#underWay.add(sent);
    return sent.finally(() => this.#underWay.delete(sent));
  }

  /** Another attempt of the same event, in its own time: same id, another row. */
  again(delivery: Delivery): void {
    const { app, event, payload, guid } = delivery;
    void this.send({ app, event, payload, id: guid, redelivery: true });
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.done();
  }

  async done(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async #send(given: NewDelivery): Promise<Delivery> {
    const { app, event, payload } = given;
    const raw = JSON.stringify(payload);
    const guid = given.id ?? randomUUID();
    const secret = given.secret === undefined ? app.webhookSecret : given.secret;
    const started = performance.now();
    const delivery: Delivery = {
      id: this.#store.nextId(),
      guid,
      app,
      event,
      action: stringAt(payload, 'action'),
      installationId: idAt(payload, 'installation'),
      repositoryId: idAt(payload, 'repository'),
      deliveredAt: this.#store.now(),
      redelivery: given.redelivery ?? false,
      payload,
      requestHeaders: {
        accept: '*/*',
        'content-type': 'application/json',
        'user-agent': 'GitHub-Hookshot/0000000',
        'x-github-delivery': guid,
        'x-github-event': event,
        'x-github-hook-id': String(app.id),
        'x-github-hook-installation-target-id': String(app.id),
        'x-github-hook-installation-target-type': 'integration',
        ...(secret === null
          ? {}
          : { 'x-hub-signature': sign('sha1', secret, raw), 'x-hub-signature-256': sign('sha256', secret, raw) }),
      },
      durationSeconds: 0,
      status: 'pending',
      statusCode: 0,
      responseHeaders: {},
      responseBody: '',
    };
    this.#store.state.deliveries.push(delivery);
    await post(delivery, raw, this.#stop.signal);
    delivery.durationSeconds = Math.round(performance.now() - started) / 1000;
    return delivery;
  }
}

async function post(delivery: Delivery, raw: string, stop: AbortSignal): Promise<void> {
  const url = delivery.app.webhookUrl;
  if (url === null) throw new Error(`The app ${delivery.app.slug} has no webhook address.`);
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]);
    const response = await fetch(url, {
      method: 'POST',
      headers: delivery.requestHeaders,
      body: raw,
      signal,
      redirect: 'manual',
    });
    delivery.responseBody = await response.text();
    delivery.responseHeaders = Object.fromEntries(response.headers);
    delivery.statusCode = response.status;
    delivery.status = response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`;
  } catch (problem) {
    const isLate = problem instanceof Error && problem.name === 'TimeoutError';
    delivery.status = isLate ? 'timed out' : 'failed to connect';
    delivery.statusCode = isLate ? 504 : 502;
  }
}

const sign = (algorithm: 'sha1' | 'sha256', secret: string, raw: string): string =>
  `${algorithm}=${createHmac(algorithm, secret).update(raw).digest('hex')}`;

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

function stringAt(payload: unknown, name: string): string | null {
  const value = fieldOf(payload, name);
  return typeof value === 'string' ? value : null;
}

function idAt(payload: unknown, name: string): number | null {
  const id = fieldOf(fieldOf(payload, name), 'id');
  return typeof id === 'number' ? id : null;
}
