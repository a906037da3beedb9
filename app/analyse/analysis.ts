import { z } from 'zod';
import { Discovery } from '../../forge/local/git/discover.ts';
import { Candidate } from '../../schemas/candidate.ts';
import { ChangedFile, ChangeSet, ObjectId } from '../../schemas/change-set.ts';
import { Config } from '../../schemas/config.ts';
import { SourceText } from '../../schemas/coordination.ts';
import { ModelScores } from './model-scores.ts';
import { JudgeAnswer } from '../../schemas/judge.ts';
import { RepositoryPath, Side } from '../../schemas/location.ts';
import { PastFinding } from '../../schemas/learning/past-finding.ts';
import { PullFacts } from '../../schemas/pull-request.ts';
import type { ReviewerReport } from '../../schemas/report.ts';

/** Which change is meant, as it goes over the pipe. */
export const JobSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('range'), range: z.string() }),
  z.strictObject({ kind: z.literal('working-tree') }),
  z.strictObject({ kind: z.literal('staged') }),
  z.strictObject({ kind: z.literal('diff'), label: z.string(), base64: z.string() }),
  z.strictObject({ kind: z.literal('pull-request'), pull: PullFacts }),
]);
export type JobSource = z.infer<typeof JobSource>;

/** Everything that the analysing process is told; what is not in here and not in its environment it does not know. */
export const AnalysisJob = z.strictObject({
  cwd: z.string(),
  source: JobSource,
  /** Where the parts of the repository lie, as git said a moment ago; absent: git is asked. */
  found: Discovery.exactOptional(),
  config: Config,
  /**
   * The tips of the base and of the default branch: a directive in the code counts where both have it. Null where they are not known here.
   */
  standing: z.array(ObjectId).nullable(),
  /** A recording that answers in place of every model. */
  recording: z.string().nullable(),
  /** What `docket models --check` found. */
  scores: ModelScores,
  /** Reviewers that the operator wants; null means all. */
  reviewers: z.array(z.string()).nullable(),
});
export type AnalysisJob = z.infer<typeof AnalysisJob>;

/** One side of one file. */
const CitedFile = z.strictObject({ path: RepositoryPath, side: Side });
type CitedFile = z.infer<typeof CitedFile>;

/** What the judge said. */
export const JudgeResult = z.strictObject({
  /** `absent`: no judge was planned. */
  status: z.enum(['ok', 'failed', 'skipped', 'absent']),
  reason: z.string().nullable(),
  answers: z.array(JudgeAnswer),
  /** Why a part of the findings, or all, could not be asked about; null, or absent, when all were. */
  unverified: z.string().nullable().optional(),
});
export type JudgeResult = z.infer<typeof JudgeResult>;

/** What the change came to, with the names of the reviewers. */
export const OpenedChange = z.strictObject({
  changeSet: ChangeSet,
  /** Those that will look. */
  reviewers: z.array(z.string()),
  /** All that there are. */
  known: z.array(z.string()),
  /** Whether models will be asked; absent: no. */
  asksModels: z.boolean().exactOptional(),
  /** What was blanked, for whoever looks for it in what leaves; it is never written. */
  secrets: z.array(z.string()),
});
export type OpenedChange = z.infer<typeof OpenedChange>;

/** The same as it goes over the pipe: the files that are left follow, a batch at a time, so that a large change is never one message. */
export const OpenedPart = OpenedChange.extend({ left: z.int().min(0) });

/** More files of the change, and how many are left. */
export const MoreFiles = z.strictObject({ files: z.array(ChangedFile), left: z.int().min(0) });
export type MoreFiles = z.infer<typeof MoreFiles>;

export const Sources = z.array(SourceText);
export const Candidates = z.array(Candidate);
export const CitedFiles = z.array(CitedFile);
export const PastFindings = z.array(PastFinding);
export const Notices = z.array(z.string());

/**
 * The part of a review that sees the change's text, models and plugins, and nothing that could publish or write the log. The
 * methods are called in this order, each at most once; `close` ends everything that was started.
 */
export interface Analysis {
  /** Reads the change and brings the plugins to life. Throws an `InputError` when there is no change to be read. */
  open(): Promise<Omit<OpenedChange, 'secrets'>>;
  /**
   * Lets all reviewers look, checks first, then the planned model halves, which are told of the given published findings. Failures are in
   * the reports.
   */
  review(past: readonly PastFinding[]): Promise<ReviewerReport[]>;
  /** The texts that findings cite, for the coordinator to prove their quotes. */
  sources(cited: readonly CitedFile[]): Promise<SourceText[]>;
  judge(candidates: readonly Candidate[]): Promise<JudgeResult>;
  /** Lets the plugins clean up; returns what went wrong there. */
  finish(): Promise<string[]>;
  close(): Promise<void>;
}

/** The analysis as the process of its own hands it over: with what was blanked, which goes no further than the other end of the pipe. */
export interface OpeningAnalysis extends Analysis {
  open(): Promise<OpenedChange>;
}
