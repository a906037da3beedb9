import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Onlooker } from '../../processes/run-process.ts';
import { answeredInTime, type Pace, watchProgress } from '../../processes/progress.ts';

/** A store that does nothing for 10 s is given up; at less than 64 kB/s the 10 MB of a history with many runs would take minutes. */
const PACE: Pace = { silenceMs: 10_000, leastBytesPerSecond: 64 * 1024, wholeMs: 60_000 };

/** Litestream reads many small objects: it gets on at a pace at which a body alone would not. */
export const LITESTREAM_PACE: Pace = { ...PACE, leastBytesPerSecond: 1024, wholeMs: Infinity };

/** Ends a process that reads nothing to speak of, where the system tells what it reads (Linux); its whole time is watched by who waits for it. */
export function readingOnlooker(pace: Pace): Onlooker {
  return (pid, end) => {
    const bytes = () => bytesReadBy(pid) ?? Infinity;
    return Number.isFinite(bytes()) ? watchProgress(pace, { bytes, onStandstill: end }) : () => {};
  };
}

/** From files and connections alike; null where the system does not tell. */
function bytesReadBy(pid: number): number | null {
  try {
    const read = /^rchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1];
    return read === undefined ? null : Number(read);
  } catch {
    return null;
  }
}

/**
 * Watches every answer of a client, its body included: the SDK's own limits end with the first byte, and it does not try again what was
 * given up here.
 */
export function watchPace(client: S3Client, pace: Pace = PACE): void {
  client.middlewareStack.add(
    (next) => async (request) => {
      const began = performance.now();
      const answer = await answeredInTime(next(request), pace);
      const body: unknown = bodyOf(answer.response);
      if (body instanceof Readable) {
        const onStandstill = (why: Error) => void body.destroy(why);
        body.once('close', watchProgress(pace, { bytes: () => readSoFar(body), onStandstill, began }));
      }
      return answer;
    },
    { name: 'docketPace', step: 'deserialize', priority: 'low' },
  );
}

function bodyOf(response: unknown): unknown {
  return typeof response === 'object' && response !== null && 'body' in response ? response.body : null;
}

/** What has come over the connection. */
function readSoFar(body: Readable): number {
  const socket: unknown = 'socket' in body ? body.socket : null;
  const bytes: unknown = typeof socket === 'object' && socket !== null && 'bytesRead' in socket ? socket.bytesRead : 0;
  return typeof bytes === 'number' ? bytes : 0;
}
