import { Socket } from 'node:net';
import { toldParent, watchParent } from '../../analysers/watch-parent.ts';
import { readEnvironment, readSecret } from '../config/config.ts';
import { needsNetwork, useNetwork } from '../config/network.ts';
import { type Analysis, AnalysisJob, Candidates, CitedFiles, PastFindings } from './analysis.ts';
import { FileBatches } from './change-over-pipe.ts';
import { journalLink } from './journal-link.ts';
import { Peer } from './peer.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { createAnalysis } from './create-analysis.ts';
import { BEAT_MS } from './stuck.ts';

// The process that analyses. It is told its job over pipe 3 and answers over pipe 4; it has no token, no store and no database.
// However busy it is, it does not outlive its parent, and it shows that it is not stuck.
watchParent(toldParent(process.argv[2]));
// Sockets, not file streams: a file stream's read would keep the process from leaving while it waits.
const input = new Socket({ fd: 3, readable: true, writable: false });
const output = new Socket({ fd: 4, readable: false, writable: true });
const stop = new AbortController();
let session: Analysis | null = null;
let batches = new FileBatches([]);
/** Those that were not handed over yet: with a large change each of them is one of megabytes. */
let reports: ReviewerReport[] = [];

function begun(): Analysis {
  if (session === null) throw new Error('nothing is open yet');
  return session;
}

const peer: Peer = new Peer(
  { in: input, out: output },
  {
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
  },
);

setInterval(() => peer.tell('alive', null), BEAT_MS).unref();

async function leave(): Promise<void> {
  stop.abort(new Error('the review was stopped'));
  await session?.close();
  process.exit(0);
}

// The other side is done with us, or is gone.
input.on('close', () => void leave());
input.on('end', () => void leave());
process.on('SIGTERM', () => void leave());
process.on('SIGINT', () => undefined);
