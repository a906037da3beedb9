import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { ModelError } from '../../../models/model.ts';
import type { ModelCaller } from '../../../models/model-caller.ts';
import { planModelPass } from '../../../reviewers/model-pass/plan.ts';
import { runModelPass } from '../../../reviewers/model-pass/run-model-pass.ts';
import type { RiskTier } from '../../../schemas/change-set.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { ReviewerReport } from '../../../schemas/report.ts';
import { addedFile, changeOf, reportOf, reviewerOf } from './builders.ts';
import { answers, callsTool, NO_CONTENTS, NO_INSPECTION, said, ModelScript, type Script } from './model-script.ts';
import type { ModelPassOptions } from '../../../reviewers/model-pass/model-pass-options.ts';

const SEVEN = ['security', 'quality', 'performance', 'documentation', 'release', 'policy', 'agents-md'];
const FOUND: Finding = {
  id: 'f-1',
  reviewer: 'quality',
  origin: 'check',
  rule: 'quality/wrong-result',
  severity: 'warning',
  confidence: 900,
  location: { path: 'src/a.ts', side: 'new', startLine: 1, endLine: 1 },
  evidence: 'x',
  title: 'A check saw it',
  explanation: '',
  failureScenario: null,
  replacement: null,
  references: [],
};

interface Setting extends Partial<Omit<ModelPassOptions, 'plan'>> {
  readonly script: Script;
  readonly ids?: readonly string[];
  readonly tier?: RiskTier;
  readonly choice?: Parameters<typeof planModelPass>[0]['choice'];
}

async function run({ script, ids = SEVEN, tier = 'full', choice = { kind: 'models' }, ...rest }: Setting) {
  const caller = new ModelScript(script);
  const reviewers = ids.map(reviewerOf);
  const change = { files: [addedFile('src/a.ts', ['x'])], guidance: [], policy: DEFAULT_CONFIG.policy };
  const plan = planModelPass({ tier, config: DEFAULT_CONFIG, reviewers, choice, change });
  const reports = await runModelPass({
    reviewers,
    reports: ids.map((id) => reportOf(id)),
    changeSet: changeOf([addedFile('src/a.ts', ['x'])]),
    contents: NO_CONTENTS,
    inspection: NO_INSPECTION,
    guidance: [],
    plan,
    callerFor: () => caller,
    journal: { toolCalled: () => Promise.resolve(), recallTool: () => Promise.resolve(null) },
    signal: new AbortController().signal,
    ...rest,
  });
  for (const report of reports) ReviewerReport.parse(report);
  return { reports, asked: caller.asked };
}

const clean: Script = ({ begin }) => {
  begin();
  return answers();
};
const statuses = (reports: readonly ReviewerReport[]) =>
  Object.fromEntries(reports.map(({ reviewer, status, model }) => [reviewer, `${status}/${model?.status ?? 'none'}`]));

test('a half is kept with the versions of what it was asked with, where it is said what verifies', async () => {
  const { reports } = await run({ script: clean, verifier: 'v1' });
  const kept = { system: expect.stringMatching(/^[0-9a-f]{12}$/), verifier: 'v1', brief: expect.any(Number), pack: 4 };
  expect(reports.map(({ model }) => model?.versions)).toEqual(SEVEN.map(() => kept));
  expect((await run({ script: clean })).reports[0]?.model).not.toHaveProperty('versions');
});

