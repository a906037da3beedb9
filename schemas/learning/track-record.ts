import { z } from 'zod';

/** Who speaks: a check or a model of ours, a rule of an outside tool, or an outside opinion in words. */
export const Speaker = z.enum(['check', 'model', 'rule', 'opinion']);
export type Speaker = z.infer<typeof Speaker>;

/** What became of the published comments of one kind. Imported ones count as five at most, however many they are. */
const OutcomeCounts = z.strictObject({
  accepted: z.int().min(0),
  dismissed: z.int().min(0),
  unaddressed: z.int().min(0),
  imported: z.int().min(0),
});

/** One step of the map from stated to observed confidence: those who stated at least `from` percent and less than the next step. */
export const StatedStep = z.strictObject({
  speaker: Speaker,
  from: z.int().min(0).max(100),
  ...OutcomeCounts.shape,
  /** What it moves the score by, against all that this speaker says, in thousandths of a log-odds. */
  points: z.int(),
});
export type StatedStep = z.infer<typeof StatedStep>;

/** How narrow a group is, the widest first. The narrowest that has outcomes enough counts. */
export const RecordLevel = z.enum(['speaker', 'model', 'reviewer', 'rule', 'place']);
export type RecordLevel = z.infer<typeof RecordLevel>;

/** What became of the comments of a kind of speaker, of a model, of a reviewer, of its rule, or of that rule in one kind of place. */
export const RecordGroup = z.strictObject({
  level: RecordLevel,
  /** Names the group among those of its level, for example `check security/sql-injection, production`. */
  name: z.string().min(1),
  ...OutcomeCounts.shape,
  /** What it moves the score by, wider groups included, in thousandths of a log-odds. */
  points: z.int(),
});
export type RecordGroup = z.infer<typeof RecordGroup>;

/**
 * What a repository's own past says of its reviewers, as it was fitted when a run began. It is an artifact of the run and a part of the
 * coordinator's recorded input, so that a replay uses the very same.
 */
export const TrackRecord = z.strictObject({ steps: z.array(StatedStep), groups: z.array(RecordGroup) });
export type TrackRecord = z.infer<typeof TrackRecord>;
