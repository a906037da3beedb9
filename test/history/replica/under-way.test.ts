import { expect, it } from 'vitest';
import { newId } from '../../../history/ids.ts';
import { isUnderWay } from '../../../history/replica/replicated-history.ts';
import type { RunReplica } from '../../../history/replica/run-replica.ts';

const NOW = new Date().toISOString();
const LONG_AGO = '2020-01-01T00:00:00.000Z';
const session = (writer: number | null, startedAt: string): RunReplica => ({
  epoch: newId(),
  run: newId(),
  startedAt,
  schema: 1,
  store: 's3://b',
  db: '/x',
  stream: null,
  writer,
});

it.each([
  ['of this process', process.pid, NOW, true],
  ['of an earlier process with our number, as in a container', process.pid, LONG_AGO, false],
  ['of another living process', process.ppid, LONG_AGO, true],
  ['of a process that is gone', 2 ** 22 + 1, NOW, false],
  ['that nobody writes any more', null, NOW, false],
])('a run %s: under way %s', (_, writer, startedAt, underWay) => {
  expect(isUnderWay(session(writer, startedAt))).toBe(underWay);
});
