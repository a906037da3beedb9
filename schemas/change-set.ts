import { z } from 'zod';
import { IgnoreDirective } from './ignore-directive.ts';
import { FileKind } from './judged.ts';
import { RepositoryPath, Side } from './location.ts';

/** Git's status letters: added, modified, deleted, renamed, copied, type changed, unmerged. */
export const FileStatus = z.enum(['A', 'M', 'D', 'R', 'C', 'T', 'U']);
export type FileStatus = z.infer<typeof FileStatus>;

/** Git's six-digit octal file mode; `000000` where the side does not exist. */
export const FileMode = z.string().regex(/^[0-7]{6}$/, 'a git file mode has six octal digits');
export type FileMode = z.infer<typeof FileMode>;

/** A git object id: SHA-1 or SHA-256, in full, lower case. */
export const ObjectId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a git object id has 40 or 64 hex digits');
export type ObjectId = z.infer<typeof ObjectId>;

/** One line of a hunk. `text` has no line feed (a carriage return stays); a side that lacks the line has null as its number. */
export const DiffLine = z.strictObject({
  kind: z.enum(['context', 'added', 'deleted']),
  oldLine: z.int().min(1).nullable(),
  newLine: z.int().min(1).nullable(),
  text: z.string(),
  /** Present where the file ends here without a line feed. */
  noNewline: z.literal(true).optional(),
});
export type DiffLine = z.infer<typeof DiffLine>;

/** A hunk as in the unified format; `section` is the text behind the second `@@`. */
export const Hunk = z.strictObject({
  oldStart: z.int().min(0),
  oldLines: z.int().min(0),
  newStart: z.int().min(0),
  newLines: z.int().min(0),
  section: z.string(),
  lines: z.array(DiffLine),
});
export type Hunk = z.infer<typeof Hunk>;

/** What makes a file uninteresting to read: it is somebody else's, or a program wrote it. */
export const NoiseReason = z.enum(['lockfile', 'minified', 'source-map', 'vendored', 'generated', 'ignored-by-config']);
export type NoiseReason = z.infer<typeof NoiseReason>;

/** What changed in one file. Counts are null for binary files, as in `git diff --numstat`. */
export const ChangedFile = z.strictObject({
  status: FileStatus,
  /** Git's similarity index in percent, for renames and copies. */
  similarity: z.int().min(0).max(100).nullable(),
  oldPath: RepositoryPath,
  newPath: RepositoryPath,
  oldMode: FileMode,
  newMode: FileMode,
  /** Full ids of both blobs where known; null where absent or where the source (a plain diff) abbreviates them. */
  oldBlob: ObjectId.nullable(),
  newBlob: ObjectId.nullable(),
  added: z.int().min(0).nullable(),
  deleted: z.int().min(0).nullable(),
  binary: z.boolean(),
  hunks: z.array(Hunk),
  /** Absent in logs that were recorded before kinds were. */
  kind: FileKind.optional(),
  /** Present where a rename or a change of type makes another kind of a file; `kind` is then the graver one. */
  kinds: z.strictObject({ old: FileKind, new: FileKind }).optional(),
  /** Present where the file was generated, minified or vendored at the base already: no prompt and no rule of style, but judged. */
  noise: NoiseReason.optional(),
  /** Present where nothing that changed is run or obeyed: white space and comments that no tool reads. */
  inert: z.literal(true).optional(),
});
export type ChangedFile = z.infer<typeof ChangedFile>;

/** A changed file that is listed but not reviewed; its hunks are not carried along. */
export const FilteredFile = ChangedFile.omit({ hunks: true, noise: true }).extend({ reason: NoiseReason });
export type FilteredFile = z.infer<typeof FilteredFile>;

/** A piece of the input that was not understood, with its place; nothing is skipped silently. */
export const SkippedInput = z.strictObject({
  /** 1-based line of the input where the piece begins. */
  line: z.int().min(1),
  lines: z.int().min(1),
  reason: z.string(),
  /** Present where nothing of the change can be in it: the review is complete without it. */
  harmless: z.literal(true).optional(),
});
export type SkippedInput = z.infer<typeof SkippedInput>;

/**
 * A secret that was blanked out when the change set was made: where it stood and which rule found it, never its text.
 * Columns are 0-based UTF-16 offsets in the line, `endColumn` exclusive; a secret over several lines has one entry a line.
 */
export const Redaction = z.strictObject({
  path: RepositoryPath,
  side: Side,
  line: z.int().min(1),
  startColumn: z.int().min(0),
  endColumn: z.int().min(1),
  /** The rule of the secret scanner, for example `@secretlint/secretlint-rule-aws`. */
  rule: z.string(),
  message: z.string(),
  /** True on the first line of the secret, so that one secret is one finding. */
  first: z.boolean(),
  /** True where the change itself adds or removes it; false for what stood there before, or only moved. */
  changed: z.boolean(),
});
export type Redaction = z.infer<typeof Redaction>;

export const Commit = z.strictObject({ id: ObjectId, subject: z.string(), body: z.string() });
export type Commit = z.infer<typeof Commit>;

/** How closely a change is looked at by models; the deterministic checks always run. */
export const RiskTier = z.enum(['trivial', 'lite', 'full']);
export type RiskTier = z.infer<typeof RiskTier>;

/**
 * What is reviewed. A git range, a working tree, a pull request or a plain unified diff yields this same type, already
 * redacted and filtered. Absent facts are null (a plain diff knows no commits).
 */
export const ChangeSet = z.strictObject({
  source: z.enum(['range', 'working-tree', 'diff', 'pull-request']),
  /** For people: `main...HEAD`, a file name, `stdin`. */
  label: z.string(),
  /** The tip that the change would be merged into. */
  baseCommit: ObjectId.nullable(),
  /** The commit that the old side was read from. */
  mergeBase: ObjectId.nullable(),
  headCommit: ObjectId.nullable(),
  title: z.string(),
  body: z.string(),
  labels: z.array(z.string()),
  commits: z.array(Commit),
  files: z.array(ChangedFile),
  filtered: z.array(FilteredFile),
  skipped: z.array(SkippedInput),
  redactions: z.array(Redaction),
  tier: RiskTier,
  tierReason: z.string(),
  /** Comments in changed files that ask Docket to look away; absent where there are none, and in older logs. */
  directives: z.array(IgnoreDirective).optional(),
});
export type ChangeSet = z.infer<typeof ChangeSet>;
