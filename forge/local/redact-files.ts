import type { Hunk, SkippedInput } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';
import type { Content, Contents, SecretScan, SecretScanner } from '../forge.ts';
import { shareContext, type SideSecrets } from '../redact/redact-hunks.ts';
import { escapeLine } from './git/escape-line.ts';
import { leftOut } from './raw-source.ts';
import { shownAsNew } from './shown-as-new.ts';
import { shownAsText } from './shown-as-text.ts';
import { NOTHING_SHOWN, placeSecrets, sideText, type SideText } from './side-text.ts';
import type { LazyFile } from './git/tree-diff.ts';

/** A file with what was found out about it; still raw. */
export interface SearchedFile {
  readonly facts: LazyFile['facts'];
  readonly hunks: readonly Hunk[];
  readonly contents: Readonly<Record<Side, Content>>;
  readonly secrets: Readonly<Record<Side, SideSecrets>>;
  readonly skipped: readonly SkippedInput[];
}

interface LoadedFile extends Omit<SearchedFile, 'secrets' | 'skipped'> {
  readonly unshown: readonly SkippedInput[];
  readonly texts: Readonly<Record<Side, SideText | null>>;
}

/** What is handed to the scanner at once: enough to keep it busy, little enough to bound memory. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;

/** Files that are read together, so that nobody waits for a pipe; both sides of all of them may be as large as files may be. */
const LOADED_AT_ONCE = 8;

/** Searches both sides of every changed file for secrets, a batch at a time. */
export async function* searchFiles(
  files: readonly LazyFile[],
  contents: Contents,
  scanner: SecretScanner,
): AsyncGenerator<SearchedFile> {
  let batch: LoadedFile[] = [];
  let characters = 0;
  for (let first = 0; first < files.length; first += LOADED_AT_ONCE) {
    for (const loaded of await Promise.all(
      files.slice(first, first + LOADED_AT_ONCE).map((file) => load(file, contents)),
    )) {
      batch.push(loaded);
      characters += (loaded.texts.old?.text.length ?? 0) + (loaded.texts.new?.text.length ?? 0);
    }
    if (characters < BATCH_CHARACTERS) continue;
    yield* await search(batch, scanner);
    batch = [];
    characters = 0;
  }
  yield* await search(batch, scanner);
}

async function load(file: LazyFile, contents: Contents): Promise<LoadedFile> {
  const [old, now] = await Promise.all([
    contents.read(file.facts.oldPath, 'old'),
    contents.read(file.facts.newPath, 'new'),
  ]);
  const loaded = shownAsNew(shownAsText({ facts: file.facts, hunks: file.hunks(), contents: { old, new: now } }));
  const { hunks } = loaded;
  return {
    ...loaded,
    texts: { old: sideText(old, hunks, 'old'), new: sideText(now, hunks, 'new') },
  };
}

async function search(batch: readonly LoadedFile[], scanner: SecretScanner): Promise<SearchedFile[]> {
  const asked = batch.flatMap((file) => [
    { path: file.facts.oldPath, text: file.texts.old?.text ?? '' },
    { path: file.facts.newPath, text: file.texts.new?.text ?? '' },
  ]);
  const wanted = asked.filter((one) => one.text !== '');
  const answers = wanted.length === 0 ? [] : await scanner.scan(wanted);
  const byText = new Map(wanted.map((one, index) => [one, answers[index]]));
  return batch.map((file, index) => {
    const [old, now] = asked.slice(2 * index, 2 * index + 2).map((one) => (one.text === '' ? CLEAN : byText.get(one)));
    return judge(file, { old: old ?? UNANSWERED, new: now ?? UNANSWERED });
  });
}

const CLEAN: SecretScan = { kind: 'scanned', spans: [] };
const UNANSWERED: SecretScan = { kind: 'failed', reason: 'the scanner gave no answer' };

function judge({ texts, unshown, ...file }: LoadedFile, scans: Readonly<Record<Side, SecretScan>>): SearchedFile {
  const place = (side: Side): SideSecrets => {
    const text = texts[side];
    return text === null ? NOTHING_SHOWN : placeSecrets(text, scans[side], file.hunks);
  };
  const secrets = shareContext(file.hunks, { old: place('old'), new: place('new') });
  const skipped = (['old', 'new'] as const)
    .filter((side) => secrets[side].failed)
    .map((side) =>
      notSearched(`${escapeLine(side === 'old' ? file.facts.oldPath : file.facts.newPath)} (${side})`, scans[side]),
    );
  return { ...file, secrets, skipped: [...unshown, ...skipped] };
}

/** Says that a text was blanked out whole because it could not be searched. */
export function notSearched(what: string, scan: SecretScan): SkippedInput {
  const reason = scan.kind === 'failed' ? escapeLine(scan.reason) : 'the scanner named places outside of the text';
  return leftOut(`${what}: could not be searched for secrets, so all of its text is blanked out: ${reason}`);
}
