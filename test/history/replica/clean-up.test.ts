import { expect, it } from 'vitest';
import { epochsToDelete } from '../../../history/replica/clean-up.ts';
import { EMPTY, type Manifest } from '../../../history/replica/manifest.ts';

const DAY = 24 * 3600 * 1000;
const UNTIL = Date.UTC(2026, 0, 15, 12);
const date = (days: number, ms = 0) => new Date(UNTIL + days * DAY + ms);
const at = (days: number, ms = 0) => date(days, ms).toISOString();

/** An epoch that was made so many days after the deadline. */
function epochMade(days: number, ms = 0): string {
  const time = date(days, ms).getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const object = (epoch: string, modifiedAt: Date, name = 'ltx/0/1.ltx') => ({
  key: `epochs/${epoch}/${name}`,
  modifiedAt,
});
const tail = (epoch: string, state: 'open' | 'done') => ({ epoch, state, run: epoch, startedAt: at(-90), schema: 3 });

const OLD = epochMade(-90);
const OLDER = epochMade(-91);
const objects = [object(OLD, date(-90)), object(OLD, date(-89), 'ltx/0/2.ltx')];

it.each<readonly [string, Partial<Manifest>, typeof objects, readonly string[]]>([
  ['nothing of an empty store', {}, [], []],
  ['what was superseded before', { superseded: [{ epoch: OLD, at: at(-1) }] }, objects, [OLD]],
  ['what was superseded at that very moment', { superseded: [{ epoch: OLD, at: at(0) }] }, objects, [OLD]],
  ['not what was superseded a moment later', { superseded: [{ epoch: OLD, at: at(0, 1) }] }, objects, []],
  [
    'what was superseded before, however new its objects are',
    { superseded: [{ epoch: OLD, at: at(-1) }] },
    [object(OLD, date(1))],
    [OLD],
  ],
  ['what was superseded and has no object any more', { superseded: [{ epoch: OLD, at: at(-1) }] }, [], [OLD]],
  ['what no manifest listed', {}, objects, [OLD]],
  [
    'what no manifest listed, made and written at that very moment',
    {},
    [object(epochMade(0), date(0))],
    [epochMade(0)],
  ],
  ['not what was made a moment later, whatever its objects say', {}, [object(epochMade(0, 1), date(-1))], []],
  ['not what was written a moment later', {}, [object(OLD, date(-90)), object(OLD, date(0, 1), 'ltx/0/2.ltx')], []],
  [
    'not what was written a moment later and before, in the order of the keys',
    {},
    [object(OLD, date(0, 1)), object(OLD, date(-90), 'ltx/0/2.ltx')],
    [],
  ],
  ['not the base, however old', { base: { epoch: OLD, schema: 3, foldedAt: at(-90) } }, objects, []],
  ['not a finished tail, however old', { tails: [tail(OLD, 'done')] }, objects, []],
  ['not an open tail, however old', { tails: [tail(OLD, 'open')] }, objects, []],
  [
    'not what somebody is to look at, however old',
    { quarantined: [{ epoch: OLD, reason: 'damaged', at: at(-90) }] },
    objects,
    [],
  ],
  [
    'not what is set aside, though a fold took it meanwhile',
    {
      quarantined: [{ epoch: OLD, reason: 'damaged', at: at(-90) }],
      superseded: [{ epoch: OLD, at: at(-90) }],
    },
    objects,
    [],
  ],
  [
    'both kinds, sorted, beside others that stay',
    { superseded: [{ epoch: OLD, at: at(-1) }], tails: [tail(epochMade(-80), 'open')] },
    [...objects, object(OLDER, date(-91)), object(epochMade(-80), date(-80)), object(epochMade(1), date(1))],
    [OLDER, OLD],
  ],
  ['not what tells no time of its making', {}, [object('-'.repeat(36), date(-90))], []],
  ['nothing of what is no epoch', {}, [{ key: 'epochs/readme.txt', modifiedAt: date(-90) }], []],
])('takes %s', (_name, manifest, held, expected) => {
  expect(epochsToDelete({ ...EMPTY, ...manifest }, held, new Date(UNTIL))).toEqual(expected);
});
