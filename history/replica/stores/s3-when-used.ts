import { encryptionSettings } from '../encryption.ts';
import type { S3Clients } from './s3-clients.ts';
import { type S3Place, s3Replica, s3Url } from './s3-place.ts';
import type { ListedObject, ObjectStore, ReplicaSettings, StoredObject } from '../store.ts';

/** A folder of a bucket whose SDK is loaded by the first request: loading it takes longer than a small review, and most runs have no store. */
export function s3WhenUsed(place: S3Place, clients?: S3Clients): ObjectStore {
  return new S3WhenUsed(place, clients);
}

class S3WhenUsed implements ObjectStore {
  readonly url: string;
  readonly litestreamEnvironment: Readonly<Record<string, string>>;
  readonly #place: S3Place;
  readonly #clients: S3Clients | undefined;
  #opened: Promise<ObjectStore> | null = null;

  constructor(place: S3Place, clients: S3Clients | undefined) {
    this.#place = place;
    this.#clients = clients;
    this.url = s3Url(place);
    this.litestreamEnvironment = encryptionSettings(place.encryption).environment;
  }

  async readHead(): Promise<StoredObject | null> {
    return (await this.#store()).readHead();
  }

  async swapHead(bytes: Uint8Array, expected: string | null): Promise<'swapped' | 'lost'> {
    return (await this.#store()).swapHead(bytes, expected);
  }

  async list(folder: string): Promise<readonly ListedObject[]> {
    return (await this.#store()).list(folder);
  }

  async remove(keys: readonly string[]): Promise<void> {
    await (await this.#store()).remove(keys);
  }

  async tryConditionalWrites(key: string): Promise<{ readonly holds: boolean; readonly canDelete: boolean }> {
    return (await this.#store()).tryConditionalWrites(key);
  }

  async holdsConditions(): Promise<boolean> {
    return (await this.#store()).holdsConditions();
  }

  async clock(): Promise<Date | null> {
    return (await this.#store()).clock();
  }

  replicaOf(epoch: string): ReplicaSettings {
    return s3Replica(this.#place, epoch);
  }

  close(): void {
    void this.#opened?.then((store) => store.close());
  }

  #store(): Promise<ObjectStore> {
    this.#opened ??= import('./s3-store.ts').then(({ openS3Store }) =>
      openS3Store(this.#place, { clients: this.#clients }),
    );
    return this.#opened;
  }
}
