import { describe, expect, it } from 'vitest';
import type { AttemptStart } from '../../models/call-journal.ts';
import { worstTokensOf } from '../../models/calling/cost.ts';
import { MemoryJournal } from './memory-journal.ts';
import { requestDigest } from '../../models/recording/request-digest.ts';
import { request, response } from '../models/scripted-model.ts';

const start = (call: string): AttemptStart => ({
  call,
  attempt: 1,
  step: 'quality',
  provider: 'anthropic',
  host: 'models.example',
  local: false,
  model: 'm',
  requestDigest: requestDigest({ provider: 'anthropic', id: 'm' }, request(call)),
  request: request(call),
  reservedMicroUsd: 1_000,
});
const attempt = (call: string) => ({ call, attempt: 1 });
const WORST = worstTokensOf(request('a'));

describe('a journal in memory', () => {
  it('counts what is under way or unknown as reserved, what was refused as nothing, and the rest as it was', async () => {
    const before = { microUsd: 7, tokens: 3 };
    const journal = new MemoryJournal({ month: before });
    for (const call of ['a', 'b', 'c', 'd']) await journal.started(start(call));
    await journal.ended({ ...attempt('b'), state: 'ok', response: response('x'), costMicroUsd: 450 });
    await journal.ended({ ...attempt('c'), state: 'failed', error: 'cut', costMicroUsd: null });
    await journal.ended({ ...attempt('d'), state: 'failed', error: '429', costMicroUsd: 0 });
    const run = { microUsd: 1_000 + 450 + 1_000, tokens: WORST + 110 + WORST };
    const month = { microUsd: run.microUsd + 7, tokens: run.tokens + 3 };
    expect(await journal.spent()).toEqual({ run, pullRequest: run, month });
  });

  it('recalls finished answers only', async () => {
    const journal = new MemoryJournal();
    for (const call of ['a', 'b', 'c']) await journal.started(start(call));
    await journal.ended({ ...attempt('b'), state: 'failed', error: 'cut', costMicroUsd: null });
    await journal.ended({ ...attempt('c'), state: 'ok', response: response('x'), costMicroUsd: null });
    const recalled = await Promise.all(['a', 'b', 'c'].map((call) => journal.recall(start(call).requestDigest)));
    expect(recalled).toEqual([null, null, { response: response('x'), costMicroUsd: 1_000 }]);
  });

  it('refuses what cannot have happened', async () => {
    const journal = new MemoryJournal();
    await journal.started(start('a'));
    await expect(journal.started(start('a'))).rejects.toThrow('began twice');
    const end = { ...attempt('a'), state: 'failed', error: 'x', costMicroUsd: null } as const;
    await journal.ended(end);
    await expect(journal.ended(end)).rejects.toThrow('ended twice');
    await expect(journal.ended({ ...end, call: 'b' })).rejects.toThrow('without having begun');
  });

  it('keeps the uses of tools', async () => {
    const journal = new MemoryJournal();
    const call = {
      step: 'quality',
      tool: 'read',
      requestDigest: 'a'.repeat(64),
      input: {},
      output: 'x',
      isError: false,
      seen: null,
    };
    await journal.toolCalled(call);
    expect(journal.toolCalls).toEqual([call]);
  });
});
