import { describe, expect, it, onTestFinished } from 'vitest';
import type { Analysis } from '../../app/analyse/analysis.ts';
import { DEFAULT_CONFIG } from '../../app/config/config.ts';
import type { ReviewOutput } from '../../app/output/review-output.ts';
import { replayRun } from '../../app/history/replay.ts';
import { review } from '../../app/review.ts';
import { COORDINATOR_VERSION, coordinate } from '../../coordinator/coordinate.ts';
import { type HistoryLog, openInMemory } from '../../history/log.ts';
import type { Candidate } from '../../schemas/candidate.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';
import type { PastFinding } from '../../schemas/learning/past-finding.ts';
import type { Memory } from '../../schemas/memory.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import { at, changedFile, finding, State } from '../coordinator/builders.ts';

const LABEL = 'acme/shop#7';
const CHANGE = { source: 'pull-request', label: LABEL } as const;

/** What one push shows to a review. */
interface Push {
  readonly commit: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly memory?: (log: HistoryLog) => Memory | null;
  readonly judge?: (candidates: readonly Candidate[]) => JudgeAnswer[];
  readonly trust?: TrustDomain;
  readonly asksModels?: boolean;
}

const hex = (letter: string): string => letter.repeat(40);

function changeSetOf({ commit, text }: Push): ChangeSet {
  const lines = text.trimEnd().split('\n');
  const file = changedFile(
    'src/a.ts',
    lines.map((line) => `+${line}`),
    { newBlob: hex(commit) },
  );
  const input = new State().file(file).build();
  return { ...input.changeSet, ...CHANGE, headCommit: hex(commit), baseCommit: hex('0') };
}

/** An analysis that sees what it is told to; answers what was asked of it. */
function analysisOf(
  push: Push,
): Analysis & { readonly asked: { sources: string[]; candidates: string[]; past: PastFinding[] } } {
  const changeSet = changeSetOf(push);
  const asked = { sources: [] as string[], candidates: [] as string[], past: [] as PastFinding[] };
  return {
    asked,
    open: async () => ({ changeSet, reviewers: ['quality'], known: ['quality'], asksModels: push.asksModels ?? true }),
    review: async (past) => {
      asked.past.push(...past);
      return [
        {
          reviewer: 'quality',
          required: true,
          status: 'ok',
          reason: null,
          gaps: [],
          model: { status: 'ok', reason: null, models: ['m'] },
          rules: push.findings.map(({ rule }) => rule),
          read: ['src/a.ts'],
          findings: [...push.findings],
        },
      ];
    },
    sources: async (cited) => {
      asked.sources.push(...cited.map(({ side, path }) => `${side} ${path}`));
      return cited.map((one) => ({ ...one, text: one.path === 'src/a.ts' ? push.text : null }));
    },
    judge: async (candidates) => {
      asked.candidates.push(...candidates.map(({ title }) => title));
      return { status: 'ok', reason: null, answers: push.judge?.(candidates) ?? [] };
    },
    finish: async () => [],
    close: async () => undefined,
  };
}

async function run(log: HistoryLog, push: Push) {
  const analysis = analysisOf(push);
  const outputs: ReviewOutput[] = [];
  const { memory } = push;
  const exit = await review({
    config: DEFAULT_CONFIG,
    analysis: () => analysis,
    history: { log, path: 'history.db' },
    publisher: {
      target: LABEL,
      render: (output) => {
        outputs.push(output);
        return 'the review';
      },
      publish: async () => 'https://example.org/review',
    },
    trust: push.trust ?? 'trusted',
    outside: async () => [],
    ...(memory === undefined ? {} : { memory: async () => memory(log) }),
    problems: [],
    onProgress: () => undefined,
    signal: new AbortController().signal,
    clock: () => 0,
  });
  const [output] = outputs;
  if (output === undefined) throw new Error('nothing was published');
  return { output, exit, asked: analysis.asked };
}

/** What the log alone remembers. */
function fromLog(log: HistoryLog): Memory {
  const [last] = log.publishedOn(CHANGE);
  const complete = log.lastComplete(CHANGE);
  const known = log
    .publishedOn(CHANGE)
    .flatMap(({ comments }) =>
      comments.map((one) => ({ ...one, state: 'raised' as const, actor: null, reason: null })),
    );
  const touched = [{ path: 'src/a.ts', oldPath: null, lines: [[1, 1]] as [number, number][] }];
  return {
    known: last === undefined ? [] : known,
    rejected: log.rejectedOn(CHANGE),
    since: complete === null ? null : { head: complete.headCommit, touched },
  };
}

const claim = (of: Partial<Finding>): Finding =>
  finding({ origin: 'model', rule: 'quality/null', title: 'The user may be null', ...of });
const NULL = claim({ id: 'f-null', location: at('src/a.ts', 2), evidence: 'send(user.name);' });
const LOOP = claim({
  id: 'f-loop',
  rule: 'quality/loop',
  title: 'The loop never ends',
  location: at('src/a.ts', 3),
  evidence: 'while (true) {}',
});
const CHAT = claim({
  id: 'f-chat',
  rule: 'quality/style',
  title: 'Perhaps say more',
  location: at('src/a.ts', 4),
  evidence: 'done();',
  severity: 'suggestion',
});
const TEXT = 'start();\nsend(user.name);\nwhile (true) {}\ndone();\n';

