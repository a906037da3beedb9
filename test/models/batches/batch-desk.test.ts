import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BatchDesk } from '../../../models/batches/batch-desk.ts';
import { BATCH_LIMITS } from '../../../models/batches/limits.ts';
import { createBudget } from '../../../models/calling/budget.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import { type BatchEnd, type BatchServer, startBatchServer } from '../../support/model-server/batch-server.ts';
import { text, toolCalls } from '../../support/model-server/reply.ts';
import { callerOf, failureOf, options } from '../calling/caller-for-test.ts';
import { fence } from '../fence.ts';
import { PROTOCOLS, request } from '../providers/protocols.ts';

fence();

const GOOD: BatchEnd = { kind: 'reply', reply: text('{"findings":[]}') };
/** As long as a test may hang. */
const HANG_MS = 30 * 60_000;
const QUICK = { ...BATCH_LIMITS, gatherMs: 20, firstPauseMs: 1, longestPauseMs: 5 };
/** 1,000 tokens of input at $2 and 200 of output at $10 for a million: 4,000 millionths at the usual price. */
const FULL = 4_000;

const question = (words: string) =>
  request({ tools: [], messages: [{ role: 'user', parts: [{ kind: 'text', text: words }] }] });

interface Setting {
  readonly protocol: (typeof PROTOCOLS)[number];
  readonly row?: (words: string) => BatchEnd;
  readonly ended?: (looks: number) => boolean;
}

interface Given {
  readonly server: BatchServer;
  readonly said: string[];
  /** Another program on the same history: with a desk of its own. */
  readonly start: (journal: MemoryJournal, more?: Start) => ReturnType<typeof callerOf>;
}

interface Start {
  readonly ordinary?: boolean;
  readonly budgetUsd?: number;
}

async function serving(
  { protocol, row = () => GOOD, ended = (looks) => looks > 2 }: Setting,
  use: (given: Given) => Promise<void>,
) {
  const server = await startBatchServer({ protocol: protocol.name, row: ({ allText }) => row(allText), ended });
  const said: string[] = [];
  const made = protocol.model({ url: server.url, openAiUrl: server.url }, { batchFactor: 0.5 });
  const model = { ...made, local: false };
  try {
    await use({
      server,
      said,
      start: (journal, { ordinary = false, budgetUsd } = {}) => {
        const desk = new BatchDesk({ journal, waitMs: HANG_MS, say: (line) => said.push(line), limits: QUICK });
        const batched = desk.batched(model);
        if (batched === null) throw new Error('the model has batches');
        const limits = { run: budgetUsd === undefined ? {} : { usd: budgetUsd }, pullRequest: {}, month: {} };
        return callerOf(ordinary ? [batched, model] : [batched], {
          journal,
          newCallId: randomUUID,
          budget: createBudget({ limits, spent: () => journal.spent() }),
          limits: { firstDelayMs: 1 },
        });
      },
    });
  } finally {
    await server.close();
  }
}

/** Gives up as late as a process that is killed: what it wrote down is all that is left. */
async function killedWhileItWaits({ caller }: ReturnType<typeof callerOf>, server: BatchServer): Promise<void> {
  const killed = new AbortController();
  const waiting = failureOf(caller.call(question('a'), options({ signal: killed.signal })));
  await expect.poll(() => server.batches[0]?.looks ?? 0, { timeout: HANG_MS }).toBeGreaterThan(1);
  killed.abort();
  await waiting;
}

const ends = ({ attempts }: MemoryJournal) => attempts.map(({ end }) => [end?.state, end?.costMicroUsd]);

describe.each(PROTOCOLS)('a batch of $name', (protocol) => {
  const ofBatch = (line: string) => line.replaceAll(/(?:msg)?batch_1/g, 'B');
  it('takes what is asked at the same time, tells its progress, and costs half', async () => {
    await serving({ protocol }, async ({ server, start, said }) => {
      const { caller, journal } = start(new MemoryJournal());
      const asked = ['a', 'b', 'c'].map((words) => caller.call(question(words), options()));
      const results = await Promise.all(asked);
      expect(server.batches.map(({ rows }) => rows.length)).toEqual([3]);
      expect(server.ordinary).toEqual([]);
      expect(results.map(({ costMicroUsd }) => costMicroUsd)).toEqual([FULL / 2, FULL / 2, FULL / 2]);
      expect(ends(journal)).toEqual([1, 2, 3].map(() => ['ok', FULL / 2]));
      expect(said.map(ofBatch)).toEqual([
        'batch B of test-model: 3 sent',
        'batch B of test-model: 0 of 3 answered',
        'batch B of test-model: 3 of 3 answered',
      ]);
      // Answered is answered: nothing further is sent.
      expect((await caller.call(question('b'), options())).reused).toBe(true);
      expect(server.batches).toHaveLength(1);
    });
  });

  it('has a row for each question, whatever their order, and each round of a conversation is a further one', async () => {
    const row = (words: string): BatchEnd =>
      words.includes('first')
        ? { kind: 'reply', reply: toolCalls([{ name: 'read_file', input: { path: 'a' } }]) }
        : GOOD;
    await serving({ protocol, row }, async ({ server, start }) => {
      const { caller } = start(new MemoryJournal());
      const [first, other] = await Promise.all([
        caller.call(question('first'), options()),
        caller.call(question('other'), options()),
      ]);
      expect([first.response.stopReason, other.response.stopReason]).toEqual(['tool-calls', 'end']);
      await caller.call(question('second'), options());
      expect(server.batches.map(({ rows }) => rows.length)).toEqual([2, 1]);
    });
  });

  it('is found again by the next program when the one that waited was killed', async () => {
    let isOver = false;
    await serving({ protocol, ended: () => isOver }, async ({ server, start, said }) => {
      const journal = new MemoryJournal();
      await killedWhileItWaits(start(journal), server);
      isOver = true;
      const result = await start(journal).caller.call(question('a'), options());
      expect([result.reused, result.costMicroUsd]).toEqual([false, FULL / 2]);
      expect(server.batches).toHaveLength(1);
      expect(said.map(ofBatch)).toContain('quality waits in batch B of test-model, which was asked before');
    });
  });

  it('that the provider has forgotten is asked anew, once', async () => {
    let isOver = false;
    await serving({ protocol, ended: () => isOver }, async ({ server, start }) => {
      const journal = new MemoryJournal();
      await killedWhileItWaits(start(journal), server);
      server.forget();
      isOver = true;
      await start(journal).caller.call(question('a'), options());
      expect(server.batches).toHaveLength(2);
    });
  });

  it('that is looked at in a bad moment is looked at again', async () => {
    await serving({ protocol }, async ({ server, start, said }) => {
      server.failLooks(2);
      await start(new MemoryJournal()).caller.call(question('a'), options());
      expect(server.batches).toHaveLength(1);
      expect(said.filter((line) => line.includes('is asked for again: a bad moment'))).toHaveLength(2);
    });
  });
});

