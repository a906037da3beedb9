import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleNext, type Limits } from '../../../app/webhook/schedule.ts';
import type { Delivery } from '../../../history/deliveries/delivery.ts';
import { runs } from '../../support/soak.ts';
import { aDelivery } from './build-delivery.ts';

const ROOMY: Limits = { overall: 100, perInstallation: 100, perRepository: 100 };

/** The ids of what is begun, each with what it answers for. */
function chosen(waiting: readonly Delivery[], given: Partial<Parameters<typeof scheduleNext>[0]> = {}) {
  return scheduleNext({ waiting, running: [], limits: ROOMY, now: 0, ...given }).map(({ lead, absorbed }) =>
    [lead.id, ...absorbed.map(({ id }) => id)].join('+'),
  );
}

describe('what is begun next', () => {
  it.each<readonly [string, readonly Partial<Delivery>[], readonly string[]]>([
    ['one run for all pushes, for the newest', [{ id: 'a' }, { id: 'b' }, { id: 'c' }], ['c+a+b']],
    [
      "the newest by GitHub's clock",
      [
        { id: 'a', version: 9 },
        { id: 'b', version: 3 },
      ],
      ['a+b'],
    ],
    [
      'commands on their own and before reviews',
      [{ id: 'push' }, { id: 'pause', kind: 'command' }, { id: 'dismiss', kind: 'command' }],
      ['pause'],
    ],
    ['closing before reviews', [{ id: 'push' }, { id: 'closed', kind: 'closed' }], ['closed']],
    ['a push answers for labels', [{ id: 'push' }, { id: 'label', label: 'x' }], ['push+label']],
    [
      'a label does not answer for another',
      [
        { id: 'a', label: 'x' },
        { id: 'b', label: 'y' },
        { id: 'c', label: 'x' },
      ],
      ['a+c'],
    ],
    ['a delivery of another installation does not answer', [{ id: 'a', installation: 9 }, { id: 'b' }], ['b']],
    ['nothing before it is due', [{ id: 'a', dueAt: 5 }], []],
    ['an older push does not get round the pause of a newer one', [{ id: 'a' }, { id: 'b', dueAt: 5 }], []],
    ['a newer push does', [{ id: 'a', dueAt: 5 }, { id: 'b' }], ['b+a']],
    ['pull requests at the same time', [{ id: 'a' }, { id: 'b', lane: 'acme/shop#2' }], ['a', 'b']],
  ])('%s', (_, rows, expected) => {
    expect(chosen(rows.map((row) => aDelivery(row)))).toEqual(expected);
  });

  it('leaves a lane alone in which something runs', () => {
    expect(chosen([aDelivery()], { running: [aDelivery()] })).toEqual([]);
  });

  it('gives installations their turns', () => {
    const busy = [1, 2, 3].map((n) =>
      aDelivery({ id: `busy${n}`, lane: `busy/x#${n}`, installation: 1, repository: n }),
    );
    const other = aDelivery({ id: 'other', lane: 'other/x#1', installation: 2, repository: 9 });
    expect(chosen([...busy, other], { limits: { ...ROOMY, overall: 2 } })).toEqual(['busy1', 'other']);
  });
});

const small = (most: number) => fc.integer({ min: 1, max: most });
const rows = fc.array(
  fc.record({
    installation: small(3),
    repository: small(4),
    number: small(4),
    kind: fc.constantFrom('review', 'command', 'closed' as const),
    version: fc.option(small(5)),
    label: fc.option(fc.constantFrom('x', 'y')),
    dueAt: fc.constantFrom(0, 5),
  }),
  { maxLength: 30 },
);
const limits = fc.record({ overall: small(6), perInstallation: small(4), perRepository: small(3) });

describe('whatever waits', () => {
  it('stays within the limits, one run a lane, and leaves no room unused', () => {
    fc.assert(
      fc.property(rows, fc.nat(30), limits, (given, split, limit) => {
        const all = given.map(({ repository, number, kind, ...row }) =>
          aDelivery({ ...row, kind: kind as Delivery['kind'], repository, lane: `r/${repository}#${number}` }),
        );
        // What runs is itself within the limits: it was chosen by the same rule.
        const running = scheduleNext({ waiting: all.slice(0, split), running: [], limits: limit, now: 0 }).map(
          ({ lead }) => lead,
        );
        const waiting = all.filter((row) => !running.includes(row));
        const begun = scheduleNext({ waiting, running, limits: limit, now: 0 });
        const now = [...running, ...begun.map(({ lead }) => lead)];
        const most = (key: 'lane' | 'installation' | 'repository') =>
          Math.max(0, ...[...Map.groupBy(now, (row) => row[key]).values()].map((group) => group.length));
        expect(now.length).toBeLessThanOrEqual(limit.overall);
        expect(most('lane')).toBeLessThanOrEqual(1);
        expect(most('installation')).toBeLessThanOrEqual(limit.perInstallation);
        expect(most('repository')).toBeLessThanOrEqual(limit.perRepository);
        expect(
          scheduleNext({ waiting: waiting.filter((row) => !now.includes(row)), running: now, limits: limit, now: 0 }),
        ).toEqual([]);
        expect(begun.every(({ lead }) => lead.dueAt === 0)).toBe(true);
        const answered = begun.flatMap(({ lead, absorbed }) => [lead, ...absorbed]);
        expect(new Set(answered).size).toBe(answered.length);
      }),
      { numRuns: runs(300, 20_000) },
    );
  });
});
