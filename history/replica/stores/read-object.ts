import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { globalAgent } from 'node:https';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { clientSettings, trusting } from './s3-store.ts';
import type { S3Place } from './s3-place.ts';
import { storeError } from './store-error.ts';

/** One object of a bucket, by its whole key. */
export interface ObjectPlace extends Pick<S3Place, 'bucket' | 'region' | 'endpoint' | 'authorities'> {
  readonly key: string;
}

/** Reads a small text. However large the object is and however slowly it comes, no more is taken than this, and no longer. Throws an `InfrastructureError`. */
export async function readObject(
  place: ObjectPlace,
  { mostBytes, mostMs }: { readonly mostBytes: number; readonly mostMs: number },
): Promise<{ readonly text: string; readonly version: string }> {
  const where = `s3://${place.bucket}/${place.key}`;
  const ownAgent = place.authorities === null ? null : trusting(place.authorities);
  const client = new S3Client({ ...clientSettings(place, ownAgent ?? globalAgent), maxAttempts: 2 });
  const end = AbortSignal.timeout(mostMs);
  try {
    const { Body: body, ETag: version } = await client.send(
      new GetObjectCommand({ Bucket: place.bucket, Key: place.key }),
      { abortSignal: end },
    );
    if (body === undefined || version === undefined) throw odd(where, 'it came without contents or entity tag');
    const stream = body.transformToWebStream();
    return { text: await textOf(stream, { where, mostBytes, end }), version };
  } catch (error) {
    throw end.aborted ? odd(where, `it took longer than ${mostMs / 1000} seconds`) : storeError(error, where);
  } finally {
    ownAgent?.destroy();
  }
}

async function textOf(
  stream: ReadableStream<Uint8Array>,
  { where, mostBytes, end }: { readonly where: string; readonly mostBytes: number; readonly end: AbortSignal },
): Promise<string> {
  const reader = stream.getReader();
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => undefined);
  const onEnd = () => late.reject(end.reason);
  end.addEventListener('abort', onEnd);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      end.throwIfAborted();
      const { done, value } = await Promise.race([reader.read(), late.promise]);
      if (done) return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
      size += value.length;
      if (size > mostBytes) throw odd(where, `it is larger than ${mostBytes} bytes`);
      parts.push(value);
    }
  } finally {
    end.removeEventListener('abort', onEnd);
    // What is left of it is not fetched.
    await reader.cancel().catch(() => undefined);
  }
}

function odd(where: string, what: string): InfrastructureError {
  return new InfrastructureError({ what: `the object cannot be used: ${what}`, where });
}
