import type { ChangeSet, ChangedFile, FilteredFile, SkippedInput } from '../../schemas/change-set.ts';
import { isSampleCode } from '../../schemas/file-kinds/sample-code.ts';
import { aboutFile } from '../file-kind/about-file.ts';
import type { Forge, ForgeSettings, SecretScanner } from '../forge.ts';
import type { Side } from '../../schemas/location.ts';
import { packHunk } from '../diff/packed-hunk.ts';
import { noiseOfFile } from '../noise/noise-of-file.ts';
import type { NoiseSide, NoiseSubject } from '../noise/noise-subject.ts';
import { listRedactions, redactHunks } from '../redact/redact-hunks.ts';
import type { SecretLines } from '../redact/blank-secrets.ts';
import { type ListedSecret, listedSecrets, withoutMoved } from '../redact/moved-secrets.ts';
import { KnownSecrets } from '../redact/known/known-secrets.ts';
import { riskTier } from '../tier.ts';
import { NO_INSPECTION, ObjectInspection } from './inspect/object-inspection.ts';
import type { RawSource } from './raw-source.ts';
import { type SearchedFile, searchFiles } from './redact-files.ts';
import { redactMessages } from './redact-messages.ts';
import { RedactedContents } from './redacted-contents.ts';
import { contentsByShownPaths, inspectionByShownPaths, ShownPaths, withShownPaths } from './shown-paths.ts';

interface AssembleRequest {
  readonly raw: RawSource;
  readonly scanner: SecretScanner;
  readonly close: () => Promise<void>;
}

/** Makes a forge of a raw change: this is the border at which secrets are blanked, noise is told apart and the tier is set. */
export function assemble({ raw: { trees, ...given }, scanner, close }: AssembleRequest): Forge {
  const known = new KnownSecrets();
  const contents = new RedactedContents(given.contents, scanner, known);
  const paths = new ShownPaths(known);
  const inspection = trees === null ? NO_INSPECTION : new ObjectInspection({ ...trees, contents, scanner, known });
  let unread: Omit<RawSource, 'trees'> | null = given;
  return {
    changeSet: async (settings) => {
      if (unread === null) throw new Error('a change is read once');
      const raw = unread;
      // What was parsed weighs more than what is made of it.
      unread = null;
      await paths.search(raw.files, scanner);
      const changes = await makeChangeSet({ raw, scanner, settings, contents, known });
      return withShownPaths(changes, paths);
    },
    contents: contentsByShownPaths(contents, paths),
    inspection: inspectionByShownPaths(inspection, paths),
    secrets: () => known.parts(),
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
  readonly raw: Omit<RawSource, 'trees'>;
  readonly scanner: SecretScanner;
  readonly settings: ForgeSettings;
  readonly contents: RedactedContents;
  /** Learns the texts of the secrets that are found. */
  readonly known: KnownSecrets;
}): Promise<ChangeSet> {
  const files: ChangedFile[] = [];
  const filtered: FilteredFile[] = [];
  const found: ListedSecret[] = [];
  const skipped: SkippedInput[] = [...raw.skipped];
  for await (const file of searchFiles(raw.files, raw.contents, scanner)) {
    const noise = noiseOfFile(noiseSubject(file), settings.ignore);
    const about = aboutFile(file);
    if (noise?.kind === 'filtered') filtered.push({ ...file.facts, reason: noise.reason, ...about });
    else {
      const hunks = redactHunks(file.hunks, file.secrets).map(packHunk);
      files.push({ ...file.facts, hunks, ...about, ...(noise !== null && { noise: noise.reason }) });
    }
    const listed = listRedactions(file.facts, file.hunks, file.secrets);
    const isAside = (path: string): boolean => noise !== null || isSampleCode(path);
    // One by one: a file may hold more secrets than a call may have arguments.
    for (const secret of listed.length === 0 ? [] : listedSecrets(listed, linesOf(file), isAside)) found.push(secret);
    skipped.push(...file.skipped);
    known.learn(knownSecrets(file));
    remember(file, contents);
  }
  const { label, title, body, commits, skipped: unread } = await redactMessages(raw, scanner, known);
  const { tier, reason: tierReason } = riskTier(
    files.filter(({ noise }) => noise === undefined),
    settings.sensitivePaths,
  );
  const lists = {
    files: withoutKnown(files, known),
    filtered,
    skipped: [...skipped, ...unread],
    redactions: withoutMoved(found),
  };
  return { ...raw.facts, label, title, body, commits, ...lists, tier, tierReason };
}

/** What one file gave away may stand in another in a form that no rule tells: reversed, in hexadecimal digits. */
function withoutKnown(files: ChangedFile[], known: KnownSecrets): ChangedFile[] {
  if (known.parts().length === 0) return files;
  return files.map((file) => ({
    ...file,
    hunks: file.hunks.map((hunk) => {
      const texts = hunk.lines.map(({ text }) => text);
      const clean = known.scrubAll(texts);
      const section = known.scrub(hunk.section);
      if (section === hunk.section && clean.every((text, at) => text === texts[at])) return hunk;
      return packHunk({
        ...hunk,
        section,
        lines: hunk.lines.map((line, at) => ({ ...line, text: clean[at] ?? line.text })),
      });
    }),
  }));
}

/** What the search found holds for later reads too, but only where it saw the whole file. */
function remember({ facts, contents: read, secrets }: SearchedFile, contents: RedactedContents): void {
  for (const side of ['old', 'new'] as const) {
    if (read[side].kind !== 'text') continue;
    const path = side === 'old' ? facts.oldPath : facts.newPath;
    contents.remember(path, side, secrets[side].failed ? null : secrets[side].lines);
  }
}

function noiseSubject(file: SearchedFile): NoiseSubject {
  return { ...file.facts, old: noiseSide(file, 'old'), new: noiseSide(file, 'new') };
}

/** One side of a file: all of it, else what the hunks show of it. */
function noiseSide({ facts, hunks, contents }: SearchedFile, side: Side): NoiseSide | null {
  const whole = contents[side];
  if (whole.kind === 'text') return { text: whole.text, fromStart: true };
  const [first] = hunks;
  if (facts.binary || first === undefined) return null;
  const number = side === 'old' ? 'oldLine' : 'newLine';
  const shown = hunks.flatMap((hunk) => hunk.lines).filter((line) => line[number] !== null);
  const start = side === 'old' ? first.oldStart : first.newStart;
  return { text: shown.map((line) => line.text).join('\n'), fromStart: start === 1 };
}

/** The raw lines of a file: those of its contents, else what the hunks show of them. */
function linesOf({ hunks, contents }: SearchedFile): (side: Side, line: number) => string | undefined {
  const known = new Map<Side, ReadonlyMap<number, string>>();
  const read = (side: Side): ReadonlyMap<number, string> => {
    const content = contents[side];
    if (content.kind === 'text') return new Map(content.text.split('\n').map((line, at) => [at + 1, line]));
    const number = side === 'old' ? 'oldLine' : 'newLine';
    return new Map(hunks.flatMap(({ lines }) => lines).flatMap((line) => [[line[number] ?? 0, line.text]]));
  };
  return (side, line) => {
    const lines = known.get(side) ?? read(side);
    known.set(side, lines);
    return lines.get(line);
  };
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
