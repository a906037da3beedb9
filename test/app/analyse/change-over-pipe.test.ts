import { expect, it } from 'vitest';
import { FileBatches, receiveChange } from '../../../app/analyse/change-over-pipe.ts';
import { scrubValue } from '../../../app/known-secrets.ts';
import { packChangeSet } from '../../../history/write/record-coordination.ts';
import { digestOf, unpack } from '../../../history/tables/artifacts.ts';
import { canonicalJson } from '../../../schemas/text/canonical-json.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import { aChangeSet } from '../../history/records.ts';
import { addedFile } from '../../reviewers/model-pass/builders.ts';

/** So many that they are several messages. */
const COUNT = 1201;

const fileWith = (secret: string, at: number): ChangedFile =>
  addedFile(`f${at}.js`, [`a(${at});`, `b('${at === 700 ? secret : ''}');`]);

function overPipe(secret: string, secrets: readonly string[]) {
  const changeSet = aChangeSet({ files: Array.from({ length: COUNT }, (_, at) => fileWith(secret, at)) });
  const batches = new FileBatches(changeSet.files);
  const { files, left } = batches.next();
  const first = { changeSet: { ...changeSet, files }, left, reviewers: ['security'], known: ['security'], secrets };
  const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const messages = { count: 1 };
  const more = async () => {
    messages.count += 1;
    return json(batches.next());
  };
  return { changeSet, messages, received: receiveChange(json(first), more), first };
}

it('a change comes over in several messages as it was, and is kept as the same bytes', async () => {
  const { changeSet, messages, received } = overPipe('', []);
  const { changeSet: come, ...names } = await received;
  expect(messages.count).toBe(3);
  expect(names).toEqual({ reviewers: ['security'], known: ['security'] });
  expect(come).toEqual(changeSet);
  const packed = await packChangeSet(come);
  expect(packed.digest).toBe(digestOf(Buffer.from(canonicalJson(changeSet))));
  expect(Buffer.from(unpack(packed)).toString()).toBe(canonicalJson(changeSet));
});

it('what was blanked elsewhere is blanked in every message, and what comes to be known later as well', async () => {
  const early = 'Zk3vQ81xTq7Lw2Rb';
  const late = 'Pm6yHd94sJc0XeNa';
  const { changeSet } = await overPipe(`${early} ${late}`, [early]).received;
  expect(JSON.stringify(changeSet)).not.toContain(early);
  expect(JSON.stringify(changeSet)).toContain(late);
  expect(scrubValue(changeSet)).toBe(changeSet);
  const { changeSet: again } = await overPipe('', [late]).received;
  expect(again.files).toHaveLength(COUNT);
  expect(JSON.stringify(scrubValue({ changeSet }))).not.toContain(late);
});

it('a process that keeps files back is not waited for', async () => {
  const { first } = overPipe('', []);
  await expect(receiveChange(first, async () => ({ files: [], left: 5 }))).rejects.toThrow('kept files');
});
