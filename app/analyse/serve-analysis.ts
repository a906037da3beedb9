import type { Readable, Writable } from 'node:stream';
import type { ReviewerReport } from '../../schemas/report.ts';
import { readEnvironment } from '../config/config.ts';
import { readSecret } from '../config/raw-environment.ts';
import { needsNetwork, useNetwork } from '../config/network.ts';
import { type Analysis, AnalysisJob, Candidates, CitedFiles, PastFindings } from './analysis.ts';
import { FileBatches } from './change-over-pipe.ts';
import { createAnalysis } from './create-analysis.ts';
import { journalLink } from './journal-link.ts';
import { Peer } from './peer.ts';
import { BEAT_MS } from './stuck.ts';

/** One analysis at the far end of a pipe. */
export interface ServedAnalysis {
  /** Stops what goes on and closes what was opened. */
  leave(): Promise<void>;
}

/** Answers what is asked of one analysis, and shows that it is not stuck. */
export function serveAnalysis(pipes: { readonly in: Readable; readonly out: Writable }): ServedAnalysis {
  const stop = new AbortController();
  let session: Analysis | null = null;
  let batches = new FileBatches([]);
  /** Those that were not handed over yet: with a large change each of them is one of megabytes. */
  let reports: ReviewerReport[] = [];
  const begun = (): Analysis => {
    if (session === null) throw new Error('nothing is open yet');
    return session;
  };
  const peer: Peer = new Peer(pipes, {
    open: async (value) => {
      const environment = readEnvironment();
      const job = AnalysisJob.parse(value);
      // What cannot be done about it was said by the process that started this one.
      if (job.recording === null && needsNetwork(job.config)) useNetwork();
      const opening = createAnalysis(job, {
        environment,
        secret: readSecret,
        journal: journalLink(peer),
        onProgress: (event) => peer.tell('progress', event),
        signal: stop.signal,
      });
      session = opening;
      const { changeSet, ...opened } = await opening.open();
      batches = new FileBatches(changeSet.files);
      const { files, left } = batches.next();
      return { ...opened, changeSet: { ...changeSet, files }, left };
    },
    files: () => batches.next(),
    review: async (value) => {
      reports = [...(await begun().review(PastFindings.parse(value)))];
      return reports.length;
    },
    report: () => reports.shift(),
    sources: (value) => begun().sources(CitedFiles.parse(value)),
    judge: (value) => begun().judge(Candidates.parse(value)),
    finish: () => begun().finish(),
  });
  const beat = setInterval(() => peer.tell('alive', null), BEAT_MS).unref();
  return {
    leave: async () => {
      clearInterval(beat);
      stop.abort(new Error('the review was stopped'));
      peer.end(new Error('the review was stopped'));
      await session?.close();
      session = null;
    },
  };
}
