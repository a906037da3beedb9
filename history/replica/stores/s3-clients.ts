import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Place } from './s3-place.ts';

/** Clients that stores of one server share: one costs milliseconds, and asks for credentials of its own. They live as long as whoever holds this. */
export class S3Clients {
  readonly #clients = new Map<string, S3Client>();

  of({ region, endpoint }: Pick<S3Place, 'region' | 'endpoint'>, make: () => S3Client): S3Client {
    const key = JSON.stringify([region, endpoint]);
    const client = this.#clients.get(key) ?? make();
    this.#clients.set(key, client);
    return client;
  }
}
