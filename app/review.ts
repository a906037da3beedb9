import { COORDINATOR_VERSION, coordinate } from '../coordinator/coordinate.ts';
import { uniqueFindingIds } from '../reviewers/outside/unique-finding-ids.ts';
import { type ExitCode, exitOf } from './exit-code.ts';
import { learnedRecord } from './history/learned-record.ts';
import { pastForPrompts } from './history/past-for-prompts.ts';
import { finishPlugins } from './analyse/finish-plugins.ts';
import { scrubValue } from './known-secrets.ts';
import { judgeCandidates } from './judge/judge-candidates.ts';
import type { ReviewOutput } from './output/review-output.ts';
import { policyOf } from './plan.ts';
import { Superseded } from './publisher.ts';
import { reportsOrCrash, stoppedBy, throwIfStopped } from './analyse/analysis-crash.ts';
import type { ReviewParts } from './review-parts.ts';
import { RunJournal } from './run-journal.ts';
import { DOCKET_VERSION } from './version.ts';

/**
 * The whole way of a change through Docket: read, looked at, decided, published, and all of it written down. What sees the change's
 * text, models and plugins is in `analysis`, which runs in a process of its own; the log and the publisher are here.
 * Returns the exit code; what went wrong without stopping the review is in `parts.problems`.
 */
export async function review(parts: ReviewParts): Promise<ExitCode> {
  const { config, history, problems, publisher, onProgress } = parts;
  const began = parts.clock();
  let journal: RunJournal | null = null;
  const analysis = parts.analysis(() => journal?.calls ?? RunJournal.notBegun());
  try {
    onProgress({ kind: 'stage', stage: 'reading the change' });
    const { changeSet, reviewers, known, asksModels = false } = await analysis.open();
    const onTrouble = (problem: (typeof problems)[number]) => void problems.push(problem);
    const versions = { docketVersion: DOCKET_VERSION, coordinatorVersion: COORDINATOR_VERSION };
    const run = await RunJournal.begin(history.log, { changeSet, config, trust: parts.trust, versions, onTrouble });
    journal = run;

    const record = run.startReviewers(reviewers);
    const past = parts.past ?? (asksModels ? pastForPrompts(history.log, { changeSet, trust: parts.trust }) : []);
    const looked = await reportsOrCrash(analysis.review(past), reviewers, config);
    throwIfStopped(parts.signal);
    const reports = uniqueFindingIds([...looked, ...scrubValue(await parts.outside(known))]);
    record(reports);

    onProgress({ kind: 'stage', stage: 'deciding' });
    const memory = scrubValue((await parts.memory?.(changeSet)) ?? null);
    const trackRecord = parts.trackRecord === undefined ? learnedRecord(history.log, parts.trust) : parts.trackRecord;
    const suppressions = parts.suppressions ?? history.log.past.suppressionsInForce(parts.trust);
    const facts = { changeSet, reports, policy: policyOf(config), memory, trackRecord, suppressions };
    const { input, judge } = await judgeCandidates(facts, { analysis, journal: run });
    throwIfStopped(parts.signal);
    const coordination = run.coordinate(input, coordinate);

    const output: ReviewOutput = scrubValue({
      ...coordination,
      changeSet,
      findings: input.reports.flatMap((report) => report.findings),
      problems: problems.map(({ message: what, where, remedy }) => ({ what, where, remedy })),
      judge,
      usage: run.usage(),
      exit: exitOf(coordination.review, config, problems),
      runId: history.path === null ? null : run.runId,
      historyPath: history.path,
      docketVersion: DOCKET_VERSION,
      elapsedMs: parts.clock() - began,
    });
    await run.publish(publisher, await publisher.render(output));

    for (const text of await finishPlugins(analysis)) {
      onProgress({ kind: 'notice', text });
    }
    const unsaved = run.finish('finished', null);
    if (unsaved !== null && problems.length === 0) problems.push(unsaved);
    return exitOf(coordination.review, config, problems);
  } catch (error) {
    const stopped = stoppedBy(parts.signal);
    const ended = stopped !== null || error instanceof Superseded ? 'aborted' : 'failed';
    journal?.abandon(ended, stopped ?? error);
    throw stopped ?? error;
  } finally {
    await analysis.close();
  }
}
