import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../../history/replica/doctor.ts';
import { InfrastructureError } from '../../../schemas/problem.ts';
import { missingTools } from '../../support/go-tools.ts';
import { startVersityGateway, type StoreServer } from '../../support/store-servers.ts';
import { bound } from './bound-store.ts';
import { toolsInFolder, toolsOn, temporary } from './world.ts';

const missing = missingTools('litestream', 'versitygw');

describe.skipIf(missing !== null)(`the doctor${missing === null ? '' : ` (${missing})`}`, () => {
  let server: StoreServer;
  beforeAll(async () => {
    server = await startVersityGateway();
  });
  afterAll(() => server.stop());

  const lookOver = async ({ store, tool, now }: ReturnType<typeof toolsOn>) =>
    examine({ store, tool: async () => tool, now });
  const states = (found: Awaited<ReturnType<typeof examine>>) => found.map(({ state }) => state);

  it('finds nothing wrong with a sound set-up, and leaves nothing in the store', async () => {
    const tools = toolsOn(server, { prefix: 'sound' });
    const found = await lookOver(tools);
    expect(states(found)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
    expect(await tools.store.list('doctor')).toEqual([]);
    expect(states(await lookOver(toolsInFolder(temporary())))).not.toContain('wrong');
  });

  it('names the right that is missing, and does not go on from there', async () => {
    const found = await lookOver(toolsOn(server, { bucket: 'no-such-bucket' }));
    expect(found.map(({ what, state }) => `${what}: ${state}`)).toEqual([
      'litestream: ok',
      's3:ListBucket: wrong',
      's3:GetObject: not-checked',
      's3:PutObject, conditional writes: not-checked',
      'clock: not-checked',
      'litestream reaches the store: not-checked',
    ]);
    expect(found[1]?.note).toContain('Create the bucket');
  });

  it('says that Litestream is missing and how to get it, and looks at the store all the same', async () => {
    const { store, now } = toolsOn(server, { prefix: 'no-tool' });
    const tool = async () => {
      throw new InfrastructureError({ what: 'Litestream was not found', remedy: 'Run `docket history install`.' });
    };
    const found = await examine({ store, tool, now });
    expect(states(found)).toEqual(['wrong', 'ok', 'ok', 'ok', 'ok', 'not-checked']);
  });

  it('notices a clock that is wrong, and a store that ignores conditions', async () => {
    const tools = toolsOn(server, { prefix: 'odd' });
    const late = { ...tools, now: () => new Date(Date.now() + 3600_000) };
    expect((await lookOver(late)).find(({ what }) => what === 'clock')).toMatchObject({ state: 'wrong' });
    const store = { ...bound(tools.store), tryConditionalWrites: async () => ({ holds: false, canDelete: true }) };
    const found = await lookOver({ ...tools, store });
    expect(found.find(({ what }) => what.startsWith('s3:PutObject'))?.note).toContain('ignores conditions');
  });
});
