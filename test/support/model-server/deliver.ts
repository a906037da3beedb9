import type { ServerResponse } from 'node:http';
import type { WireEvent } from './anthropic-wire.ts';
import type { AnswerReply, Latency } from './reply.ts';

interface Envelope {
  readonly response: ServerResponse;
  /** `performance.now()` when the request came. */
  readonly arrived: number;
  readonly id: string;
  readonly protocol: 'anthropic' | 'openai';
  readonly latency: Latency;
}

export type Delivery = Envelope &
  (
    | {
        readonly kind: 'events';
        readonly events: readonly WireEvent[];
        readonly reply?: AnswerReply;
        readonly onBegun?: () => void;
        readonly onFinished?: () => void;
      }
    | {
        readonly kind: 'status';
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body: unknown;
        readonly latency?: Latency;
      }
    | { readonly kind: 'reset' | 'stall'; readonly when: 'before-headers' | 'after-headers' }
    | { readonly kind: 'raw'; readonly body: string; readonly contentType?: string; readonly encoding?: 'latin1' }
  );

/** Puts a reply on the wire. */
export async function deliver(delivery: Delivery): Promise<void> {
  const { response } = delivery;
  const requestId = delivery.protocol === 'anthropic' ? 'request-id' : 'x-request-id';
  response.setHeader(requestId, delivery.id);
  switch (delivery.kind) {
    case 'events':
      return stream(delivery);
    case 'status': {
      await until(delivery, delivery.latency?.firstEventMs ?? 0);
      const body = typeof delivery.body === 'string' ? delivery.body : JSON.stringify(delivery.body);
      response.writeHead(delivery.status, { 'content-type': 'application/json', ...delivery.headers }).end(body);
      return;
    }
    case 'raw':
      response
        .writeHead(200, { 'content-type': delivery.contentType ?? 'text/event-stream' })
        .end(delivery.body, delivery.encoding ?? 'utf8');
      return;
    case 'reset':
    case 'stall':
      if (delivery.when === 'after-headers') await beginStream(response);
      if (delivery.kind === 'reset') response.socket?.resetAndDestroy();
  }
}

async function stream(delivery: Extract<Delivery, { kind: 'events' }>): Promise<void> {
  const { response, reply, events } = delivery;
  const latency = reply?.latency ?? delivery.latency;
  await until(delivery, latency.firstEventMs);
  if (response.destroyed) return;
  await beginStream(response);
  let sent = 0;
  for (const [index, event] of events.entries()) {
    if (index === events.length - 1) await until(delivery, latency.totalMs ?? latency.firstEventMs);
    if (reply?.dripMs !== undefined) await pause(response, reply.dripMs);
    if (response.destroyed) return;
    if (reply?.cut !== undefined && sent >= reply.cut.afterCharacters) return cut(response, reply.cut.how);
    await written(response, event.data);
    if (index === 0) delivery.onBegun?.();
    sent += event.characters;
  }
  response.end();
  delivery.onFinished?.();
}

function cut(response: ServerResponse, how: 'end' | 'reset' | 'stall'): void {
  if (how === 'end') response.end();
  if (how === 'reset') response.socket?.resetAndDestroy();
}

async function beginStream(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.flushHeaders();
  // A turn of the event loop lets the headers leave before a reset can overtake them.
  await pause(response, 1);
}

const written = (response: ServerResponse, data: string): Promise<void> =>
  new Promise((resolve) => void response.write(data, () => resolve()));

const until = (delivery: Envelope, ms: number): Promise<void> =>
  pause(delivery.response, delivery.arrived + ms - performance.now());

/** Waits, but no longer than the connection lives. */
function pause(response: ServerResponse, ms: number): Promise<void> {
  if (ms <= 0 || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    response.once('close', done);
  });
}