function openLog(): HistoryLog {
  const log = openInMemory();
  onTestFinished(() => log.close());
  return log;
}

describe('a review of a pull request that was reviewed before', () => {
  it('remembers, asks the judge about news only, and can be computed again byte for byte', async () => {
    const log = openLog();
    const refuting = (candidates: readonly Candidate[]): JudgeAnswer[] =>
      candidates.flatMap(({ id, title }) =>
        title === LOOP.title
          ? [
              {
                candidate: id,
                action: 'drop',
                refutation: 'it ends',
                quote: 'while (true) {}',
                location: { path: 'src/a.ts', side: 'new', startLine: 3, endLine: 3 },
              },
            ]
          : [],
      );

    const first = await run(log, { commit: 'a', text: TEXT, findings: [NULL, LOOP], memory: fromLog, judge: refuting });
    const again = await run(log, { commit: 'a', text: TEXT, findings: [NULL, LOOP], memory: fromLog });
    const chatty = await run(log, {
      commit: 'b',
      text: TEXT.replace('start', 'begin'),
      findings: [CHAT],
      memory: fromLog,
    });
    const fixed = await run(log, { commit: 'c', text: 'begin();\ndone();\n', findings: [], memory: fromLog });

    expect(first.output.review.comments.map(({ finding: id }) => id)).toEqual(['f-null']);
    expect(states(again.output)).toEqual({ 'f-loop': 'rejected-on-this-blob', 'f-null': 'already-raised' });
    expect(again.asked.candidates).toEqual([]);
    expect(states(chatty.output)).toEqual({ 'f-chat': 'untouched-line' });
    expect([again, chatty, fixed].map(({ output }) => output.review.remembered?.map(({ state }) => state))).toEqual([
      ['standing'],
      ['standing'],
      ['fixed'],
    ]);
    expect(again.output.review.counts).toEqual({ critical: 0, warning: 1, suggestion: 0 });
    expect(chatty.asked.sources).toContain('new src/a.ts');
    expect(log.publishedOn(CHANGE).map(({ run: { headCommit } }) => headCommit)).toEqual([
      hex('c'),
      hex('b'),
      hex('a'),
      hex('a'),
    ]);
    for (const {
      run: { id },
    } of log.runs({ limit: 9 })) {
      expect(replayRun(log, id, { version: COORDINATOR_VERSION, coordinate })).toMatchObject({
        identical: true,
        sameVersion: true,
      });
    }
    expect(log.findingStory('f-null').remembered.map(({ concern: { state } }) => state)).toEqual([
      'standing',
      'standing',
      'fixed',
    ]);
    expect(log.findingStory('f-null').chapters).toHaveLength(2);
  });

  it('has no memory in its record where there is none', async () => {
    const log = openLog();
    const { output } = await run(log, { commit: 'a', text: TEXT, findings: [NULL] });
    await run(log, { commit: 'a', text: TEXT, findings: [NULL], memory: () => null });

    for (const {
      run: { id },
    } of log.runs({ limit: 9 })) {
      expect(Object.keys(log.recordedInput(id))).not.toContain('memory');
    }
    expect(output.review.remembered).toBeUndefined();
  });

  it('is not made when what was said before cannot be read', async () => {
    const log = openLog();
    const unreadable = () => {
      throw new Error('GitHub is away');
    };

    await expect(run(log, { commit: 'a', text: TEXT, findings: [NULL], memory: unreadable })).rejects.toThrow(
      'GitHub is away',
    );
    expect(log.run('latest').events.at(-1)?.state).toBe('failed');
    expect(log.publishedOn(CHANGE)).toEqual([]);
  });
});

function states({ decisions }: ReviewOutput): Readonly<Record<string, string>> {
  return Object.fromEntries(
    decisions.map(({ finding: id, state }) => [id, state.kind === 'suppressed' ? state.reason : state.kind]),
  );
}

describe('what reviewers are told of the past', () => {
  it('is what was published before in the same trust domain, and what became of it; replays stay as they were', async () => {
    const log = openLog();
    const first = await run(log, { commit: 'a', text: TEXT, findings: [NULL] });
    const second = await run(log, { commit: 'b', text: TEXT, findings: [] });
    expect([first.asked.past, second.asked.past]).toMatchObject([
      [],
      [{ rule: 'quality/null', path: 'src/a.ts', became: null, trust: 'trusted' }],
    ]);
    const stranger = await run(log, { commit: 'c', text: TEXT, findings: [], trust: 'fork' });
    const unasked = await run(log, { commit: 'd', text: TEXT, findings: [], asksModels: false });
    expect([...stranger.asked.past, ...unasked.asked.past]).toEqual([]);
    const coordinator = { version: COORDINATOR_VERSION, coordinate };
    expect(replayRun(log, second.output.runId ?? '', coordinator)).toMatchObject({ identical: true });
  });
});
