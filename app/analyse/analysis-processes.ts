import type { Analysis, AnalysisJob } from './analysis.ts';
import { SharedProcess, SharedProcessGone } from './shared-process.ts';
import { type AnalysisHost, startAnalysis } from './start-analysis.ts';

/** Where analyses of one installation are made: several in one process, because most of what each would take alone is the program. */
export interface AnalysisProcesses {
  start(job: AnalysisJob, host: AnalysisHost): Analysis;
}

/** Where the analyses of a server are made. */
export interface ServerProcesses {
  /** Those of an installation. No other one's code is ever in the memory of a process that has held its code. */
  of(installation: number): AnalysisProcesses;
  /** Ends them all. */
  close(): Promise<void>;
}

/** After so many a process gets no more, so that nothing that one of them left behind stays for ever. */
const MOST_EVER = 100;
/** An empty process is kept for so long: the next review of its installation often comes soon. */
const EMPTY_MS = 30_000;
/** So many empty ones are kept; a fifth takes the place of the one that was empty first. */
const MOST_EMPTY = 4;

/** `runsAProcess`: how many analyses of one installation share a process. */
export function createAnalysisProcesses(runsAProcess: number): ServerProcesses {
  const processes = new Map<SharedProcess, string>();
  const timers = new Map<SharedProcess, NodeJS.Timeout>();
  const end = (shared: SharedProcess) => {
    clearTimeout(timers.get(shared));
    timers.delete(shared);
    processes.delete(shared);
    shared.kill();
  };
  const take = (installation: number, environment: Readonly<Record<string, string>>): SharedProcess => {
    const variables = Object.entries(environment).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const key = JSON.stringify([installation, variables]);
    for (const [shared, of] of processes) {
      if (of === key && !shared.isGone && shared.size < runsAProcess && shared.begun < MOST_EVER) return shared;
    }
    const fresh = new SharedProcess(environment);
    processes.set(fresh, key);
    void fresh.gone.then(() => end(fresh));
    return fresh;
  };
  const begin = (installation: number, job: AnalysisJob, host: AnalysisHost): Promise<Analysis> => {
    const shared = take(installation, host.environment);
    clearTimeout(timers.get(shared));
    timers.delete(shared);
    return shared.begin(job, host, () => {
      if (shared.size > 0 || !processes.has(shared)) return;
      if (shared.begun >= MOST_EVER) return end(shared);
      timers.set(shared, setTimeout(() => end(shared), EMPTY_MS).unref());
      const [longest] = timers.keys();
      if (timers.size > MOST_EMPTY && longest !== undefined) end(longest);
    });
  };
  return {
    of: (installation) => ({
      // What a plugin keeps beside itself is nobody's to share.
      start: (job, host) =>
        job.config.plugins.length > 0
          ? startAnalysis(job, host)
          : afterLoss(job, host, () => begin(installation, job, host)),
    }),
    close: async () => {
      const all = [...processes.keys()];
      for (const shared of all) end(shared);
      await Promise.all(all.map(({ gone }) => gone));
    },
  };
}

/**
 * An analysis that goes on alone when the process in which it was is gone: a change that kills a process costs its neighbours time and nothing
 * else. What was done is done again; answers of models are in the journal.
 */
function afterLoss(job: AnalysisJob, host: AnalysisHost, begin: () => Promise<Analysis>): Analysis {
  let current: Promise<Analysis> = begin();
  // Whoever asks first is told.
  current.catch(() => undefined);
  let isAlone = false;
  const done: ((analysis: Analysis) => Promise<unknown>)[] = [];
  const alone = async (): Promise<Analysis> => {
    await current.then(
      (analysis) => analysis.close(),
      () => undefined,
    );
    isAlone = true;
    const analysis = startAnalysis(job, host);
    current = Promise.resolve(analysis);
    for (const step of done) await step(analysis);
    return analysis;
  };
  const run = async <T>(step: (analysis: Analysis) => Promise<T>): Promise<T> => {
    let made: T;
    try {
      made = await step(await current);
    } catch (error) {
      if (!(error instanceof SharedProcessGone) || isAlone || host.signal.aborted) throw error;
      made = await step(await alone());
    }
    done.push(step);
    return made;
  };
  return {
    open: () => run((analysis) => analysis.open()),
    review: (past) => run((analysis) => analysis.review(past)),
    sources: (cited) => run((analysis) => analysis.sources(cited)),
    judge: (candidates) => run((analysis) => analysis.judge(candidates)),
    finish: () => run((analysis) => analysis.finish()),
    close: () =>
      current.then(
        (analysis) => analysis.close(),
        () => undefined,
      ),
  };
}