describe.each(PROTOCOLS)('a row of $name that failed', (protocol) => {
  const rows: readonly (readonly [name: string, end: BatchEnd, words: RegExp])[] = [
    ['errored', { kind: 'errored', errorType: 'overloaded_error' }, /^overloaded: that row failed/],
    ['errored for good', { kind: 'errored', errorType: 'invalid_request_error' }, /^bad-request: that row failed/],
    ['expired', { kind: 'expired' }, /^timeout: The batch expired/],
    ['cancelled', { kind: 'canceled' }, /^server: The batch was cancelled/],
  ];
  it.each(rows)(
    '%s costs nothing, is not sent again by itself, and takes no other with it',
    async (_name, end, words) => {
      let isBad = true;
      const row = (said: string) => (isBad && said.includes('bad') ? end : GOOD);
      await serving({ protocol, row }, async ({ server, start }) => {
        const journal = new MemoryJournal();
        const { caller } = start(journal);
        const [failure, good] = await Promise.all([
          failureOf(caller.call(question('bad'), options())),
          caller.call(question('good'), options()),
        ]);
        expect(good.response.stopReason).toBe('end');
        expect(`${failure.kind}: ${failure.message}`).toMatch(words);
        expect(server.batches).toHaveLength(1);
        expect(server.ordinary).toEqual([]);
        expect(ends(journal)).toEqual([
          ['failed', 0],
          ['ok', FULL / 2],
        ]);
        // The next program asks anew.
        isBad = false;
        await start(journal).caller.call(question('bad'), options());
        expect(server.batches).toHaveLength(2);
      });
    },
  );

  it('is asked once more at full price where the operator allows it, and only for what may pass', async () => {
    const ordinaryEnd = { errored: 0 };
    const row = (said: string): BatchEnd => {
      if (said.includes('wrong')) return { kind: 'errored', errorType: 'invalid_request_error' };
      if (said.includes('late')) return (ordinaryEnd.errored += 1) === 1 ? { kind: 'expired' } : GOOD;
      return { kind: 'reply', reply: text('no', { stopWord: 'refusal' }) };
    };
    await serving({ protocol, row }, async ({ server, start }) => {
      const { caller } = start(new MemoryJournal(), { ordinary: true });
      const [late, wrong, refused] = await Promise.all([
        caller.call(question('late'), options()),
        failureOf(caller.call(question('wrong'), options())),
        caller.call(question('refused'), options()),
      ]);
      expect([late.costMicroUsd, wrong.kind, refused.response.stopReason]).toEqual([FULL, 'bad-request', 'refusal']);
      expect(server.ordinary).toHaveLength(1);
    });
  });
});

it.each(PROTOCOLS)('$name: puts half the worst case aside, and sends nothing beyond the budget', async (protocol) => {
  await serving({ protocol }, async ({ server, start }) => {
    const journal = new MemoryJournal();
    // 1,000 tokens of output alone may cost 5,000 millionths in a batch.
    const failure = await failureOf(start(journal, { budgetUsd: 0.004 }).caller.call(question('a'), options()));
    expect([failure.kind, server.batches.length]).toEqual(['budget', 0]);
    await start(journal, { budgetUsd: 0.009 }).caller.call(question('a'), options());
    expect(journal.attempts[0]?.start.reservedMicroUsd).toBeLessThan(9_000);
  });
});

describe('a batch that the provider does not take', () => {
  const refusals = [
    ['invalid_request', /^bad-request: The provider did not take the batch\. refused: invalid_request$/],
    ['token_limit_exceeded', /^rate-limited: The provider did not take the batch\. refused: token_limit_exceeded$/],
  ] as const;
  it.each(refusals)('for %s costs nothing, and the next program makes another', async (code, words) => {
    const [, protocol] = PROTOCOLS;
    if (protocol === undefined) throw new Error('there are two protocols');
    await serving({ protocol }, async ({ server, start }) => {
      const journal = new MemoryJournal();
      server.refuse(code);
      const failure = await failureOf(start(journal).caller.call(question('a'), options()));
      expect(`${failure.kind}: ${failure.message}`).toMatch(words);
      expect([server.batches.length, ends(journal)]).toEqual([1, [['failed', 0]]]);
      server.refuse(null);
      const { costMicroUsd } = await start(journal).caller.call(question('a'), options());
      expect([server.batches.length, costMicroUsd]).toEqual([2, FULL / 2]);
    });
  });
});
