import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Peer } from '../../../app/analyse/peer.ts';
import { InfrastructureError, InputError } from '../../../schemas/problem.ts';
import { runs } from '../../support/soak.ts';

function pair(left: ConstructorParameters<typeof Peer>[1], right: ConstructorParameters<typeof Peer>[1]) {
  const [there, back] = [new PassThrough(), new PassThrough()];
  return { one: new Peer({ in: back, out: there }, left), other: new Peer({ in: there, out: back }, right), there };
}

test('any JSON value arrives as it was sent, line separators and lone surrogates included', async () => {
  const { one } = pair({}, { echo: (value) => value });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })), async (value) => {
      expect(await one.call('echo', value)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: runs(200, 10_000) },
  );
  expect(await one.call('echo', 'a\u2028b\u2029c\r\nd\ud800')).toBe('a\u2028b\u2029c\r\nd\ud800');
});

test('answers find their calls, in whatever order they come', async () => {
  const { one } = pair({}, { wait: async (ms) => new Promise((done) => setTimeout(() => done(ms), Number(ms))) });
  expect(await Promise.all([30, 1, 15].map((ms) => one.call('wait', ms)))).toEqual([30, 1, 15]);
});

test('both sides call each other', async () => {
  const { one, other } = pair(
    { name: () => 'one' },
    { name: async () => `other of ${String(await other.call('name', null))}` },
  );
  expect(await one.call('name', null)).toBe('other of one');
});

test.each([
  ['input', new InputError({ what: 'w', where: 'x', remedy: 'r' }), InputError],
  ['infrastructure', new InfrastructureError({ what: 'w' }), InfrastructureError],
  ['other', new TypeError('w'), Error],
] as const)('an error of the other side comes back as what it was: %s', async (_name, error, kind) => {
  const { one } = pair({}, { fail: () => Promise.reject(error) });
  const caught = await one.call('fail', null).catch((thrown: unknown) => thrown);
  expect(caught).toBeInstanceOf(kind);
  expect(caught).toMatchObject({ message: expect.stringContaining('w') });
});

test('an unknown method is an error, not a silence', async () => {
  const { one } = pair({}, {});
  await expect(one.call('nonesuch', null)).rejects.toThrow('unknown method nonesuch');
});

test('when the other side is gone, open and later calls fail with the reason', async () => {
  const { one } = pair({}, { never: () => new Promise(() => undefined) });
  const open = one.call('never', null);
  one.end(new Error('it was killed'));
  await expect(open).rejects.toThrow('it was killed');
  await expect(one.call('never', null)).rejects.toThrow('it was killed');
});

test('what is no message ends the conversation', async () => {
  const { other, there } = pair({}, { never: () => new Promise(() => undefined) });
  const open = other.call('never', null);
  there.write('console output of a plugin\n');
  await expect(open).rejects.toThrow('no message');
});
