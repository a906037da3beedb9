import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { type StaleMention, MentionSearch } from '../mentions/find-mentions.ts';
import { isStillDeclared } from '../mentions/still-there.ts';
import { isDocument } from '../paths.ts';
import { removedFolders } from '../removed/folders.ts';
import { removedBy } from '../removed/removed-by.ts';
import type { Removed, RemovedKind } from '../removed/removed.ts';

/** Of what a change removes so much is looked for: one expression of git's for all, and of each a few lines are read. */
const MOST_NAMES = 60;
const MOST_FILES = 300;
const MOST_PLACES = 5;
/**
 * What was written and at most once corrected since is a plan, a brief or a generated page of its day, which nobody keeps: of 22 findings that two readers
 * labelled (ninth and eleventh set of docs/precision.md) this parts four of the seven wrong or arguable ones from all others.
 */
const COMMITS_OF_A_RECORD = 2;
/** Each walks the history of the base. */
const MOST_HISTORIES = 10;
/** Folded: true it may be, but nobody will write it anew. */
const OF_A_RECORD = 200;

const NOUNS: Readonly<Record<RemovedKind, string>> = {
  file: 'file',
  folder: 'folder',
  name: 'name',
  flag: 'flag',
  variable: 'variable',
  script: 'script',
  target: 'target',
  endpoint: 'endpoint',
  key: 'key',
  member: 'member',
};
const STILL: Readonly<Record<StaleMention['where'], string>> = {
  document: 'The documentation still names',
  sample: 'An example still uses',
  pipeline: 'A pipeline or script still uses',
  comment: 'A comment still names',
};

/** Documents, comments, examples and pipelines at head that still name what the change removes or renames. Told at the place of the removal. */
export const staleMentions: Check = {
  id: 'stale-mentions',
  comparesSides: true,
  async run(context) {
    const files = withoutNoise(context.changeSet.files);
    const removed = await removedBy(context, files);
    if (removed.length === 0) return;
    const paths = await context.list('new');
    if (paths === null) return context.unavailable({ reason: 'what documents still name needs the whole tree' });
    const gone = goneFrom(context, removed, paths);
    const mentions = await new MentionSearch(context, paths).of(gone);
    const histories = new Histories(context);
    for (const [one, places] of mentions) {
      if (places.length === 0 || (await livesOn(context, one, paths))) continue;
      const report = reportOf(one, places);
      context.report((await histories.areKept(places)) ? report : { ...report, confidence: OF_A_RECORD });
    }
  },
};

function goneFrom(context: CheckContext, removed: readonly Removed[], paths: readonly string[]): readonly Removed[] {
  const tree = new Set(paths);
  const files = removed.filter(({ kind, name }) => kind === 'file' && !tree.has(name));
  const names = removed.filter(({ kind }) => kind !== 'file');
  const left = Math.max(0, names.length - MOST_NAMES) + Math.max(0, files.length - MOST_FILES);
  if (left > 0) context.unavailable({ reason: `${left} names and files that the change removes were not looked for` });
  return [...names.slice(0, MOST_NAMES), ...removedFolders(files, paths), ...files.slice(0, MOST_FILES)];
}

async function livesOn(context: CheckContext, one: Removed, paths: readonly string[]): Promise<boolean> {
  return (one.kind === 'script' || one.kind === 'target') && (await isStillDeclared(context, one, paths));
}

/** What the history tells of documents. */
class Histories {
  readonly #context: CheckContext;
  readonly #known = new Map<string, boolean>();

  constructor(context: CheckContext) {
    this.#context = context;
  }

  /** Whether anybody keeps one of these up to date, as far as is known: a document by its revisions, anything else by being there. */
  async areKept(mentions: readonly StaleMention[]): Promise<boolean> {
    for (const { path } of mentions.slice(0, MOST_PLACES)) if (await this.#isKept(path)) return true;
    return false;
  }

  async #isKept(path: string): Promise<boolean> {
    if (!isDocument(path)) return true;
    const known = this.#known.get(path) ?? (this.#known.size >= MOST_HISTORIES || (await this.#isRevised(path)));
    this.#known.set(path, known);
    return known;
  }

  async #isRevised(path: string): Promise<boolean> {
    const found = await this.#context.touchedBy({ path, limit: COMMITS_OF_A_RECORD });
    return found.kind === 'unavailable' || found.truncated;
  }
}

function reportOf(removed: Removed, mentions: readonly StaleMention[]): Report {
  const { kind, name, path, line, evidence } = removed;
  const order = Object.keys(STILL);
  const [first, ...others] = mentions.toSorted((a, b) => order.indexOf(a.where) - order.indexOf(b.where));
  const places = [first, ...others]
    .slice(0, MOST_PLACES)
    .map((one) => `\`${one?.path ?? ''}\` line ${one?.line ?? ''}`)
    .join(', ');
  const more = mentions.length > MOST_PLACES ? ` and ${mentions.length - MOST_PLACES} more places` : '';
  const quoted = (first?.text ?? '').replaceAll('`', "'").slice(0, 200);
  const noun = NOUNS[kind];
  return {
    rule: 'names-removed-thing',
    location: { path, side: 'old', startLine: line, endLine: line },
    evidence,
    title: `${STILL[first?.where ?? 'document']} \`${name}\``,
    explanation: `The change takes this ${noun} away, and ${places}${more} still ${mentions.length === 1 ? 'names' : 'name'} it: \`${quoted}\`.`,
    failureScenario: {
      description: `A reader follows ${first?.path ?? 'the document'} and uses \`${name}\`.`,
      expected: 'it does what is written there',
      actual: `there is no such ${noun}`,
    },
  };
}
