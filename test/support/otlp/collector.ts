import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { type Figure, figuresIn, type SentSpan, spansIn } from './read-otlp.ts';

/** How a collector behaves: it takes everything, refuses everything, or never answers. */
export type Behaviour = 'takes' | 'refuses' | 'hangs';

/** A small real collector: OTLP over HTTP with protobuf, as OpenTelemetry's own speaks it. */
export interface Collector {
  readonly url: string;
  readonly spans: SentSpan[];
  readonly figures: Figure[];
  /** Everything that came: paths, headers and bodies. */
  readonly received: Buffer[];
  /** How many requests came. */
  readonly requests: () => number;
  /** Resolves when something holds; looked at whenever something came. */
  until(holds: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export async function startCollector(behaviour: Behaviour = 'takes'): Promise<Collector> {
  const [spans, figures, received]: [SentSpan[], Figure[], Buffer[]] = [[], [], []];
  const waits = new Set<() => void>();
  let requests = 0;
  const server = createServer((request, response) => {
    buffer(request).then(
      (sent) => {
        const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
        requests += 1;
        received.push(Buffer.from(`${request.url} ${JSON.stringify(request.headers)}`), body);
        if (behaviour === 'takes') {
          if (request.url === '/v1/traces') spans.push(...spansIn(body));
          if (request.url === '/v1/metrics') figures.push(...figuresIn(body));
        }
        for (const look of waits) look();
        if (behaviour === 'hangs') return;
        const status = behaviour === 'takes' ? 200 : 503;
        response.writeHead(status, { 'content-type': 'application/x-protobuf' }).end();
      },
      () => {
        // Whoever sent it is gone.
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the collector has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans,
    figures,
    received,
    requests: () => requests,
    until: (holds) =>
      new Promise((done) => {
        const look = () => {
          if (!holds()) return;
          waits.delete(look);
          done();
        };
        waits.add(look);
        look();
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
