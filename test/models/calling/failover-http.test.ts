import { describe, expect, it } from 'vitest';
import { createModelHealth } from '../../../models/calling/health.ts';
import type { Model, ModelErrorKind, StopReason } from '../../../models/model.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { faults, type Reply, text } from '../../support/model-server/reply.ts';
import { callerOf, failureOf, options } from './caller-for-test.ts';
import { fence } from '../fence.ts';
import { PROTOCOLS, request } from '../providers/protocols.ts';

fence();

// Waits of our own are short here; what a provider asks for is waited for as it is.
const QUICK = { firstDelayMs: 1 };
// Long enough for a busy machine to answer, short enough to be waited for.
const IMPATIENT = { ...QUICK, inactivityMs: 5_000 };
const ONCE = { retriesPerModel: 0 };
const GOOD = text('{"findings":[]}');

type Protocol = (typeof PROTOCOLS)[number];

/** Each row for both protocols. */
const both = <Row extends object>(rows: readonly Row[]) =>
  rows.flatMap((row) => PROTOCOLS.map((protocol) => ({ ...row, protocol, name: protocol.name })));

interface Provider {
  readonly server: ModelServer;
  /** A model of it that counts as one of another machine. */
  readonly model: (id: string) => Model;
}

async function serving(protocol: Protocol, script: readonly Reply[], use: (given: Provider) => Promise<void>) {
  const server = await startModelServer({ script });
  try {
    await use({ server, model: (id) => ({ ...protocol.model(server, { id }), local: false }) });
  } finally {
    await server.close();
  }
}

const states = ({ attempts }: ReturnType<typeof callerOf>['journal']) => attempts.map(({ end }) => end?.state);

describe('what is tried again', () => {
  const rows: readonly { title: string; fault: Reply; kind: ModelErrorKind }[] = [
    { title: '429 without a time', fault: faults.rateLimited(), kind: 'rate-limited' },
    { title: '500', fault: faults.serverError(), kind: 'server' },
    { title: '503', fault: faults.unavailable(), kind: 'overloaded' },
    { title: '529', fault: faults.overloaded(), kind: 'overloaded' },
    { title: '529 inside the stream', fault: faults.overloadedMidStream(), kind: 'overloaded' },
    { title: 'a reset before the headers', fault: faults.resetBeforeHeaders(), kind: 'connection' },
    { title: 'a stream that ends in the middle of its JSON', fault: faults.cutMidJson('end'), kind: 'cut' },
    { title: 'a stream that is reset in the middle of its JSON', fault: faults.cutMidJson('reset'), kind: 'cut' },
  ];
  it.each(both(rows))('$title ($name)', async ({ protocol, fault, kind }) => {
    await serving(protocol, [fault, GOOD], async ({ server, model }) => {
      const { caller, journal } = callerOf([model('m')], { limits: QUICK });
      const result = await caller.call(request(), options());
      expect(result.response.stopReason).toBe('end');
      expect([server.calls, states(journal)]).toEqual([2, ['failed', 'ok']]);
      expect(journal.attempts[0]?.end).toMatchObject({ error: expect.stringMatching(`^${kind}: `) });
    });
  });
});

describe.concurrent('an answer that drips', () => {
  // A character every 200 ms: more than its bytes say nothing, and less than what gets on.
  const dripping = text('{"findings":[]}', { chunk: 1, dripMs: 200 });
  const limits = { ...QUICK, progressMs: 1_500 };

  it.each(both([{ title: 'is cut and tried again' }]))('$title ($name)', async ({ protocol }) => {
    await serving(protocol, [dripping, GOOD], async ({ model }) => {
      const { caller, journal } = callerOf([model('m')], { limits: { ...limits, leastCharactersPerSecond: 50 } });
      await caller.call(request(), options());
      expect(states(journal)).toEqual(['failed', 'ok']);
      expect(journal.attempts[0]?.end).toMatchObject({ error: expect.stringContaining('m did not get on for') });
    });
  });

  it.each(both([{ title: 'is waited for while it gets on' }]))('$title ($name)', async ({ protocol }) => {
    await serving(protocol, [dripping], async ({ server, model }) => {
      const { caller } = callerOf([model('m')], { limits: { ...limits, leastCharactersPerSecond: 0.25 } });
      expect((await caller.call(request(), options())).response.stopReason).toBe('end');
      expect(server.calls).toBe(1);
    });
  });
});

