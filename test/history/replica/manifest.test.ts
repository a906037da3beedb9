import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../history/ids.ts';
import {
  type Change,
  commitTo,
  dropTail,
  EMPTY,
  finishTail,
  fold,
  forgetEpochs,
  listedEpochs,
  type Manifest,
  openTail,
  parseManifest,
  quarantine,
} from '../../../history/replica/manifest.ts';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { runs } from '../../support/soak.ts';

const AT = '2026-01-05T10:00:00.000Z';
const tail = (epoch: string) => ({ epoch, run: epoch, startedAt: AT, schema: 3 });
const ids = Array.from({ length: 6 }, () => newId());

/** What a fleet of runs may do to a manifest, in any order. */
const action = fc.oneof(
  fc.record({ kind: fc.constant('open' as const), nth: fc.nat(5) }),
  fc.record({ kind: fc.constant('finish' as const), nth: fc.nat(5) }),
  fc.record({ kind: fc.constant('fold' as const), nth: fc.nat(5) }),
  fc.record({ kind: fc.constant('quarantine' as const), nth: fc.nat(5) }),
);

function changeOf(
  { kind, nth }: { readonly kind: 'open' | 'finish' | 'fold' | 'quarantine'; readonly nth: number },
  manifest: Manifest,
): Change | null {
  const epoch = ids[nth] ?? '';
  const there = manifest.tails.some((one) => one.epoch === epoch);
  if (kind === 'open') return listedEpochs(manifest).has(epoch) ? null : openTail(tail(epoch));
  if (kind === 'finish') return finishTail(tail(epoch));
  if (kind === 'quarantine') return there ? quarantine(epoch, 'damaged', AT) : null;
  const done = manifest.tails.filter(({ state }) => state === 'done').map((one) => one.epoch);
  return done.length === 0 ? null : fold({ epoch: newId(), schema: 3, foldedAt: AT }, done);
}

describe('the manifest', () => {
  it('never lists an epoch twice, never loses one, and stays readable, whatever happens to it', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        let manifest = commitTo(EMPTY, (same) => same, { id: crypto.randomUUID(), at: AT });
        const seen = new Set<string>();
        for (const one of actions) {
          const change = changeOf(one, manifest);
          if (change === null) continue;
          manifest = commitTo(manifest, change, { id: crypto.randomUUID(), at: AT });
          const listed = listedEpochs(manifest);
          for (const epoch of listed) seen.add(epoch);
          // What was ever listed is held by something: only a clean-up takes it off.
          for (const epoch of seen) expect(listed.has(epoch), epoch).toBe(true);
          const places = [
            ...manifest.tails,
            ...manifest.superseded,
            ...(manifest.base === null ? [] : [manifest.base]),
          ];
          expect(new Set(places.map(({ epoch }) => epoch)).size).toBe(places.length);
          expect(parseManifest(Buffer.from(JSON.stringify(manifest)), 'here')).toEqual(manifest);
        }
      }),
      { numRuns: runs(200, 20_000) },
    );
  });

  it('forgets what was cleaned up, and the moments that can no longer be gone back to', () => {
    const [a = '', b = ''] = ids;
    const steps: Change[] = [
      openTail(tail(a)),
      finishTail(tail(a)),
      fold({ epoch: b, schema: 3, foldedAt: AT }, [a]),
      forgetEpochs([a]),
    ];
    const manifest = steps.reduce(
      (now, change) => commitTo(now, change, { id: crypto.randomUUID(), at: AT }),
      commitTo(EMPTY, (same) => same, { id: crypto.randomUUID(), at: AT }),
    );
    expect(manifest.superseded).toEqual([]);
    expect(manifest.commits.every(({ tails }) => !tails.includes(a))).toBe(true);
    expect(manifest.base?.epoch).toBe(b);
  });

  it('drops a tail that never got a row', () => {
    const [a = ''] = ids;
    expect(dropTail(a)(openTail(tail(a))(EMPTY)).tails).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['another format', JSON.stringify({ ...EMPTY, format: 2, commit: crypto.randomUUID() })],
    ['unknown keys', JSON.stringify({ ...EMPTY, commit: crypto.randomUUID(), more: 1 })],
    ['no UTF-8', Buffer.from([0xff, 0xfe])],
  ])('of %s is refused in clear words', (_, bytes) => {
    expect(() => parseManifest(Buffer.from(bytes), 's3://b/p')).toThrow(InfrastructureError);
  });
});
