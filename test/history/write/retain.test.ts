import { describe, expect, it } from 'vitest';
import { openInMemory } from '../../../history/log.ts';
import { retain } from '../../../history/write/retain.ts';
import { aRun } from '../records.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const DAY = 24 * 3600 * 1000;

/** An id of a run that began so many days before now. */
function idOf(daysAgo: number, n: number): string {
  const hex = (NOW.getTime() - daysAgo * DAY).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`;
}

function logOf(ages: readonly number[]) {
  const log = openInMemory({ now: () => NOW });
  const digests = ages.map((age, n) => {
    const run = log.startRun(aRun(), { id: idOf(age, n) });
    // Bytes that cannot be compressed.
    const own = run.putArtifact(
      Buffer.from(Array.from({ length: 400_000 }, (_, at) => (at * (n + 7) * 2_654_435_761) >>> 13)),
      'a/b',
    );
    const shared = run.putArtifact(Buffer.from('shared by all runs'), 'text/plain');
    run.finish('finished', null);
    return { own, shared };
  });
  const held = () => digests.map(({ own }) => log.artifact(own) !== null);
  return { log, held, digests };
}

describe('retention', () => {
  it('lets the bytes of runs go that are too old, and leaves their rows', () => {
    const { log, held, digests } = logOf([100, 91, 89, 1]);
    expect(retain(log, { days: 90, megabytes: null }, NOW)).toMatchObject({ runs: 2 });
    expect(held()).toEqual([false, false, true, true]);
    expect(log.countRuns()).toBe(4);
    expect(log.artifact(digests[3]?.shared ?? '')).not.toBeNull();
  });

  it('lets the oldest go until the rest fits', () => {
    const { log, held } = logOf([4, 3, 2, 1]);
    const total = log.bytesByRun().reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeGreaterThan(100_000);
    const most = total / 2 / 1024 / 1024;
    const gone = retain(log, { days: null, megabytes: most }, NOW);
    expect(log.bytesByRun().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(most * 1024 * 1024);
    expect(gone.runs).toBeGreaterThan(0);
    expect(held().at(-1)).toBe(true);
    // What is left are the newest.
    expect(held().lastIndexOf(false)).toBeLessThan(held().indexOf(true));
  });

  it('changes nothing when nothing is bounded, and nothing the second time', () => {
    const { log, held } = logOf([400, 1]);
    expect(retain(log, { days: null, megabytes: null }, NOW)).toEqual({ runs: 0, bytes: 0 });
    expect(held()).toEqual([true, true]);
    retain(log, { days: 90, megabytes: null }, NOW);
    expect(retain(log, { days: 90, megabytes: null }, NOW)).toEqual({ runs: 0, bytes: 0 });
  });

  it('lets some bytes go wherever they are used', () => {
    const { log, digests } = logOf([2, 1]);
    const { shared = '' } = digests[0] ?? {};
    expect(log.forgetDigest(shared, 'asked to')).toBe(2);
    expect(log.artifact(shared)).toBeNull();
    expect(log.forgetDigest(shared, 'asked to')).toBe(0);
  });
});
