import type { ChangeSet, ChangedFile, FilteredFile, Redaction, SkippedInput } from '../../schemas/change-set.ts';
import { aboutFile } from '../file-kind/about-file.ts';
import type { Forge, ForgeSettings, SecretScanner } from '../forge.ts';
import { type NoiseSubject, noiseReason } from '../noise.ts';
import { listRedactions, redactHunks } from '../redact/redact-hunks.ts';
import type { SecretLines } from '../redact/blank-secrets.ts';
import { riskTier } from '../tier.ts';
import { NO_INSPECTION, ObjectInspection } from './inspect/object-inspection.ts';
import type { RawSource } from './raw-source.ts';
import { type SearchedFile, searchFiles } from './redact-files.ts';
import { redactMessages } from './redact-messages.ts';
import { RedactedContents } from './redacted-contents.ts';

interface AssembleRequest {
  readonly raw: RawSource;
  readonly scanner: SecretScanner;
  readonly close: () => Promise<void>;
}

/** Makes a forge of a raw change: this is the border at which secrets are blanked, noise is filtered and the tier is set. */
export function assemble({ raw, scanner, close }: AssembleRequest): Forge {
  const contents = new RedactedContents(raw.contents, scanner);
  const known = new Set<string>();
  return {
    changeSet: (settings) => makeChangeSet({ raw, scanner, settings, contents, known }),
    contents,
    inspection: raw.trees === null ? NO_INSPECTION : new ObjectInspection({ ...raw.trees, contents, scanner, known }),
    close,
  };
}

async function makeChangeSet({
  raw,
  scanner,
  settings,
  contents,
  known,
}: {
  readonly raw: RawSource;
  readonly scanner: SecretScanner;
  readonly settings: ForgeSettings;
  readonly contents: RedactedContents;
  /** Is filled with the texts of the secrets that are found. */
  readonly known: Set<string>;
}): Promise<ChangeSet> {
  const files: ChangedFile[] = [];
  const filtered: FilteredFile[] = [];
  const redactions: Redaction[] = [];
  const skipped: SkippedInput[] = [...raw.skipped];
  for await (const file of searchFiles(raw.files, raw.contents, scanner)) {
    const reason = noiseReason(noiseSubject(file), settings.ignore);
    const about = aboutFile(file);
    if (reason === null) files.push({ ...file.facts, hunks: redactHunks(file.hunks, file.secrets), ...about });
    else filtered.push({ ...file.facts, reason, ...about });
    redactions.push(...listRedactions(file.facts, file.hunks, file.secrets));
    skipped.push(...file.skipped);
    for (const secret of knownSecrets(file)) known.add(secret);
    remember(file, contents);
  }
  const { title, body, commits, skipped: unread } = await redactMessages(raw, scanner, known);
  const { tier, reason: tierReason } = riskTier(files, settings.sensitivePaths);
  const lists = { files, filtered, skipped: [...skipped, ...unread], redactions };
  return { ...raw.facts, title, body, commits, ...lists, tier, tierReason };
}

/** What the search found holds for later reads too, but only where it saw the whole file. */
function remember({ facts, contents: read, secrets }: SearchedFile, contents: RedactedContents): void {
  for (const side of ['old', 'new'] as const) {
    if (read[side].kind !== 'text') continue;
    const path = side === 'old' ? facts.oldPath : facts.newPath;
    contents.remember(path, side, secrets[side].failed ? null : secrets[side].lines);
  }
}

/** The noise filter looks at the head, or at the base where the file was deleted. */
function noiseSubject({ facts, hunks, contents }: SearchedFile): NoiseSubject {
  const side = facts.status === 'D' ? 'old' : 'new';
  const path = side === 'old' ? facts.oldPath : facts.newPath;
  const whole = contents[side];
  if (whole.kind === 'text') return { path, text: whole.text, fromStart: true };
  const [first] = hunks;
  if (first === undefined) return { path, text: null, fromStart: false };
  const shown = hunks
    .flatMap((hunk) => hunk.lines)
    .filter((line) => (side === 'old' ? line.oldLine : line.newLine) !== null);
  const start = side === 'old' ? first.oldStart : first.newStart;
  return { path, text: shown.map((line) => line.text).join('\n'), fromStart: start === 1 };
}

/** The texts of the secrets that a file shows in its hunks or whole contents, line by line. */
function* knownSecrets({ hunks, contents, secrets }: SearchedFile): Generator<string> {
  for (const side of ['old', 'new'] as const) {
    const found = secrets[side].lines;
    if (found.size === 0) continue;
    const content = contents[side];
    if (content.kind === 'text') {
      const lines = content.text.split('\n');
      for (const number of found.keys()) yield* partsOf(lines[number - 1], number, found);
      continue;
    }
    for (const line of hunks.flatMap((hunk) => hunk.lines)) {
      const number = side === 'old' ? line.oldLine : line.newLine;
      if (number !== null) yield* partsOf(line.text, number, found);
    }
  }
}

function* partsOf(line: string | undefined, number: number, found: SecretLines): Generator<string> {
  for (const part of found.get(number) ?? []) {
    if (line !== undefined) yield line.slice(part.startColumn, part.endColumn);
  }
}
