import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { AnalysisJob } from '../../../app/analyse/analysis.ts';
import { jobSourceOf } from '../../../app/analyse/source-of-job.ts';
import { startAnalysis } from '../../../app/analyse/start-analysis.ts';
import { SilenceWatch } from '../../../app/analyse/stuck.ts';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { MACHINE_PATH, temporaryFolder } from '../../forge/local/sandbox.ts';

const TEXT = '--- a/a.js\n+++ b/a.js\n@@ -1 +1 @@\n-const a = 1;\n+const a = 2;\n';

/** The analysing process that this test started. */
function analysing(): number {
  const found = readdirSync('/proc').find((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return parent === String(process.pid) && /analyse\/child\.[jt]s\0/.test(command);
    } catch {
      return false;
    }
  });
  return Number(found);
}

test.runIf(process.platform === 'linux')(
  'an analysing process that says nothing any more is ended, and the reason told',
  async () => {
    const job: AnalysisJob = {
      cwd: await temporaryFolder(),
      source: jobSourceOf({ kind: 'diff', label: 'a.diff', bytes: Buffer.from(TEXT) }),
      config: DEFAULT_CONFIG,
      standing: null,
      recording: null,
      scores: {},
      reviewers: null,
    };
    const analysis = startAnalysis(job, {
      environment: { PATH: MACHINE_PATH },
      journal: () => {
        throw new Error('no model is asked');
      },
      onProgress: () => undefined,
      signal: new AbortController().signal,
      silenceMs: 20_000,
    });
    try {
      await analysis.open();
      // Nothing in it runs any more, as in a loop that never ends.
      process.kill(analysing(), 'SIGSTOP');
      await expect(analysis.review([])).rejects.toThrow(/the analysing process was stuck: it said nothing for 20 s/);
    } finally {
      await analysis.close();
    }
  },
);

const TIME_ALONE = { now: () => performance.now(), used: () => null };

test.each<[what: string, used: (ms: number) => number, seconds: number]>([
  ['works all the time', (ms) => ms, 10],
  ['gets a fifth of a processor', (ms) => ms * 0.2, 50],
  ['gets a fiftieth', (ms) => ms * 0.02, 100],
  ['does nothing', () => 0, 10],
  ['worked until it was to be heard of, and does nothing since', (ms) => Math.min(ms, 1500), 10],
])('a silent process that %s is ended, and not before', (_what, used, seconds) => {
  vi.useFakeTimers();
  try {
    const begun = performance.now();
    const stuck = vi.fn<() => void>();
    const watch = new SilenceWatch(
      10_000,
      { now: () => performance.now(), used: () => used(performance.now() - begun) },
      stuck,
    );
    vi.advanceTimersByTime(seconds * 1000 - 1000);
    expect(stuck).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2000);
    expect(stuck).toHaveBeenCalledOnce();
    watch.stop();
  } finally {
    vi.useRealTimers();
  }
});

test('who was busy or asleep itself does not take that for the silence of the other', async () => {
  vi.useFakeTimers();
  try {
    const stuck = vi.fn<() => void>();
    const watch = new SilenceWatch(10_000, TIME_ALONE, stuck);
    for (let beat = 0; beat < 30; beat += 1) {
      await vi.advanceTimersByTimeAsync(5000);
      watch.heard();
    }
    vi.setSystemTime(Date.now() + 60_000);
    expect(stuck).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(stuck).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stuck).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});