describe.concurrent('silence is cut and tried again', () => {
  const stalled = text('{"findings":[]}', { cut: { afterCharacters: 4, how: 'stall' }, chunk: 2 });
  const rows = [
    { title: 'before the headers', fault: faults.stall('before-headers') },
    { title: 'after the headers', fault: faults.stall('after-headers') },
    { title: 'in the middle', fault: stalled },
  ];
  it.each(both(rows))('$title ($name)', async ({ protocol, fault }) => {
    await serving(protocol, [fault, GOOD], async ({ server, model }) => {
      const { caller, journal } = callerOf([model('m')], { limits: IMPATIENT });
      await caller.call(request(), options());
      expect([server.calls, states(journal)]).toEqual([2, ['failed', 'ok']]);
      expect(journal.attempts[0]?.end).toMatchObject({ error: expect.stringContaining('m sent nothing for') });
    });
  });
});

describe.concurrent('retry-after', () => {
  const rows: readonly { form: string; header: () => string; atLeastMs: number }[] = [
    { form: 'seconds', header: () => '1', atLeastMs: 1_000 },
    // A date has whole seconds: of one that is two seconds off at least one is left.
    { form: 'a date', header: () => new Date(Date.now() + 2_000).toUTCString(), atLeastMs: 950 },
  ];
  it.each(both(rows))('is waited for: $form ($name)', async ({ protocol, header, atLeastMs }) => {
    const arrivals: number[] = [];
    const server = await startModelServer({
      respond: (_request, index) => {
        arrivals.push(performance.now());
        return index === 0 ? faults.rateLimited(header()) : GOOD;
      },
    });
    try {
      await callerOf([protocol.model(server)], { limits: QUICK }).caller.call(request(), options());
      expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThanOrEqual(atLeastMs);
    } finally {
      await server.close();
    }
  });
});

describe('what is not tried again, and nobody else is asked', () => {
  const rows: readonly { title: string; fault: Reply; kind: ModelErrorKind }[] = [
    { title: '401', fault: faults.unauthorized(), kind: 'auth' },
    { title: '403', fault: faults.forbidden(), kind: 'auth' },
    { title: '400', fault: faults.badRequest(), kind: 'bad-request' },
    { title: 'a prompt that is too long', fault: faults.contextOverflow(), kind: 'context-overflow' },
    { title: 'a page instead of the protocol', fault: faults.notTheProtocol(), kind: 'bad-answer' },
  ];
  it.each(both(rows))('$title ($name)', async ({ protocol, fault, kind }) => {
    await serving(protocol, [fault], async ({ server, model }) => {
      const { caller, journal } = callerOf([model('m'), model('stand-in')], { limits: QUICK });
      expect((await failureOf(caller.call(request(), options()))).kind).toBe(kind);
      expect([server.calls, states(journal)]).toEqual([1, ['failed']]);
    });
  });
});

describe('answers that whoever asked has to judge', () => {
  const rows: readonly { title: string; reply: Reply; stop: StopReason }[] = [
    { title: 'a refusal', reply: faults.refusal(), stop: 'refusal' },
    { title: 'an answer that became too long', reply: faults.maxTokens(), stop: 'max-tokens' },
    { title: 'an empty answer', reply: faults.empty(), stop: 'end' },
    { title: 'invalid JSON', reply: faults.invalidJson(), stop: 'end' },
  ];
  it.each(both(rows))('are handed on as they are: $title ($name)', async ({ protocol, reply, stop }) => {
    await serving(protocol, [reply], async ({ server, model }) => {
      const { caller, journal } = callerOf([model('m')], { limits: QUICK });
      expect((await caller.call(request(), options())).response.stopReason).toBe(stop);
      expect([server.calls, states(journal)]).toEqual([1, ['ok']]);
    });
  });
});