describe('requests', () => {
  const firstTexts = (asked: ModelScript['asked']) =>
    asked.map(({ request }) => request.messages[0]?.parts.map((part) => (part.kind === 'text' ? part.text : '')) ?? []);

  test('the same inputs give the same bytes', async () => {
    const guidance = [{ source: 'AGENTS.md', text: 'Use tabs.' }];
    const [one, other] = [await run({ script: clean, guidance }), await run({ script: clean, guidance })];
    const bytes = ({ asked }: typeof one) => asked.map((call) => JSON.stringify(call)).toSorted();
    expect(bytes(one)).toHaveLength(7);
    expect(bytes(one)).toEqual(bytes(other));
  });

  test('all that stands before the brief is the same for all reviewers, to the byte, and marked for the cache', async () => {
    const reports = SEVEN.map((id) => reportOf(id, id === 'quality' ? { findings: [FOUND] } : {}));
    const { asked } = await run({ script: clean, reports });
    const prefixes = asked.map(({ request: { system, tools, output, messages, maxOutputTokens } }) =>
      JSON.stringify([system, tools, output, maxOutputTokens, messages[0]?.parts.slice(0, -1)]),
    );
    expect(new Set(prefixes).size).toBe(1);
    expect(asked[0]?.request.messages[0]?.parts[0]).toMatchObject({ cache: true });
    expect(new Set(firstTexts(asked).map((texts) => texts.at(-1))).size).toBe(7);
  });

  test('a brief is kept where there is more to look up than the change, and costs no more than its words in a plain diff', async () => {
    const change = changeOf([addedFile('src/a.ts', ['x']), addedFile('src/b.ts', ['y'])]);
    const [diff, range] = [
      await run({ script: clean, changeSet: { ...change, source: 'diff' } }),
      await run({ script: clean, changeSet: { ...change, source: 'range' } }),
    ];
    const kept = ({ asked }: typeof diff) => asked.map(({ request }) => request.messages[0]?.parts.at(-1));
    for (const part of kept(diff)) expect(part).not.toHaveProperty('cache');
    for (const part of kept(range)) expect(part).toMatchObject({ cache: true });
    const shared = firstTexts(diff.asked)[0]?.[0] ?? '';
    expect(shared.match(/kind="patches"/g)).toHaveLength(1);
    expect(shared).toMatch(/\nM src\/a\.ts \+1 -0\n@@[^]*\n\nM src\/b\.ts \+1 -0\n@@/);
  });

  test('the brief names the rules and what this reviewer’s checks found, not what others found', async () => {
    const reports = SEVEN.map((id) => reportOf(id, id === 'quality' ? { findings: [FOUND] } : {}));
    const { asked } = await run({ script: clean, reports });
    const brief = (step: string) => firstTexts(asked.filter((call) => call.step === step))[0]?.at(-1) ?? '';
    expect(brief('quality')).toContain('f-1 quality/wrong-result warning src/a.ts:1 (new) A check saw it');
    expect(brief('security')).not.toContain('A check saw it');
    expect(brief('security')).toContain('Rules, with security/ in front: wrong-result');
  });

  test('guidance for other files is left out, the rest is data in the shared part', async () => {
    const guidance = [
      { source: 'AGENTS.md', text: 'Use tabs.' },
      { source: 'docket.yml', text: 'Mind the locks.', paths: ['db/**'] },
      { source: 'docket.yml', text: 'Mind the types.', paths: ['src/**'] },
    ];
    const { asked } = await run({ script: clean, guidance, ids: ['security'] });
    const [shared = ''] = firstTexts(asked)[0] ?? [];
    expect(shared).toMatch(/<docket-data kind="guidance" id="\w+">\nAGENTS\.md\n\nUse tabs\.\n<\/docket-data/);
    expect(shared).toContain('Mind the types.');
    expect(shared).not.toContain('Mind the locks.');
  });
});

