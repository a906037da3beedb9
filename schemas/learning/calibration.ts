import { z } from 'zod';
import { TrackRecord } from './track-record.ts';

/** Findings that were said to be about as likely, and how many of them turned out so. */
export const ReliabilityBin = z.strictObject({
  /** The percentage that the bin begins at; it is ten wide. */
  from: z.int().min(0).max(90),
  /** How many outcomes there are; an unaddressed one counts half. */
  outcomes: z.number().min(0),
  /** What was said on average, in percent. */
  said: z.number().min(0).max(100),
  /** How many were accepted, in percent. */
  accepted: z.number().min(0).max(100),
});
export type ReliabilityBin = z.infer<typeof ReliabilityBin>;

/** How far percentages are from what became of what they were said of. */
export const CalibrationError = z.strictObject({
  /** Mean squared difference; 0 is best, 0.25 is what a coin gets (Brier, 1950). */
  brier: z.number().min(0).max(1),
  /** Mean difference of said and accepted over the bins, by their size, between 0 and 1. */
  expectedCalibrationError: z.number().min(0).max(1),
  bins: z.array(ReliabilityBin),
});
export type CalibrationError = z.infer<typeof CalibrationError>;

/** What a fit of the older outcomes does on the newer ones, which it did not see. */
export const CalibrationCheck = z.strictObject({
  fitted: z.int().min(0),
  heldOut: z.int().min(0),
  /** The first outcome that the fit did not see. */
  since: z.string().nullable(),
  before: CalibrationError,
  after: CalibrationError,
});
export type CalibrationCheck = z.infer<typeof CalibrationCheck>;

/** What `docket calibrate --json` prints. */
export const CalibrationDocument = z.strictObject({
  schemaVersion: z.literal(1),
  outcomes: z.int().min(0),
  imported: z.int().min(0),
  record: TrackRecord,
  reliability: CalibrationError,
  check: CalibrationCheck.nullable(),
});
export type CalibrationDocument = z.infer<typeof CalibrationDocument>;
