import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer; `cut` closes the connection without one, `half` in the middle of it. */
type Reply =
  | 'cut'
  | 'half'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly text?: string;
    };
export type Replies = readonly Reply[];

/** A request as the server heard it. */
export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that gives these answers, one a request, whatever is asked. */
export async function startServer(replies: Replies) {
  const heard: Heard[] = [];
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const reply = replies[heard.length];
      heard.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
      if (reply === undefined || reply === 'cut') return void request.socket.destroy();
      if (reply === 'half') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        return void response.write('{"id":', () => request.socket.destroy());
      }
      response.writeHead(reply.status, {
        ...(reply.text === undefined && { 'content-type': 'application/json; charset=utf-8' }),
        ...reply.headers,
      });
      response.end(reply.text ?? JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heard: heard as readonly Heard[],
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
