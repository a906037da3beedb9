import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import http from 'node:http';
import https from 'node:https';
import { getCACertificates } from 'node:tls';
import { z } from 'zod';
import { InfrastructureError } from '../../../schemas/problem.ts';
import type { Pace } from '../../../processes/progress.ts';
import { watchPace } from '../pace.ts';
import { encryptionHeaders, encryptionSettings } from '../encryption.ts';
import type { S3Clients } from './s3-clients.ts';
import { DEFAULT_REGION, s3Key, type S3Place, s3Replica, s3Url } from './s3-place.ts';
import type { ListedObject, ObjectStore, ReplicaSettings, StoredObject } from '../store.ts';
import { storeError } from './store-error.ts';

const Answered = z.object({ headers: z.record(z.string(), z.string()) });
const HEAD = 'HEAD.json';
/** One answer of the store may take this long. */
const ANSWER_MS = 10_000;
/** S3 deletes so many objects in one call. */
const DELETED_AT_ONCE = 1000;
/** GCS, B2, OVH and others refuse the checksums that the SDK has sent unasked since v3.729; what S3 itself requires is still sent. */
const PLAIN = { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' } as const;
/** Beside the manifest; what is in it means nothing. */
const CONDITIONS = 'conditions';
/** Conditional writes that may meet others before one of them counts as refused. */
const CONFLICTS = 4;

/** What a store has in common with others, or goes by in a test. */
export interface S3Sharing {
  readonly pace?: Pace | undefined;
  readonly clients?: S3Clients | undefined;
}

/** Opens a folder of a bucket on S3 or on anything that speaks its protocol with conditional writes. */
export function openS3Store(place: S3Place, { pace, clients }: S3Sharing = {}): ObjectStore {
  return new S3Store(place, pace, clients);
}

/** How a bucket is asked, whatever for. */
export function clientSettings(
  { region, endpoint }: Pick<S3Place, 'region' | 'endpoint'>,
  httpsAgent: https.Agent,
): S3ClientConfig {
  return {
    ...(region === null ? {} : { region }),
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true, region: region ?? DEFAULT_REGION, ...PLAIN }),
    requestHandler: {
      requestTimeout: ANSWER_MS,
      connectionTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
      // The process's own agents know the proxies of the environment; the SDK's would not.
      httpAgent: http.globalAgent,
      httpsAgent,
    },
  };
}

/** As the process's own agent, with some more authorities. */
export function trusting(authorities: string): https.Agent {
  return new https.Agent({ ...https.globalAgent.options, ca: [...getCACertificates('default'), authorities] });
}

interface Condition {
  readonly IfNoneMatch?: string;
  readonly IfMatch?: string;
}

/** No object has this tag. */
const NOBODY = '"00000000000000000000000000000000"';

/** A tag as conditions need it: what stands between makes some weak (`W/"…"`, RFC 9110 8.8.1), or takes the quotes off. */
function strongTag(tag: string): string {
  return `"${tag.replace(/^W\//, '').replaceAll('"', '')}"`;
}

class S3Store implements ObjectStore {
  readonly url: string;
  readonly litestreamEnvironment: Readonly<Record<string, string>>;
  readonly #place: S3Place;
  readonly #client: S3Client;
  /** A swap that the SDK tries again by itself could not be told from somebody else's. */
  #swapper: S3Client | null = null;
  readonly #pace: Pace | undefined;
  readonly #ownAgent: https.Agent | null;
  #holds: Promise<boolean> | null = null;

