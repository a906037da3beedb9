import type { ChangedFile, FilteredFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { type LockfileHazard, lockfileHazards } from '../lockfile/lockfile-hazards.ts';
import { formatOf } from '../build-files/format-of.ts';
import { isOfDevelopment } from '../build-files/own-development.ts';
import { isPinning, manifestsOf, unpinnedManifest } from '../lockfile/manifests-of-lockfiles.ts';
import { isIgnored } from '../lockfile/ignored.ts';
import { knownSources } from '../lockfile/known-sources.ts';
import { isReadLockfile, readLockfile } from '../lockfile/read-lockfile.ts';
import { SECURITY_RULES } from '../vocabulary.ts';

/**
 * What a change of a lockfile brings in that nobody reads: other hosts, digests that are gone or changed, scripts, git and files. Lockfiles are left out
 * of prompts and diffs, so that here they are read whole, on both sides.
 */
export const lockfile: Check = {
  id: 'lockfile',
  comparesSides: true,
  judges: [{ kinds: ['lockfile'], families: ['dependencies'] }],
  async run(context) {
    const { files, filtered } = context.changeSet;
    const gone: Unpinned[] = [];
    for (const file of [...files, ...filtered]) {
      if (file.status === 'D') gone.push(...(await removedPins(context, file)));
      else if (isReadLockfile(file.newPath)) await look(context, file);
    }
    // Lockfiles of several folders that go in one change go for one reason.
    const [first, ...others] = gone;
    if (first !== undefined) tellUnpinned(context, first, others);
  },
};

/** A lockfile that went, and the manifest that nothing pins any more. */
interface Unpinned {
  readonly path: string;
  readonly manifest: string;
}

/** A lockfile that goes may be followed by another one, or go with all that it pinned. */
async function removedPins(
  context: CheckContext,
  { newPath: path }: ChangedFile | FilteredFile,
): Promise<readonly Unpinned[]> {
  const paths = isPinning(path) ? await context.list('new') : null;
  if (paths === null) return [];
  context.looked(path);
  const manifest = unpinnedManifest(path, paths);
  return manifest === null || (await isIgnored(context, path, paths)) ? [] : [{ path, manifest }];
}

/** Where Appraisal keeps what it writes for each combination. */
const OF_MATRIX = /(?:^|\/)gemfiles\/[^/]+$/;

function tellUnpinned(context: CheckContext, { path, manifest }: Unpinned, others: readonly Unpinned[]): void {
  const more = others.length === 0 ? '' : ` So ${others.length === 1 ? 'is' : 'are'} ${named(others)}.`;
  context.report({
    rule: 'lockfile-removed',
    location: { path, side: 'old', startLine: null, endLine: null },
    evidence: null,
    title: 'Nothing pins the dependencies any more',
    explanation: `\`${path}\` is gone, and no other lockfile stands beside \`${manifest}\`. Each installation takes the newest versions that it allows, unread and without a digest to compare with.${more}`,
    failureScenario: {
      description: `A version of a dependency that \`${manifest}\` allows is published by somebody who took it over. The next installation runs it.`,
    },
    // Tests of a library against versions of others: what users install is pinned elsewhere, or by themselves.
    ...([path, ...others.map((one) => one.path)].every((one) => OF_MATRIX.test(one)) && { confidence: 200 }),
  });
}

/** So many are named, the rest is counted. */
const MOST_NAMED = 5;

function named(others: readonly Unpinned[]): string {
  const shown = others.slice(0, MOST_NAMED).map(({ path }) => `\`${path}\``);
  const left = others.length - shown.length;
  return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

async function look(context: CheckContext, file: ChangedFile | FilteredFile): Promise<void> {
  const path = file.newPath;
  const skip = (reason: string): void => context.unjudged(path, reason);
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return skip(content.reason);
  const head = readLockfile(path, content.text);
  if (head === null) return skip('cannot be read as the lockfile that it is named as');
  const old = file.status === 'A' || !isReadLockfile(file.oldPath) ? null : await context.read(file.oldPath, 'old');
  if (old?.kind === 'absent' && old.why !== 'missing') return skip(old.reason);
  // What did not parse pinned nothing: all of the head is new then.
  const base = old?.kind === 'text' ? (readLockfile(file.oldPath, old.text) ?? []) : [];
  const asked = await askedFor(context, path);
  const hazards = lockfileHazards(base, head);
  const isKnown = hazards.some(isOfSource) ? await knownSources(context, path) : () => false;
  const isOwn =
    hazards.some(isOfSource) && ((await isOfDevelopment(context, path)) || (await isOfBuild(context, path)));
  for (const hazard of hazards)
    if (
      !(hazard.rule === 'dependency-source' && hazard.others === 0 && asked(hazard)) &&
      !(isOfSource(hazard) && isKnown(hazard.quotes[0] ?? ''))
    )
      context.report(
        reportOf(isOfSource(hazard) && isOwn ? { ...hazard, confidence: 200 } : hazard, path, content.text),
      );
}

/** Whether no manifest stands beside a lockfile: a build writes it, as Kotlin's does, and knows itself what it takes. */
async function isOfBuild(context: CheckContext, path: string): Promise<boolean> {
  const tree = await context.list('new');
  return tree !== null && !manifestsOf(path).some((manifest) => tree.includes(manifest));
}

const isOfSource = ({ rule, severity }: LockfileHazard): boolean =>
  rule === 'dependency-source' && severity !== 'critical';

/** Whether the manifest of a lockfile asks in this change for a package by an address: it is told about there, once. */
async function askedFor(context: CheckContext, lockfile: string): Promise<(hazard: LockfileHazard) => boolean> {
  const manifests = manifestsOf(lockfile);
  const lines: string[] = [];
  for (const file of context.changeSet.files) {
    if (!manifests.includes(file.newPath) || formatOf(file.newPath) === null) continue;
    const content = await context.read(file.newPath, 'new');
    const changed = context.changedLines(file, 'new');
    if (content.kind === 'text') lines.push(...content.text.split('\n').filter((_, index) => changed.has(index + 1)));
  }
  // What stands in quotes with a slash is the address, or the repository that a word like `github` completes.
  const asks = lines.map((line) => {
    // Python's form has both in one text: `name @ address`.
    const texts = [...(line.split(' #')[0] ?? '').matchAll(/'([^']{1,300})'|"([^"]{1,300})"/g)].flatMap(
      ([, one, other]) => (one ?? other ?? '').split(' @ '),
    );
    return { texts, addresses: texts.filter((text) => /\w\/\w/.test(text)).map(withoutEnding) };
  });
  return ({ name, quotes }) =>
    asks.some(
      ({ texts, addresses }) =>
        texts.includes(name) && addresses.some((address) => withoutEnding(quotes[0] ?? '').endsWith(address)),
    );
}

const withoutEnding = (address: string): string => (address.split('#')[0] ?? '').replace(/\.git$/, '');

function reportOf(hazard: LockfileHazard, path: string, text: string): Report {
  const { rule, severity, title, others, explanation, failureScenario } = hazard;
  const lines = text.split('\n');
  const at =
    hazard.quotes.map((quote) => lines.findIndex((line) => line.includes(quote))).find((line) => line !== -1) ?? 0;
  const evidence = lines[at]?.trim() ?? '';
  return {
    rule,
    severity,
    confidence: hazard.confidence ?? SECURITY_RULES[rule].confidence,
    location: { path, side: 'new', startLine: at + 1, endLine: at + 1 },
    evidence: evidence === '' ? null : evidence,
    title: others === 0 ? title : `${title}, and ${others} more`,
    explanation,
    failureScenario,
  };
}
