import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy on loopback that alone knows where some names lead. */
export interface ProxyServer {
  readonly url: string;
  /** What was asked for: `CONNECT host:port`, or `GET http://host/path` in the form for plain http. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts one: it leads each of the names to a port of this machine, and refuses every other. */
export async function startProxy(names: Readonly<Record<string, number>>): Promise<ProxyServer> {
  const asked: string[] = [];
  // Connections that were led on are no longer the server's own, and it would wait for them.
  const led = new Set<Duplex>();
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const target = new URL(incoming.url ?? '/', 'http://nowhere.invalid');
    const port = names[target.hostname];
    if (port === undefined) return void response.writeHead(502).end('unknown name');
    const path = `${target.pathname}${target.search}`;
    const passed = request(
      { port, host: '127.0.0.1', path, method: incoming.method, headers: incoming.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.destroy());
    incoming.pipe(passed);
  });
  server.on('connect', (incoming, client) => {
    asked.push(`CONNECT ${incoming.url}`);
    const port = names[(incoming.url ?? '').split(':')[0] ?? ''];
    if (port === undefined) return void client.end('HTTP/1.1 502 unknown name\r\n\r\n');
    const target = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 connected\r\n\r\n');
      target.pipe(client);
      client.pipe(target);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
    for (const end of [client, target]) {
      led.add(end);
      end.on('close', () => led.delete(end));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const end of led) end.destroy();
      await closed;
    },
  };
}
