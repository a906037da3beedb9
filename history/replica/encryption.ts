import { createHash } from 'node:crypto';
import type { StoreEncryption } from '../../schemas/store.ts';
import type { ReplicaSettings } from './store.ts';

/** The customer key's place in Litestream's environment: its configuration names the variable, never the key. */
const KEY_VARIABLE = 'DOCKET_STORE_CUSTOMER_KEY';

/** What the SDK sends along so that an object is encrypted as the operator wishes. */
export function encryptionHeaders(encryption: StoreEncryption | null) {
  if (encryption === null) return { read: {}, write: {} };
  switch (encryption.kind) {
    case 'sse-s3':
      return { read: {}, write: { ServerSideEncryption: 'AES256' as const } };
    case 'sse-kms':
      return { read: {}, write: { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: encryption.keyId } };
    case 'customer-key': {
      const customer = {
        SSECustomerAlgorithm: 'AES256',
        SSECustomerKey: encryption.key,
        SSECustomerKeyMD5: createHash('md5').update(Buffer.from(encryption.key, 'base64')).digest('base64'),
      };
      return { read: customer, write: customer };
    }
  }
}

/** The same for Litestream. */
export function encryptionSettings(encryption: StoreEncryption | null): {
  readonly settings: ReplicaSettings;
  readonly environment: Readonly<Record<string, string>>;
} {
  switch (encryption?.kind) {
    case 'sse-kms':
      return { settings: { 'sse-kms-key-id': encryption.keyId }, environment: {} };
    case 'customer-key':
      return {
        settings: { 'sse-customer-algorithm': 'AES256', 'sse-customer-key': `\${${KEY_VARIABLE}}` },
        environment: { [KEY_VARIABLE]: encryption.key },
      };
    case 'sse-s3':
    case undefined:
      // Buckets encrypt with keys of S3 itself by default; Litestream has no word for asking.
      return { settings: {}, environment: {} };
  }
}