describe.concurrent('failover', () => {
  const rows = [
    { title: '429', fault: faults.rateLimited('3600') },
    { title: '503', fault: faults.unavailable() },
    { title: '529', fault: faults.overloaded() },
    { title: 'silence', fault: faults.stall() },
  ];
  it.each(both(rows))('$title ($name)', async ({ protocol, fault }) => {
    await serving(protocol, [fault, GOOD], async ({ server, model }) => {
      const { caller } = callerOf([model('m'), model('stand-in')], { limits: { ...IMPATIENT, ...ONCE } });
      expect((await caller.call(request(), options())).capability.id).toBe('stand-in');
      expect(server.requests.map((served) => served.model)).toEqual(['m', 'stand-in']);
    });
  });
});

describe.concurrent('slow answers', () => {
  it.each(both([{}]))('are waited for while they move ($name)', async ({ protocol }) => {
    // Each takes longer than what is waited for silence. On a machine that stands still itself, the next is slower.
    const patience = [5_000, 20_000, 80_000];
    const slow = patience.map((ms) => text('{"findings":[]}'.padEnd(30), { dripMs: ms / 25, chunk: 1 }));
    await serving(protocol, slow, async ({ model }) => {
      const ends: string[] = [];
      for (const inactivityMs of patience) {
        const { caller } = callerOf([model('m')], { limits: { ...ONCE, inactivityMs } });
        const call = caller.call(request(), options()).then(({ response }) => response.stopReason, String);
        ends.push(await call);
        if (ends.includes('end')) break;
      }
      expect(ends.at(-1)).toBe('end');
    });
  });

  it.each(both([{}]))('are ended by the time of a call ($name)', async ({ protocol }) => {
    const endless = text('x'.repeat(4_000), { dripMs: 50, chunk: 1 });
    await serving(protocol, [endless], async ({ model }) => {
      const { caller } = callerOf([model('m')], { limits: { ...ONCE, callTimeoutMs: 1_000 } });
      const failure = await failureOf(caller.call(request(), options()));
      expect([failure.kind, failure.message]).toEqual([
        'timeout',
        expect.stringContaining('m did not finish within 1 s'),
      ]);
    });
  });
});

describe('a provider that is down', () => {
  it.each(both([{}]))('is left alone by all callers once five attempts failed ($name)', async ({ protocol }) => {
    const down = Array.from({ length: 5 }, () => faults.serverError());
    await serving(protocol, down, async ({ server, model }) => {
      const health = createModelHealth();
      for (let at = 0; at < 7; at += 1) {
        await failureOf(callerOf([model('m')], { health, limits: ONCE }).caller.call(request(), options()));
      }
      expect(server.calls).toBe(5);
    });
  });
});

describe('an abort', () => {
  it.each(both([{}]))('ends a call in the middle of its answer ($name)', async ({ protocol }) => {
    const endless = text('x'.repeat(4_000), { dripMs: 20, chunk: 1 });
    await serving(protocol, [endless], async ({ server, model }) => {
      const stop = new AbortController();
      const { caller, journal } = callerOf([model('m')]);
      const call = caller.call(request(), options({ signal: stop.signal, onFirstEvent: () => stop.abort() }));
      expect((await failureOf(call)).kind).toBe('aborted');
      // What the prompt cost was told before, in this protocol alone; what came of the answer is not known.
      const { start, end } = journal.attempts[0] ?? {};
      expect(end?.state).toBe('failed');
      expect(end?.costMicroUsd ?? 0).toBeLessThanOrEqual(start?.reservedMicroUsd ?? 0);
      expect(end?.costMicroUsd === null).toBe(protocol.name === 'openai');
      expect(server.finished).toBe(0);
    });
  });
});

describe('recall', () => {
  it.each(both([{}]))('reaches no provider ($name)', async ({ protocol }) => {
    await serving(protocol, [GOOD], async ({ server, model }) => {
      const { caller } = callerOf([model('m')]);
      const first = await caller.call(request(), options());
      expect(await caller.call(request(), options())).toEqual({ ...first, reused: true });
      expect(server.calls).toBe(1);
    });
  });
});