describe('warm-up', () => {
  /** A model whose answers wait for the test. */
  function held() {
    const waiting: { step: string; begin: () => void; end: (reply: ReturnType<typeof answers> | Error) => void }[] = [];
    const script: Script = ({ step, begin }) =>
      new Promise((resolve, reject) => {
        waiting.push({ step, begin, end: (reply) => (reply instanceof Error ? reject(reply) : resolve(reply)) });
      });
    return { waiting, script };
  }
  const settle = async () => {
    for (let index = 0; index < 20; index += 1) await turn();
  };

  test('the first call goes alone until its first byte, then all others start', async () => {
    const { waiting, script } = held();
    const done = run({ script });
    await settle();
    expect(waiting.map(({ step }) => step)).toEqual(['security']);
    waiting[0]?.begin();
    await settle();
    expect(waiting.map(({ step }) => step)).toEqual(SEVEN);
    for (const { end } of waiting) end(answers());
    expect(Object.values(statuses((await done).reports))).toEqual(SEVEN.map(() => 'ok/ok'));
  });

  test('when the first fails before a byte, the next goes alone', async () => {
    const { waiting, script } = held();
    const done = run({ script });
    await settle();
    waiting[0]?.end(new ModelError({ kind: 'server', message: 'down' }));
    await settle();
    expect(waiting.map(({ step }) => step)).toEqual(['security', 'quality']);
    waiting[1]?.begin();
    await settle();
    expect(waiting).toHaveLength(7);
    for (const { end } of waiting) end(answers());
    expect(statuses((await done).reports)).toMatchObject({ security: 'failed/failed', quality: 'ok/ok' });
  });

  test('an answer out of the log warms nothing: the next call that is sent goes alone', async () => {
    const { waiting, script } = held();
    const recorded: Script = (call) => (call.step === 'security' ? { ...answers(), reused: true } : script(call));
    const done = run({ script: recorded });
    await settle();
    expect(waiting.map(({ step }) => step)).toEqual(['quality']);
    waiting[0]?.begin();
    await settle();
    expect(waiting).toHaveLength(6);
    for (const { end } of waiting) end(answers());
    await done;
  });

  test('each model has a gate of its own, and one without a cache has none', async () => {
    const { waiting, script } = held();
    const models = new Map<string, ModelCaller>([
      ['security', new ModelScript(script, { id: 'a' })],
      ['quality', new ModelScript(script, { id: 'a' })],
      ['release', new ModelScript(script, { id: 'b', minimumCacheTokens: null })],
      ['documentation', new ModelScript(script, { id: 'b', minimumCacheTokens: null })],
    ]);
    const callerFor: ModelPassOptions['callerFor'] = ({ reviewers }) => {
      const caller = models.get(reviewers[0]);
      if (caller === undefined) throw new Error('no model');
      return caller;
    };
    const done = run({ script, callerFor, ids: [...models.keys()] });
    await settle();
    expect(waiting.map(({ step }) => step).toSorted()).toEqual(['documentation', 'release', 'security']);
    for (const { begin } of waiting.slice()) begin();
    await settle();
    for (const { end } of waiting) end(answers());
    await done;
  });
});

describe('what becomes of the reports', () => {
  test('a trivial change is one call, and findings go to the reviewer that their rule names', async () => {
    const findings = [said('quality/wrong-result'), said('release/wrong-result', { title: 'Later' }), said('other/x')];
    const { reports, asked } = await run({
      script: () => answers(findings),
      tier: 'trivial',
      reports: SEVEN.map((id) => reportOf(id)),
    });
    expect(asked).toHaveLength(1);
    const rules = Object.fromEntries(
      reports.map(({ reviewer, findings: own }) => [reviewer, own.map(({ rule }) => rule)]),
    );
    expect(rules).toMatchObject({
      security: ['security/other'],
      quality: ['quality/wrong-result'],
      release: ['release/wrong-result'],
      policy: [],
    });
    // Only whoever needs that rule has it.
    expect(reports.filter(({ reviewer, rules: known }) => known?.includes(`${reviewer}/other`))).toMatchObject([
      { reviewer: 'security' },
    ]);
    expect(statuses(reports)).toMatchObject({
      security: 'ok/ok',
      quality: 'ok/ok',
      release: 'ok/ok',
      policy: 'ok/none',
    });
  });

  test('each conversation settles for itself; what was found elsewhere stays', async () => {
    const script: Script = ({ step }) => {
      if (step === 'quality') throw new ModelError({ kind: 'auth', message: 'the key is refused', status: 401 });
      if (step === 'policy') throw new ModelError({ kind: 'budget', message: 'the budget of the run is spent' });
      if (step === 'release') throw new TypeError('a bug');
      return answers(step === 'security' ? [said('security/wrong-result')] : []);
    };
    const reports = SEVEN.map((id) => reportOf(id, id === 'quality' ? { findings: [FOUND] } : {}));
    const { reports: after } = await run({ script, reports });
    expect(statuses(after)).toEqual({
      security: 'ok/ok',
      quality: 'failed/failed',
      performance: 'ok/ok',
      documentation: 'ok/ok',
      release: 'failed/failed',
      policy: 'ok/skipped',
      'agents-md': 'ok/ok',
    });
    expect(after.find(({ reviewer }) => reviewer === 'quality')).toMatchObject({
      findings: [FOUND],
      reason: /refused/,
    });
    expect(after.find(({ reviewer }) => reviewer === 'policy')?.model?.reason).toContain('budget');
    expect(after.find(({ reviewer }) => reviewer === 'security')?.findings).toMatchObject([{ origin: 'model' }]);
  });

  test('checks that failed stay failed, checks without anything to look at do not hide that the model looked', async () => {
    const reports = [
      reportOf('security', { status: 'failed', reason: 'a check crashed' }),
      reportOf('quality', { status: 'skipped', reason: 'nothing to read' }),
    ];
    const { reports: after } = await run({ script: clean, ids: ['security', 'quality'], reports });
    expect(after).toMatchObject([
      { status: 'failed', reason: 'a check crashed' },
      { status: 'ok', reason: null },
    ]);
  });

  test('ids are the same in every run, and apart from the checks’', async () => {
    const echo = said('quality/wrong-result', { title: FOUND.title });
    const script: Script = ({ step }) => answers(step === 'quality' ? [echo, echo, said('quality/wrong-result')] : []);
    const ids = async () => {
      const { reports } = await run({ script });
      const [check] = (await run({ script })).reports.flatMap((report) => report.findings);
      const known = [{ ...FOUND, id: check?.id ?? '' }];
      const again = await run({
        script,
        reports: SEVEN.map((id) => reportOf(id, id === 'quality' ? { findings: known } : {})),
      });
      const of = (all: readonly ReviewerReport[]) => all.flatMap((report) => report.findings.map(({ id }) => id));
      return [of(reports), of(again.reports)];
    };
    const [first, second] = [await ids(), await ids()];
    expect(first).toEqual(second);
    expect(new Set(first[1]).size).toBe(4);
  });

  test('more findings than an answer may hold are counted, and make the reviewer incomplete', async () => {
    const many = Array.from({ length: 5 }, (_, index) => said('security/wrong-result', { title: `No. ${index}` }));
    const { reports } = await run({ script: () => answers(many), ids: ['security'], limits: { findings: 3 } });
    expect(reports[0]?.findings).toHaveLength(3);
    expect(reports[0]?.gaps).toEqual([
      { check: 'model', path: null, kind: 'failed', reason: 'it gave 5 findings; 2 were not taken' },
    ]);
  });

  test('configured and unusable models fail every planned half; none configured leaves the reports as they are', async () => {
    const unusable = await run({ script: clean, choice: { kind: 'unusable', reason: 'no key' } });
    expect(unusable.asked).toEqual([]);
    expect(Object.values(statuses(unusable.reports))).toEqual(SEVEN.map(() => 'failed/failed'));
    const none = await run({ script: clean, choice: { kind: 'none' } });
    expect(none.reports).toEqual(SEVEN.map((id) => reportOf(id)));
  });

  test('progress is told for every reviewer', async () => {
    const events: string[] = [];
    await run({
      script: clean,
      ids: ['security', 'quality', 'release'],
      tier: 'trivial',
      onProgress: (event) => events.push(`${event.kind} ${event.reviewer}`),
    });
    expect(events.toSorted()).toEqual(
      ['model-settled', 'model-started'].flatMap((kind) =>
        ['quality', 'release', 'security'].map((id) => `${kind} ${id}`),
      ),
    );
  });
});

