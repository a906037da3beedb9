import type { ChangedFile, ChangeSet } from '../../schemas/change-set.ts';
import type { CheckContext } from '../reviewer.ts';
import { fileNameOf, folderOf, foldersUpward, inFolder } from './paths.ts';
import { escaped } from './quote.ts';
import { DOTNET_MANIFEST, mayBreak, preparesMajor, VERSIONED_MANIFESTS, packageVersion } from './package-version.ts';

const LOG_FILE =
  /(^|\/)(changelog|changes|history|news|releases|release[-_ ]?notes|breaking[-_ ]?changes|upgrading|migrating)([-_][^/.]*)?(\.(md|mdx|rst|txt|adoc|org))?$/i;
const LOG_FRAGMENT = /(^|\/)(\.changeset|\.changes|changelog\.d|newsfragments|changes\.d)\/[^/]+$/i;

const isChangelog = (path: string): boolean => LOG_FILE.test(path) || LOG_FRAGMENT.test(path);

/** How a project tells its users about a breaking change, as far as this change shows it. */
export interface Announcement {
  /** Whether the change tells that any of these names is gone, or that something breaks. */
  covers(names: readonly string[]): boolean;
  /** What was looked at, to continue a sentence: `the version stays 1.4.0 and no changelog entry names it`. */
  readonly silence: string;
  /** Whether the project has a version or a changelog at all. */
  readonly released: boolean;
  /** The version at the base; null where no manifest carries one. */
  readonly version: string | null;
}

/** Reads the announcement for the package that a path belongs to. */
export async function readAnnouncement(context: CheckContext, path: string): Promise<Announcement> {
  const { changeSet } = context;
  const version = await versionChange(context, path);
  const entries = changeSet.files.filter((file) => isChangelog(file.newPath)).map(addedText);
  const log = entries.join('\n');
  const declared = saysBreaking(changeSet) || /\bbreaking\b|:\s*major\s*$/im.test(log);
  const bumped = version !== null && (mayBreak(version.before, version.after) || preparesMajor(version.before));
  const paths = (await context.list('new')) ?? [];
  return {
    version: version?.before ?? null,
    released: version !== null || paths.some(isChangelog),
    silence: `${silenceOfVersion(version)} and ${entries.length === 0 ? 'no changelog entry is added' : 'the added changelog entry does not name it'}`,
    covers: (names) => bumped || declared || names.some((name) => mentions(log, name)),
  };
}

interface VersionChange {
  readonly before: string;
  readonly after: string;
}

/** The nearest version, upward: in a workspace the root may carry it for all. */
async function versionChange(context: CheckContext, path: string): Promise<VersionChange | null> {
  const tree = new Set(await context.list('old'));
  const projects = path.endsWith('.cs') ? [...tree].filter((one) => DOTNET_MANIFEST.test(one)) : [];
  for (const above of foldersUpward(folderOf(path))) {
    const dotnet = projects.filter((one) => folderOf(one) === above).map(fileNameOf);
    for (const file of [...VERSIONED_MANIFESTS, ...dotnet]) {
      const manifest = inFolder(above, file);
      if (!tree.has(manifest)) continue;
      const [old, now] = [await context.read(manifest, 'old'), await context.read(manifest, 'new')];
      const before = old.kind === 'text' ? packageVersion(file, old.text) : null;
      const after = now.kind === 'text' ? packageVersion(file, now.text) : null;
      if (before !== null) return { before, after: after ?? before };
    }
  }
  return null;
}

function silenceOfVersion(version: VersionChange | null): string {
  if (version === null) return 'no manifest carries a version';
  if (version.before === version.after) return `the version stays ${version.before}`;
  return `the version only goes from ${version.before} to ${version.after}`;
}

/** `feat!: …` or a `BREAKING CHANGE` footer, from which release tools make the next major version. */
function saysBreaking({ commits, title, body }: ChangeSet): boolean {
  const messages = [{ subject: title, body }, ...commits];
  return messages.some(
    (message) => /^\w+(\([^)]*\))?!:/.test(message.subject) || /^BREAKING[ -]CHANGE\s*:/m.test(message.body),
  );
}

function addedText(file: ChangedFile): string {
  const lines = file.hunks.flatMap((hunk) => hunk.lines.filter((line) => line.kind === 'added'));
  return [file.newPath, ...lines.map((line) => line.text)].join('\n');
}

function mentions(log: string, name: string): boolean {
  return new RegExp(`(?<![\\w-])-{0,2}${escaped(name.replace(/^-+/, ''))}(?![\\w-])`).test(log);
}
