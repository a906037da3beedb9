import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProxy } from '../../support/proxy-server.ts';

/** A network in which servers have names that a proxy alone can resolve, and certificates of an authority of its own. */
export interface NamedServers {
  /** What a process is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Requests that came by the proxy, a name and how many. */
  readonly asked: () => Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Gives servers on ports of this machine names with TLS, which lead there by a proxy and by nothing else. */
export async function startNamedServers(ports: Readonly<Record<string, number>>): Promise<NamedServers> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-named-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'authority.pem')];
  const names = `subjectAltName=${Object.keys(ports)
    .map((name) => `DNS:${name}`)
    .join(',')}`;
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=ours', '-addext', names];
  execFileSync('openssl', [...made, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const counts: Record<string, number> = {};
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (incoming, response) => {
    const { host = '' } = incoming.headers;
    counts[host] = (counts[host] ?? 0) + 1;
    const { method, url: path, headers } = incoming;
    const passed = request({ host: '127.0.0.1', port: ports[host], method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const proxy = await startProxy(Object.fromEntries(Object.keys(ports).map((name) => [name, port])));
  return {
    environment: { HTTPS_PROXY: proxy.url, GIT_SSL_CAINFO: cert },
    asked: () => ({ ...counts }),
    close: async () => {
      await proxy.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