describe('files that nobody saw', () => {
  const huge = addedFile(
    'src/huge.ts',
    Array.from({ length: 40_000 }, (_, index) => `const value${index} = ${index};`),
  );
  const change = changeOf([huge, addedFile('src/a.ts', ['x']), addedFile('logo.png', [], { binary: true, hunks: [] })]);
  const gapsOf = (reports: readonly ReviewerReport[]) =>
    reports.flatMap(({ reviewer, gaps }) => gaps.map(({ path }) => `${reviewer} ${path}`));

  test('are listed once, by a required reviewer', async () => {
    const reports = [reportOf('security', { required: false }), reportOf('quality'), reportOf('release')];
    const { reports: after } = await run({
      script: clean,
      changeSet: change,
      ids: ['security', 'quality', 'release'],
      reports,
    });
    expect(gapsOf(after)).toEqual(['quality src/huge.ts']);
    expect(after[1]?.gaps[0]).toMatchObject({ check: 'model', kind: 'failed' });
    expect(after[2]?.read).toEqual(['logo.png', 'src/a.ts']);
  });

  test('are none where one reviewer fetched all of the patch', async () => {
    const script: Script = ({ step, request }) => {
      const results = request.messages.flatMap(({ parts }) => parts.filter((part) => part.kind === 'tool-result'));
      const next = /go on with firstLine (\d+)/.exec(results.at(-1)?.text ?? 'go on with firstLine 1')?.[1];
      if (step !== 'release' || next === undefined) return answers();
      return callsTool('file_diff', { path: 'src/wide.ts', firstLine: Number(next) });
    };
    const wide = addedFile(
      'src/wide.ts',
      Array.from({ length: 400 }, () => 'y'.repeat(90)),
    );
    const small = { contextTokens: 60_000 };
    const caller = new ModelScript(script, small);
    const options = {
      script,
      changeSet: changeOf([wide, addedFile('src/a.ts', ['x'])]),
      ids: ['security', 'release'],
      callerFor: () => caller,
    };
    const { reports } = await run(options);
    expect(caller.asked.length).toBeGreaterThan(3);
    expect(gapsOf(reports)).toEqual([]);
    expect(reports[1]?.read).toContain('src/wide.ts');
    const lazy = new ModelScript(clean, small);
    expect(gapsOf((await run({ ...options, callerFor: () => lazy })).reports)).toEqual(['security src/wide.ts']);
  });

  test('are not told of where no half came to an answer', async () => {
    const script: Script = () => {
      throw new ModelError({ kind: 'server', message: 'down' });
    };
    expect(gapsOf((await run({ script, changeSet: change })).reports)).toEqual([]);
  });
});

