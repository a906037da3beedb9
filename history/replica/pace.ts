import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';

/** A store that does nothing for so long is given up, for this request and without another try. */
const SILENCE_MS = 10_000;
/** Less than this is no progress: at this pace the 10 MB of a history with many runs take minutes. */
const LEAST_BYTES_PER_SECOND = 64 * 1024;
/** However fast it is, one answer ends within this. */
const WHOLE_MS = 60_000;
const LOOK_MS = 500;

/** How long a store may do nothing, and how long it may take. */
export interface Pace {
  readonly silenceMs: number;
  readonly wholeMs: number;
}

export const PACE: Pace = { silenceMs: SILENCE_MS, wholeMs: WHOLE_MS };

/** The store gave no answer, or not at a pace with which it would come to its end. The SDK does not try such a request again. */
class NoProgress extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NoProgress';
  }
}

/** Watches every answer of a client, its body included: the SDK's own limits end with the first byte. */
export function watchPace(client: S3Client, pace: Pace = PACE): void {
  client.middlewareStack.add(
    (next) => async (request) => {
      const started = performance.now();
      const answer = await answered(next(request), pace.silenceMs);
      const body: unknown = bodyOf(answer.response);
      if (body instanceof Readable) watchBody(body, { ...pace, started });
      return answer;
    },
    { name: 'docketPace', step: 'deserialize', priority: 'low' },
  );
}

function bodyOf(response: unknown): unknown {
  return typeof response === 'object' && response !== null && 'body' in response ? response.body : null;
}

function answered<T>(answer: Promise<T>, silenceMs: number): Promise<T> {
  return new Promise((done, fail) => {
    const late = () => fail(new NoProgress(`no answer within ${silenceMs / 1000} s`));
    const timer = setTimeout(late, silenceMs);
    answer.then(done, fail).finally(() => clearTimeout(timer));
  });
}

function watchBody(body: Readable, { silenceMs, wholeMs, started }: Pace & { readonly started: number }): void {
  const least = (LEAST_BYTES_PER_SECOND * silenceMs) / 1000;
  let mark = { at: performance.now(), bytes: 0 };
  const timer = setInterval(
    () => {
      const now = performance.now();
      const bytes = readSoFar(body);
      if (bytes - mark.bytes >= least) mark = { at: now, bytes };
      else if (now - mark.at > silenceMs)
        body.destroy(new NoProgress(`it sends less than 64 kB/s for ${silenceMs / 1000} s`));
      if (now - started > wholeMs) body.destroy(new NoProgress(`one answer takes longer than ${wholeMs / 1000} s`));
    },
    Math.min(LOOK_MS, silenceMs),
  );
  timer.unref();
  body.once('close', () => clearInterval(timer));
}

/** What has come over the connection; a body that is not from one is not watched closer than by its whole time. */
function readSoFar(body: Readable): number {
  const socket: unknown = 'socket' in body ? body.socket : null;
  const bytes: unknown = typeof socket === 'object' && socket !== null && 'bytesRead' in socket ? socket.bytesRead : 0;
  return typeof bytes === 'number' ? bytes : 0;
}
