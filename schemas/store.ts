import { z } from 'zod';

/** How the store encrypts what it is given. Without one, as the bucket is set up. */
export const StoreEncryption = z.discriminatedUnion('kind', [
  /** With keys of S3 itself. Asked for on the manifest; Litestream relies on the bucket's default encryption. */
  z.strictObject({ kind: z.literal('sse-s3') }),
  /** With a key of the key management service, by its id or name. */
  z.strictObject({ kind: z.literal('sse-kms'), keyId: z.string().min(1) }),
  /** With a key that the operator sends along with every request: 32 bytes as base64. */
  z.strictObject({
    kind: z.literal('customer-key'),
    key: z
      .base64()
      .refine((key) => Buffer.from(key, 'base64').length === 32, { error: 'a customer key has 32 bytes, as base64' }),
  }),
]);
export type StoreEncryption = z.infer<typeof StoreEncryption>;

/** Where the history of all repositories of an operator is kept between runners. */
export const StoreSettings = z.strictObject({
  /** `s3://bucket/prefix`, or `file:///folder` for the runs of one host. */
  url: z.string().min(1),
  region: z.string().min(1).nullable(),
  /** The address of an S3-compatible server. */
  endpoint: z.url({ protocol: /^https?$/ }).nullable(),
  encryption: StoreEncryption.nullable(),
  /** Certificates (PEM) of private authorities. */
  authorities: z.string().optional(),
});
export type StoreSettings = z.infer<typeof StoreSettings>;