describe('time', () => {
  /** Timers that end when the test says so. */
  function manualClock() {
    let now = 0;
    const timers = new Map<number, { at: number; onEnd: () => void }>();
    let next = 0;
    return {
      clock: {
        now: () => now,
        startTimer: (ms: number, onEnd: () => void) => {
          const id = (next += 1);
          timers.set(id, { at: now + ms, onEnd });
          return () => void timers.delete(id);
        },
      },
      timers,
      pass(ms: number) {
        now += ms;
        for (const [id, timer] of Array.from(timers)) {
          if (timer.at > now || !timers.delete(id)) continue;
          timer.onEnd();
        }
      },
    };
  }
  const MINUTE = 60_000;
  const settle = async () => {
    for (let index = 0; index < 20; index += 1) await turn();
  };

  test('a reviewer has five minutes, quality ten, and others are not held up', async () => {
    const time = manualClock();
    const hangs: Script = ({ step, begin }) => {
      begin();
      return step === 'release' ? answers() : new Promise(() => undefined);
    };
    const done = run({ script: hangs, ids: ['security', 'quality', 'release'], clock: time.clock });
    await settle();
    time.pass(5 * MINUTE);
    await settle();
    expect(time.timers.size).toBe(2);
    time.pass(5 * MINUTE);
    const { reports } = await done;
    expect(statuses(reports)).toEqual({ security: 'failed/failed', quality: 'failed/failed', release: 'ok/ok' });
    expect(reports.map(({ reason }) => reason)).toEqual([
      'the model half of security did not finish within 5 min',
      'the model half of quality did not finish within 10 min',
      null,
    ]);
    expect(time.timers.size).toBe(0);
  });

  test('waiting for the warm-up does not count, and a hanging first call gives way', async () => {
    const time = manualClock();
    const times: number[] = [];
    const script: Script = ({ step }) => (step === 'security' ? new Promise(() => undefined) : answers());
    const caller = new ModelScript(script);
    const callerFor: ModelPassOptions['callerFor'] = (task, timeLeftMs) => {
      if (task.reviewers[0] === 'release') times.push(timeLeftMs);
      return caller;
    };
    const done = run({ script, ids: ['security', 'release'], clock: time.clock, callerFor });
    await settle();
    time.pass(5 * MINUTE);
    expect(statuses((await done).reports)).toEqual({ security: 'failed/failed', release: 'ok/ok' });
    expect(times).toEqual([25 * MINUTE, 5 * MINUTE]);
  });

  test('all together have 25 minutes: what waits then has failed too', async () => {
    const time = manualClock();
    const script: Script = () => new Promise(() => undefined);
    const limits = { reviewerMs: () => 60 * MINUTE };
    const done = run({ script, ids: ['security', 'quality', 'release'], clock: time.clock, limits });
    await settle();
    time.pass(25 * MINUTE);
    const { reports } = await done;
    expect(Object.values(statuses(reports))).toEqual(['failed/failed', 'failed/failed', 'failed/failed']);
    expect(reports[2]?.reason).toBe('the model halves together did not finish within 25 min');
  });

  test('stopping the review stops everything', async () => {
    const controller = new AbortController();
    const script: Script = () => new Promise(() => undefined);
    const done = run({ script, signal: controller.signal });
    await settle();
    controller.abort(new Error('stopped by the operator'));
    const { reports } = await done;
    expect(reports.every(({ reason }) => reason?.includes('stopped') === true)).toBe(true);
  });
});