  constructor(place: S3Place, pace?: Pace, clients?: S3Clients) {
    this.#place = place;
    this.#ownAgent = place.authorities === null ? null : trusting(place.authorities);
    this.url = s3Url(place);
    this.litestreamEnvironment = encryptionSettings(place.encryption).environment;
    this.#pace = pace;
    const make = () => {
      const client = new S3Client({
        ...clientSettings(place, this.#ownAgent ?? https.globalAgent),
        maxAttempts: 3,
      });
      watchPace(client, pace);
      return client;
    };
    // A client that trusts authorities of its own goes by an agent that ends with its store.
    this.#client = clients === undefined || this.#ownAgent !== null ? make() : clients.of(place, make);
  }

  async readHead(): Promise<StoredObject | null> {
    try {
      const answer = await this.#client.send(
        new GetObjectCommand({ ...this.#object(HEAD), ...encryptionHeaders(this.#place.encryption).read }),
      );
      const bytes = await answer.Body?.transformToByteArray();
      if (bytes === undefined || answer.ETag === undefined) throw this.#odd('an object without contents or entity tag');
      return { bytes, version: strongTag(answer.ETag) };
    } catch (error) {
      // Stores have other words for it, or none: that the bucket is not there is another matter.
      const isGone = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
      if (isGone && error.name !== 'NoSuchBucket') return null;
      throw storeError(error, this.url);
    }
  }

  async swapHead(bytes: Uint8Array, expected: string | null): Promise<'swapped' | 'lost'> {
    const condition = expected === null ? { IfNoneMatch: '*' } : { IfMatch: expected };
    try {
      await this.#swaps().send(
        new PutObjectCommand({
          ...this.#object(HEAD),
          ...condition,
          ...encryptionHeaders(this.#place.encryption).write,
          Body: bytes,
          ContentType: 'application/json',
        }),
      );
      return 'swapped';
    } catch (error) {
      // 409: two conditional writes met; 412: the condition does not hold; 404: the object to match is gone.
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 409 || status === 412 || (status === 404 && expected !== null)) return 'lost';
      throw storeError(error, this.url);
    }
  }

  async list(folder: string): Promise<readonly ListedObject[]> {
    const start = this.#key(`${folder}/`);
    const found: ListedObject[] = [];
    let after: string | undefined;
    try {
      do {
        const page = await this.#client.send(
          new ListObjectsV2Command({
            Bucket: this.#place.bucket,
            Prefix: start,
            ...(after === undefined ? {} : { ContinuationToken: after }),
          }),
        );
        for (const { Key, Size, LastModified } of page.Contents ?? []) {
          if (Key === undefined) continue;
          found.push({
            key: Key.slice(this.#key('').length),
            size: Size ?? 0,
            modifiedAt: LastModified ?? new Date(0),
          });
        }
        after = page.NextContinuationToken;
      } while (after !== undefined);
    } catch (error) {
      throw storeError(error, this.url);
    }
    return found;
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += DELETED_AT_ONCE) {
      const Objects = keys.slice(at, at + DELETED_AT_ONCE).map((key) => ({ Key: this.#key(key) }));
      try {
        const answer = await this.#client.send(
          new DeleteObjectsCommand({ Bucket: this.#place.bucket, Delete: { Objects, Quiet: true } }),
        );
        const [failed] = answer.Errors ?? [];
        if (failed !== undefined) throw this.#odd(`${failed.Code ?? 'an error'} for ${failed.Key ?? 'an object'}`);
      } catch (error) {
        throw storeError(error, this.url);
      }
    }
  }

  async tryConditionalWrites(key: string): Promise<{ readonly holds: boolean; readonly canDelete: boolean }> {
    const put = (condition: Condition) => this.#tryPut(key, condition);
    const first = await put({ IfNoneMatch: '*' });
    const again = await put({ IfNoneMatch: '*' });
    const wrong = await put({ IfMatch: NOBODY });
    const right = first === null ? null : await put({ IfMatch: first });
    const canDelete = await this.remove([key]).then(
      () => true,
      () => false,
    );
    return { holds: first !== null && again === null && wrong === null && right !== null, canDelete };
  }

  holdsConditions(): Promise<boolean> {
    // What cannot be found out now is asked again the next time.
    this.#holds ??= this.#findOut().catch((error: unknown) => {
      this.#holds = null;
      throw error;
    });
    return this.#holds;
  }

  /** Two or three writes of one byte: the object stays, so that nothing has to be deleted. */
  async #findOut(): Promise<boolean> {
    const isNew = (await this.#tryPut(CONDITIONS, { IfNoneMatch: '*' })) !== null;
    if (isNew && (await this.#tryPut(CONDITIONS, { IfNoneMatch: '*' })) !== null) return false;
    return (await this.#tryPut(CONDITIONS, { IfMatch: NOBODY })) === null;
  }

  /** The entity tag of what was written; null when the condition did not hold. */
  async #tryPut(key: string, condition: Condition): Promise<string | null> {
    const { write } = encryptionHeaders(this.#place.encryption);
    const object = { ...this.#object(key), ...condition, ...write, Body: new Uint8Array([0]) };
    for (let left = CONFLICTS; ; left -= 1) {
      try {
        return strongTag((await this.#swaps().send(new PutObjectCommand(object))).ETag ?? '');
      } catch (error) {
        const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
        if (status === 412 || (status === 409 && left === 0)) return null;
        // 409: it met another one, and says nothing of its condition.
        if (status !== 409) throw storeError(error, this.url);
      }
    }
  }

  async clock(): Promise<Date | null> {
    let date: string | undefined;
    const listing = new ListObjectsV2Command({ Bucket: this.#place.bucket, Prefix: this.#key(''), MaxKeys: 1 });
    // The date of an answer is in no output of the SDK.
    listing.middlewareStack.add(
      (next) => async (request) => {
        const answer = await next(request);
        const { headers } = Answered.parse(answer.response);
        date = headers['date'];
        return answer;
      },
      { step: 'deserialize', priority: 'low' },
    );
    try {
      await this.#client.send(listing);
    } catch (error) {
      throw storeError(error, this.url);
    }
    return date === undefined ? null : new Date(date);
  }

  replicaOf(epoch: string): ReplicaSettings {
    return s3Replica(this.#place, epoch);
  }

  /** The SDK's clients would destroy the agents of the whole process, and with them what other stores are being asked. */
  close(): void {
    this.#ownAgent?.destroy();
  }

  /** Most stores that are opened are only read. */
  #swaps(): S3Client {
    if (this.#swapper !== null) return this.#swapper;
    this.#swapper = new S3Client({
      ...clientSettings(this.#place, this.#ownAgent ?? https.globalAgent),
      maxAttempts: 1,
    });
    watchPace(this.#swapper, this.#pace);
    return this.#swapper;
  }

  #object(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#place.bucket, Key: this.#key(key) };
  }

  #key(key: string): string {
    return s3Key(this.#place, key);
  }

  #odd(what: string): InfrastructureError {
    return new InfrastructureError({
      what: `the store answered with ${what}`,
      where: this.url,
      remedy: 'Run `docket history doctor`: it checks what the store can do.',
    });
  }
}
