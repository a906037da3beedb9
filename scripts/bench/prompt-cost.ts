import { CALL_LIMITS } from '../../models/calling/limits.ts';
import { createAnthropicModel } from '../../models/providers/anthropic.ts';
import { createBudget } from '../../models/calling/budget.ts';
import { createFailoverCaller } from '../../models/calling/call-with-failover.ts';
import { knownCapabilities } from '../../models/selection/capabilities.ts';
import { MemoryJournal } from '../../test/support/memory-journal.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import { runModelPass } from '../../reviewers/model-pass/run-model-pass.ts';
import { json, toolCalls } from '../../test/support/model-server/reply.ts';
import { type ModelServer, startModelServer } from '../../test/support/model-server.ts';
import { NO_FILES, promptChange, type PromptChange } from './prompt-change.ts';
import type { BenchResult } from './result.ts';

const MODEL = 'claude-sonnet-5-5';
/** How long the first byte takes: long enough that calls which do not wait for the warm-up are seen to pay for it. */
const FIRST_EVENT_MS = 60;

/** What some reviewers sent, as the provider counted it. */
export interface PromptCost {
  readonly calls: number;
  /** Tokens that were neither in the cache nor meant for it. */
  readonly uncached: number;
  readonly written: number;
  readonly read: number;
}

export interface PromptCostOptions {
  /** Ids, in the order of the plan. */
  readonly reviewers: readonly string[];
  readonly change: PromptChange;
  /** Tools that each reviewer calls before it answers, one round each. */
  readonly rounds?: readonly { readonly name: string; readonly input: unknown }[];
}

/**
 * Lets the model halves of these reviewers, with their real briefs, look at a change through the real provider code, against a server that
 * counts the cache as the provider documents it: exact prefix over tools, system and messages, visible once a response has begun.
 */
async function promptCost({ reviewers, change, rounds = [] }: PromptCostOptions): Promise<PromptCost> {
  const server = await startModelServer({
    cache: {},
    latency: { firstEventMs: FIRST_EVENT_MS, totalMs: 2 * FIRST_EVENT_MS },
    respond: ({ body }) => {
      const done = Array.isArray(body['messages']) ? (body['messages'].length - 1) / 2 : 0;
      const next = rounds[done];
      return next === undefined ? json({ findings: [] }) : toolCalls([{ ...next, id: `call_${done}` }]);
    },
  });
  try {
    await reviewAt(server.url, reviewers, change);
    return total(server.usages);
  } finally {
    await server.close();
  }
}

/** Has the model halves of these reviewers look at a change, through the real provider code at this address. */
export async function reviewAt(baseUrl: string, ids: readonly string[], change: PromptChange): Promise<void> {
  const journal = new MemoryJournal();
  const capability = knownCapabilities().find(({ id }) => id === MODEL);
  if (capability === undefined) throw new Error(`${MODEL} is not known`);
  const budget = createBudget({ limits: { run: {}, pullRequest: {}, month: {} }, spent: () => journal.spent() });
  const model = createAnthropicModel({
    capability,
    access: { apiKey: 'key', auth: 'x-api-key', headers: {}, fields: {} },
    baseUrl,
  });
  const reviewers = BUILT_IN_REVIEWERS.filter(({ id }) => ids.includes(id));
  const reports = await runModelPass({
    ...change,
    reviewers,
    reports: reviewers.map(({ id }) => ({
      reviewer: id,
      required: true,
      status: 'ok',
      reason: null,
      gaps: [],
      rules: [],
      read: [],
      findings: [],
    })),
    guidance: [],
    plan: {
      tasks: ids.map((id) => ({ reviewers: [id], model: 'standard' })),
      unusable: null,
      notAsked: [],
      sensitivePaths: [],
    },
    callerFor: (_task, timeLeftMs) =>
      createFailoverCaller({
        chain: [model],
        journal,
        budget,
        limits: { ...CALL_LIMITS, deadlineAt: Date.now() + timeLeftMs },
      }),
    journal,
    signal: new AbortController().signal,
  });
  const unfinished = reports.find((report) => report.status !== 'ok');
  if (unfinished !== undefined) throw new Error(`${unfinished.reviewer}: ${unfinished.reason}`);
}

function total(usages: ModelServer['usages']): PromptCost {
  const sum = (key: 'input' | 'cacheWrite' | 'cacheRead') => usages.reduce((all, usage) => all + usage[key], 0);
  return { calls: usages.length, uncached: sum('input'), written: sum('cacheWrite'), read: sum('cacheRead') };
}

/** Input that is paid in full or more: all but what was read from the cache. */
function paid({ uncached, written }: PromptCost): number {
  return uncached + written;
}

/** By the model's published prices, in US dollars. */
function dollars({ uncached, written, read }: PromptCost): number {
  const price = knownCapabilities().find(({ id }) => id === MODEL)?.price ?? { input: 0, cacheWrite: 0, cacheRead: 0 };
  return (uncached * price.input + written * price.cacheWrite + read * price.cacheRead) / 1e6;
}

/** What the prompts of seven reviewers cost against one, on a change of 400 lines. */
export async function benchPromptCost(): Promise<BenchResult[]> {
  const change = promptChange();
  const shown = await sevenAgainstOne({ change });
  const bare = await sevenAgainstOne({ change: { ...change, contents: NO_FILES } });
  const rounds = [{ name: 'read_file', input: { path: 'src/ledger/ledger-service.ts' } }];
  const looked = await sevenAgainstOne({ change, rounds });
  return [
    { name: 'prompt of one reviewer, 400 changed lines', value: paid(shown.one), unit: 'tokens' },
    { name: 'prompts of seven, uncached and written to the cache', value: paid(shown.seven), unit: 'tokens' },
    { name: 'prompts of seven, read from the cache', value: shown.seven.read, unit: 'tokens' },
    { name: 'prompts of seven against the shortest of one', value: shown.ratio, unit: 'times', aim: 'at most 1.35' },
    { name: 'the same in money', value: dollars(shown.seven) / dollars(shown.one), unit: 'times' },
    { name: 'the same of a plain diff, which has no surroundings', value: bare.ratio, unit: 'times' },
    { name: 'the same when each also reads one file by tool', value: looked.ratio, unit: 'times' },
  ];
}

/** Seven reviewers, and the one of them whose prompt is the shortest. */
export async function sevenAgainstOne(options: Omit<PromptCostOptions, 'reviewers'>) {
  const ids = BUILT_IN_REVIEWERS.map(({ id }) => id);
  const alone: PromptCost[] = [];
  for (const id of ids) alone.push(await promptCost({ ...options, reviewers: [id] }));
  const [one] = alone.toSorted((a, b) => paid(a) - paid(b));
  if (one === undefined) throw new Error('there are no reviewers');
  const seven = await promptCost({ ...options, reviewers: ids });
  return { one, seven, ratio: paid(seven) / paid(one) };
}
