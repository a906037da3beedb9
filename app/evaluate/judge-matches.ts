import type { HistoryLog } from '../../history/log.ts';
import { createCallJournal } from '../../history/write/call-journal-db.ts';
import { stepKey } from '../../history/write/record-coordination.ts';
import { BATCH_LIMITS } from '../../models/batches/limits.ts';
import { runAgentLoop } from '../../reviewers/model-pass/loop/agent-loop.ts';
import { COORDINATOR_VERSION } from '../../coordinator/coordinate.ts';
import type { Config } from '../../schemas/config.ts';
import type { Matches, MatchVerdict } from '../../schemas/learning/matches.ts';
import type { ModelScores } from '../analyse/model-scores.ts';
import { createModelSide } from '../analyse/model-side.ts';
import { readSecret } from '../config/raw-environment.ts';
import { provideKeys } from '../keys/provide-keys.ts';
import { scrubValue } from '../known-secrets.ts';
import { DOCKET_VERSION } from '../version.ts';
import { MATCH_OUTPUT, MATCH_PROMPT, MATCH_PROMPT_VERSION, MatchAnswer, matchQuestion } from './match-prompt.ts';
import type { EvaluationBudget } from './run-benchmark.ts';

/** The remarks about one change, and what is known to be wrong in it; words only. */
interface MatchingCase {
  readonly change: string;
  readonly known: readonly string[];
  readonly remarks: readonly string[];
}

interface JudgeWish {
  readonly cases: readonly MatchingCase[];
  readonly before: Matches;
  readonly config: Config;
  readonly scores: ModelScores;
  readonly budget: EvaluationBudget;
  /** Each answer is kept as soon as it is there. */
  readonly keep: (matches: Matches) => void;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Remarks of one question: with more of them attention is shared by all. */
const SHARD = 20;
/** As many as a batch may have. */
const IN_BATCH = BATCH_LIMITS.questions;
const STEP = 'matching';

/**
 * Has a model say which remarks name which known mistakes, where nobody said so before. Its calls are journaled like a reviewer's, so none is paid twice.
 * Returns why some, or all, could not be asked about; null where all were.
 */
export async function judgeMatches(log: HistoryLog, wish: JudgeWish): Promise<string | null> {
  const { config, budget, scores, onNotice, signal } = wish;
  const shards = openShards(wish);
  if (shards.length === 0) return null;
  const notices = await provideKeys(config);
  for (const text of notices) onNotice(text);
  const configDigest = stepKey({ question: MATCH_PROMPT_VERSION, config });
  const run = log.startRun(
    {
      docketVersion: DOCKET_VERSION,
      coordinatorVersion: COORDINATOR_VERSION,
      source: 'diff',
      label: 'matching remarks with known mistakes',
      baseCommit: null,
      headCommit: null,
      trust: 'local',
      configDigest,
    },
    { scrub: scrubValue },
  );
  const step = run.step({ kind: 'judge', name: STEP, key: configDigest });
  const journal = createCallJournal({ log, recorder: run, stepOf: () => step });
  const models = createModelSide({
    config: budget.within(config),
    secret: readSecret,
    scores,
    recording: null,
    journal,
    onWaiting: onNotice,
  });
  let [matches, problem]: [Matches, string | null] = [wish.before, null];
  const waiting = [...shards];
  const lane = async (): Promise<void> => {
    for (let shard = waiting.shift(); shard !== undefined; shard = waiting.shift()) {
      signal.throwIfAborted();
      const caller = models.judge(models.judgeMs, []);
      if (caller === null) {
        problem = models.choice.kind === 'models' ? 'no model can be asked' : models.choice.reason;
        return;
      }
      const outcome = await runAgentLoop({
        caller,
        step: STEP,
        system: MATCH_PROMPT,
        output: MATCH_OUTPUT,
        schema: MatchAnswer,
        messages: [{ role: 'user', parts: [{ kind: 'text', text: matchQuestion(shard.known, shard.remarks) }] }],
        toolbox: null,
        signal,
      });
      if (outcome.status === 'ok') {
        const asked = outcome.calls.map(({ model }) => model);
        matches = {
          schemaVersion: 1,
          by: { models: [...new Set([...matches.by.models, ...asked])], prompt: MATCH_PROMPT_VERSION },
          verdicts: [...matches.verdicts, ...verdictsOf(shard, outcome.value)],
        };
        wish.keep(matches);
      } else problem ??= outcome.reason;
    }
  };
  try {
    // One after the other where somebody waits; in a batch all of them are one.
    const lanes = await Promise.allSettled(Array.from({ length: config.batch === false ? 1 : IN_BATCH }, lane));
    for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
    return problem;
  } finally {
    budget.spend(journal.usage().models.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0));
    step.finish({ state: problem === null ? 'ok' : 'failed', reason: problem, artifact: null });
    run.finish(signal.aborted ? 'aborted' : 'finished', null);
    await journal.endTurns();
  }
}

/** Only remarks about which something is open are asked about, and about all known mistakes of their change. */
function openShards({ cases, before }: Pick<JudgeWish, 'cases' | 'before'>): MatchingCase[] {
  const decided = new Set(before.verdicts.map(pairKey));
  return cases.flatMap(({ change, known, remarks }) => {
    const open = [...new Set(remarks)].filter((remark) =>
      known.some((mistake) => !decided.has(pairKey({ change, known: mistake, remark }))),
    );
    return Array.from({ length: Math.ceil(open.length / SHARD) }, (_, at) => ({
      change,
      known,
      remarks: open.slice(at * SHARD, (at + 1) * SHARD),
    }));
  });
}

/** A remark that was not answered stays undecided. */
function verdictsOf({ change, known, remarks }: MatchingCase, { answers }: MatchAnswer): MatchVerdict[] {
  return remarks.flatMap((remark, at) => {
    const said = answers.find((one) => one.remark === `r${at + 1}`);
    if (said === undefined) return [];
    return known.map((mistake, index) => ({
      change,
      known: mistake,
      remark,
      same: said.names.includes(`k${index + 1}`),
    }));
  });
}

/** Names a pair of a remark and a known mistake of one change. */
export function pairKey({ change, known, remark }: Omit<MatchVerdict, 'same'>): string {
  return JSON.stringify([change, known, remark]);
}
