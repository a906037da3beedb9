import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { readMarkdown } from '../markdown.ts';
import { describesPresent, resolveLink } from '../paths.ts';
import { type Removed, removedBy } from '../removed.ts';

/** More documents than this are a site of its own; more sources cannot be read in time. */
const MOST_DOCUMENTS = 200;
const MOST_SOURCES = 300;
/** The line itself speaks of the past. */
const PAST =
  /\b(?:removed|deprecated|no longer|formerly|renamed|used to|was called|previously|replaced|instead of|before v?\d)\b/i;

interface Mention {
  readonly path: string;
  readonly line: number;
}

/** Documents at head that still name what the change removes or renames. Told at the place of the removal. */
export const staleMentions: Check = {
  id: 'stale-mentions',
  comparesSides: true,
  async run(context) {
    const removed = removedBy(withoutNoise(context.changeSet.files));
    if (removed.length === 0) return;
    const paths = await context.list('new');
    if (paths === null) return context.unavailable({ reason: 'what documents still name needs the whole tree' });
    const gone = removed.filter(({ kind, name }) => kind !== 'file' || !paths.includes(name));
    const mentions = await mentionsOf(context, gone, paths.filter(describesPresent));
    const named = gone.filter((one) => mentions.has(one));
    const elsewhere = await stillDeclared(context, named, paths);
    for (const one of named) {
      if (!elsewhere.has(one.name)) context.report(reportOf(one, mentions.get(one) ?? []));
    }
  },
};

async function mentionsOf(
  context: CheckContext,
  removed: readonly Removed[],
  documents: readonly string[],
): Promise<Map<Removed, Mention[]>> {
  const found = new Map<Removed, Mention[]>();
  if (documents.length > MOST_DOCUMENTS)
    context.unavailable({
      reason: `only ${MOST_DOCUMENTS} of ${documents.length} documents were searched for removed names`,
    });
  const holding = removed.map(({ name, kind }) => (kind === 'file' ? lastPart(name) : name));
  for (const path of documents.slice(0, MOST_DOCUMENTS)) {
    const content = await context.read(path, 'new', { holding });
    if (content.kind === 'absent') continue;
    const near = removed.filter(({ name, kind }) => content.text.includes(kind === 'file' ? lastPart(name) : name));
    if (near.length === 0) continue;
    const document = await readMarkdown(context, path, content.text);
    for (const [index, text] of document?.lines.entries() ?? []) {
      const line = index + 1;
      if (PAST.test(text)) continue;
      const targets = document?.links.filter((link) => link.startLine === line).map(({ target }) => target) ?? [];
      const code = document?.code.get(line) ?? '';
      for (const one of near.filter((candidate) => names(candidate, { path, text, targets, code }))) {
        found.set(one, [...(found.get(one) ?? []), { path, line }]);
      }
    }
  }
  return found;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function names(
  { kind, name }: Removed,
  at: { readonly path: string; readonly text: string; readonly targets: readonly string[]; readonly code: string },
): boolean {
  const word = new RegExp(
    String.raw`(?<![\w$./@-])(?:\./)?${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\w$/-]|\.\w)`,
  );
  if (kind === 'file')
    return (
      word.test(at.text) || at.targets.some((target) => resolveLink(at.path, target.replace(/[#?].*/, '')) === name)
    );
  return word.test(at.code);
}

/** Names that some source at head still declares or uses: the document may mean that one. */
async function stillDeclared(
  context: CheckContext,
  named: readonly Removed[],
  paths: readonly string[],
): Promise<Set<string>> {
  const words = new Set(named.filter(({ kind }) => kind !== 'file').map(({ name }) => name));
  const found = new Set<string>();
  if (words.size === 0) return found;
  const sources = paths.filter((path) => /\.(?:[cm]?[jt]sx?|pyi?|go|rs|java|kt|rb|vue|svelte)$/i.test(path));
  // Unsure is quiet: in a large tree any name may live on where nobody looked.
  if (sources.length > MOST_SOURCES) {
    context.unavailable({
      reason: `${sources.length} source files are too many to be sure that a removed name is gone`,
    });
    return words;
  }
  for (const path of sources) {
    // Of a name that some source has already, the others need not be asked.
    const content = await context.read(path, 'new', { holding: [...words].filter((word) => !found.has(word)) });
    if (content.kind === 'absent') continue;
    for (const word of content.text.match(/--[a-z][a-z0-9-]*|[A-Za-z_$][\w$]*/g) ?? [])
      if (words.has(word)) found.add(word);
  }
  return found;
}

function reportOf(removed: Removed, mentions: readonly Mention[]): Report {
  const { kind, name, path, line, evidence } = removed;
  const places = mentions
    .slice(0, 5)
    .map((one) => `\`${one.path}\` line ${one.line}`)
    .join(', ');
  const what = { file: 'file', name: 'name', flag: 'flag' }[kind];
  return {
    rule: 'names-removed-thing',
    location: { path, side: 'old', startLine: line, endLine: line },
    evidence,
    title: `The documentation still names \`${name}\``,
    explanation: `The change takes this ${what} away, and ${places}${mentions.length > 5 ? ` and ${mentions.length - 5} more places` : ''} still ${mentions.length === 1 ? 'names' : 'name'} it.`,
    failureScenario: {
      description: `A reader follows ${mentions[0]?.path ?? 'the document'} and uses \`${name}\`.`,
      expected: 'it does what the document says',
      actual: `there is no such ${what}`,
    },
  };
}
