import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../../../history/replica/open-store.ts';
import type { StoreEncryption } from '../../../schemas/store.ts';

const KEY = Buffer.alloc(32, 7);
const MD5 = createHash('md5').update(KEY).digest('base64');
const CUSTOMER = {
  'x-amz-server-side-encryption-customer-algorithm': 'AES256',
  'x-amz-server-side-encryption-customer-key': KEY.toString('base64'),
  'x-amz-server-side-encryption-customer-key-md5': MD5,
};

/** A server that takes everything and notes what was sent along. */
async function listener() {
  const seen: { readonly method: string; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', headers: request.headers });
    request.resume().on('end', () => response.writeHead(200, { etag: '"1"' }).end('{}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { seen, endpoint: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` };
}

function encryptionIn(headers: IncomingHttpHeaders | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).filter(([name]) => name.startsWith('x-amz-server-side-encryption')),
  );
}

it.each<readonly [StoreEncryption | null, write: object, read: object]>([
  [null, {}, {}],
  [{ kind: 'sse-s3' }, { 'x-amz-server-side-encryption': 'AES256' }, {}],
  [
    { kind: 'sse-kms', keyId: 'alias/docket' },
    {
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': 'alias/docket',
    },
    {},
  ],
  [{ kind: 'customer-key', key: KEY.toString('base64') }, CUSTOMER, CUSTOMER],
])('the manifest is written and read with the encryption %o', async (encryption, write, read) => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { seen, endpoint } = await listener();
  const settings = { url: 's3://bucket/x', region: 'us-east-1', endpoint, encryption };
  const store = openStore(settings, { host: 'github.com', repositoryId: '1' });
  onTestFinished(() => store.close());
  await store.swapHead(Buffer.from('{}'), null);
  await store.readHead();
  const sent = (method: string) => encryptionIn(seen.find((one) => one.method === method)?.headers);
  expect(sent('PUT')).toEqual(write);
  expect(sent('GET')).toEqual(read);
});
