import { describe, expect, it } from 'vitest';
import { openStore } from '../../../history/replica/open-store.ts';
import { litestreamConfig } from '../../../history/replica/litestream-config.ts';
import { litestreamEnvironment } from '../../../history/replica/litestream-environment.ts';
import { StoreSettings } from '../../../schemas/store.ts';

const NAME = { host: 'github.com', repositoryId: '42' };
const KEY = Buffer.alloc(32, 7).toString('base64');
const settings = (url: string, more: Partial<StoreSettings> = {}): StoreSettings => ({
  url,
  region: null,
  endpoint: null,
  encryption: null,
  ...more,
});

describe('the store setting', () => {
  it.each([
    ['s3://bucket', { bucket: 'bucket', path: 'github.com/42/epochs/e' }],
    ['s3://bucket/', { bucket: 'bucket', path: 'github.com/42/epochs/e' }],
    ['s3://my.bucket-1/a//b/', { bucket: 'my.bucket-1', path: 'a/b/github.com/42/epochs/e' }],
    ['file:///var/docket', { path: '/var/docket/github.com/42/epochs/e' }],
  ])('%s', (url, replica) => {
    expect(openStore(settings(url), NAME).replicaOf('e')).toMatchObject(replica);
  });

  it.each([
    ['gs://bucket/x', /gs:\/\/ is refused/],
    ['abs://account@container/x', /abs:\/\/ is refused/],
    ['sftp://host/x', /no compare-and-swap/],
    ['nats://host/x', /no compare-and-swap/],
    ['https://bucket.example/x', /not known/],
    ['bucket/prefix', /not known/],
    ['s3://B/x', /no usable name/],
    ['s3://bucket/x?region=eu-1', /settings of their own/],
    ['file://host/x', /no path of this host/],
  ])('%s is refused with the reason', (url, reason) => {
    expect(() => openStore(settings(url), NAME)).toThrow(reason);
  });

  it('a folder cannot encrypt, and says so', () => {
    expect(() => openStore(settings('file:///x', { encryption: { kind: 'sse-s3' } }), NAME)).toThrow(/cannot encrypt/);
  });

  it.each([
    [{ kind: 'sse-kms', keyId: 'alias/docket' } as const, 'sse-kms-key-id: alias/docket', {}],
    [
      { kind: 'customer-key', key: KEY } as const,
      'sse-customer-key: ${DOCKET_STORE_CUSTOMER_KEY}',
      { DOCKET_STORE_CUSTOMER_KEY: KEY },
    ],
  ])('encryption %o reaches Litestream, its key only by the environment', (encryption, line, environment) => {
    const store = openStore(settings('s3://bucket/x', { encryption }), NAME);
    const text = litestreamConfig({ db: '/db', replica: store.replicaOf('e'), socket: null });
    expect(text).toContain(line);
    expect(text).not.toContain(KEY);
    expect(store.litestreamEnvironment).toEqual(environment);
  });

  it('a customer key that is not 32 bytes is refused', () => {
    const encryption = { kind: 'customer-key' as const, key: Buffer.alloc(16).toString('base64') };
    expect(StoreSettings.safeParse(settings('s3://bucket', { encryption })).success).toBe(false);
  });
});

describe("Litestream's environment", () => {
  it('has the credentials of the store and nothing of the forge, the runner or the models', () => {
    const raw = {
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SESSION_TOKEN: 's',
      PATH: '/bin',
      HOME: '/home/x',
      HTTPS_PROXY: 'http://proxy',
      GITHUB_TOKEN: 'secret',
      ACTIONS_RUNTIME_TOKEN: 'secret',
      INPUT_GITHUB_TOKEN: 'secret',
      ANTHROPIC_API_KEY: 'secret',
      DOCKET_STORE_CUSTOMER_KEY: 'secret',
      NODE_OPTIONS: '--inspect',
    };
    expect(litestreamEnvironment(raw, {})).toEqual({
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SESSION_TOKEN: 's',
      PATH: '/bin',
      HOME: '/home/x',
      HTTPS_PROXY: 'http://proxy',
    });
  });

  it.each([
    ['AWS_CA_BUNDLE before others', { AWS_CA_BUNDLE: '/ca', SSL_CERT_FILE: '/other' }, { SSL_CERT_FILE: '/ca' }],
    ['what git is told', { GIT_SSL_CAINFO: '/ca', SSL_CERT_FILE: '' }, { SSL_CERT_FILE: '/ca' }],
    ['what Node is told', { NODE_EXTRA_CA_CERTS: '/ca' }, { SSL_CERT_FILE: '/ca' }],
    ['a folder', { GIT_SSL_CAPATH: '/ours' }, { SSL_CERT_DIR: '/ours:/etc/ssl/certs:/etc/pki/tls/certs' }],
    ['ALL_PROXY', { ALL_PROXY: 'http://p' }, { HTTP_PROXY: 'http://p', HTTPS_PROXY: 'http://p' }],
    ['small letters first', { https_proxy: 'http://p', HTTPS_PROXY: 'http://q' }, { HTTPS_PROXY: 'http://p' }],
    ['exceptions', { NO_PROXY: 'a', no_proxy: 'b' }, { NO_PROXY: 'a', no_proxy: 'b' }],
  ])('says how the network is reached under the names that it reads: %s', (_name, raw, told) => {
    expect(litestreamEnvironment(raw, {})).toEqual(told);
  });
});
