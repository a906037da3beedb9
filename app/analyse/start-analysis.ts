import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import type { CallJournal } from '../../models/call-journal.ts';
import { AttemptEnd, AttemptStart, ToolCallRecord } from '../../schemas/model-call.ts';
import { clockOf } from '../../processes/work-limit.ts';
import { InfrastructureError } from '../../schemas/problem.ts';
import { Digest } from '../../schemas/run.ts';
import { takeAnalysisProcess } from './analysis-process.ts';
import { receiveChange } from './change-over-pipe.ts';
import { type Analysis, type AnalysisJob, JudgeResult, Notices, Sources } from './analysis.ts';
import { scrub, scrubValue } from '../known-secrets.ts';
import { Peer } from './peer.ts';
import { receiveReports } from './reports-over-pipe.ts';
import { RecallQuestion, TurnQuestion } from './journal-link.ts';
import { AnalysisProgress } from './progress-event.ts';
import { SILENCE_MS, SilenceWatch } from './stuck.ts';

/** What the analysing process needs of us while it works. */
export interface AnalysisHost {
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where its calls are written down; it goes on only when a row is durable. Asked for after `open`. */
  readonly journal: () => CallJournal;
  readonly onProgress: (event: AnalysisProgress) => void;
  readonly signal: AbortSignal;
  /** After so long without a word it counts as stuck and is killed. Default: `SILENCE_MS`. */
  readonly silenceMs?: number;
}

/** How long the process may take to close what it opened. */
export const PATIENCE_MS = 3000;

/** How much of what the process prints is kept for the message when it dies. */
const KEPT_OUTPUT = 2000;

/** Starts the process that analyses, with the given environment and nothing else, and returns the analysis in it. */
export function startAnalysis(job: AnalysisJob, host: AnalysisHost): Analysis {
  const { child, endAll } = takeAnalysisProcess(job.cwd, host.environment);
  let printed = '';
  const keep = (text: Buffer) => void (printed = (printed + text.toString('utf8')).slice(-KEPT_OUTPUT));
  // Node types only the first three pipes.
  const [, stdout, stderr, toChild, fromChild] = child.stdio as unknown as [
    null,
    Readable,
    Readable,
    Writable,
    Readable,
  ];
  stdout.on('data', keep);
  stderr.on('data', keep);
  const silenceMs = host.silenceMs ?? SILENCE_MS;
  let stuck = false;
  const watch = new SilenceWatch(silenceMs, clockOf(child.pid), () => {
    stuck = true;
    endAll();
  });
  const peer = new Peer({ in: fromChild, out: toChild }, { ...analysisHandlers(host), alive: () => watch.heard() });
  const gone = new Promise<void>((done) => {
    child.on('error', (cause) => {
      watch.stop();
      peer.end(died(`could not be started: ${cause.message}`, ''));
      done();
    });
    child.on('close', (code, signal) => {
      watch.stop();
      const how = stuck
        ? `was stuck: it said nothing for ${Math.round(silenceMs / 1000)} s and was ended`
        : `ended with ${signal ?? `code ${code}`}`;
      peer.end(died(how, printed));
      done();
    });
  });
  let impatience: NodeJS.Timeout | null = null;
  // Its input ends: the child closes what it opened and goes. One that does not is not waited for.
  const leave = () => {
    toChild.end();
    impatience ??= setTimeout(endAll, PATIENCE_MS);
  };
  if (host.signal.aborted) leave();
  host.signal.addEventListener('abort', leave, { once: true });

  return {
    ...analysisBehind(peer, job),
    close: async () => {
      host.signal.removeEventListener('abort', leave);
      leave();
      await gone;
      if (impatience !== null) clearTimeout(impatience);
    },
  };
}

/** The analysis at the other end of a pipe. */
export function analysisBehind(peer: Peer, job: AnalysisJob): Omit<Analysis, 'close'> {
  const ask = async <Schema extends z.ZodType>(schema: Schema, method: string, value: unknown = null) =>
    scrubValue(schema.parse(await peer.call(method, value)));
  return {
    open: async () => receiveChange(await peer.call('open', job), () => peer.call('files', null)),
    review: async (past) => {
      const count = z
        .int()
        .min(0)
        .parse(await peer.call('review', past));
      return receiveReports(count, () => peer.call('report', null));
    },
    sources: (cited) => ask(Sources, 'sources', cited),
    judge: (candidates) => ask(JudgeResult, 'judge', candidates),
    finish: () => ask(Notices, 'finish'),
  };
}

/** What the analysis asks of us. */
export function analysisHandlers({ journal, onProgress }: Pick<AnalysisHost, 'journal' | 'onProgress'>) {
  return {
    recall: (value: unknown) => {
      const { digest, step } = RecallQuestion.parse(value);
      return journal().recall(digest, { step });
    },
    takeTurn: (value: unknown) => {
      const { digest, mostMs } = TurnQuestion.parse(value);
      return journal().takeTurn(digest, { mostMs });
    },
    endTurn: (value: unknown) => journal().endTurn(z.string().parse(value)),
    started: (value: unknown) => journal().started(AttemptStart.parse(value)),
    ended: (value: unknown) => journal().ended(AttemptEnd.parse(value)),
    toolCalled: (value: unknown) => journal().toolCalled(ToolCallRecord.parse(value)),
    recallTool: (value: unknown) => journal().recallTool(Digest.parse(value)),
    spent: () => journal().spent(),
    progress: (value: unknown) => onProgress(scrubValue(AnalysisProgress.parse(value))),
  };
}

/** Why an analysing process is gone. */
export function died(how: string, printed: string): InfrastructureError {
  const last = scrub(printed).trim().split('\n').slice(-3).join(' | ');
  return new InfrastructureError({
    what: `the analysing process ${how}${last === '' ? '' : `: ${last}`}`,
    remedy: 'Run again: what was recorded is not done twice. If it happens again, report it.',
  });
}
