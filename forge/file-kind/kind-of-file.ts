import type { ChangedFile, Hunk } from '../../schemas/change-set.ts';
import type { FileKind } from '../../schemas/judged.ts';
import type { Side } from '../../schemas/location.ts';
import type { Content } from '../forge.ts';
import { fileKind } from './file-kind.ts';
import type { FileSubject } from './file-subject.ts';
import { kindOfChange } from './known-kind.ts';
import { runningPartsChanged } from './running-parts.ts';

/** A changed file with what could be read of both sides. */
export interface FileToName {
  readonly facts: Pick<ChangedFile, 'oldPath' | 'newPath' | 'oldMode' | 'newMode' | 'binary' | 'status'>;
  readonly hunks: readonly Hunk[];
  readonly contents: Readonly<Record<Side, Content>>;
}

/** The kind of a changed file: the more dangerous of what it was and what it became. */
export function kindOfFile(file: FileToName): FileKind {
  const { status } = file.facts;
  if (status === 'A') return fileKind(subjectOf(file, 'new'));
  if (status === 'D') return kindOnceGone(fileKind(subjectOf(file, 'old')));
  const kind = kindOfChange(fileKind(seenAs(file, 'old')), fileKind(seenAs(file, 'new')));
  // A manifest of which only the description changed is data this time. A rename may put it before another tool.
  const same = file.facts.oldPath === file.facts.newPath && file.facts.oldMode === file.facts.newMode;
  const manifest = manifestOf(file.facts.newPath, kind);
  if ((kind.class !== 'running-configuration' && manifest === kind.id) || !same) return kind;
  const [old, now] = [wholeText(file.contents.old), wholeText(file.contents.new)];
  return runningPartsChanged(manifest, old, now) === false ? { ...kind, class: 'data' } : kind;
}

/** What each side is, where a rename or a change of type makes another kind of it; else null. */
export function kindsOfSides(file: FileToName): { readonly old: FileKind; readonly new: FileKind } | null {
  const { status } = file.facts;
  if (status !== 'R' && status !== 'T') return null;
  const [old, now] = [fileKind(subjectOf(file, 'old')), fileKind(subjectOf(file, 'new'))];
  return old.id === now.id && old.class === now.class ? null : { old, new: now };
}

/** Data of JSON or XML from its first sign on; what a shell would run in it all the same has one of these signs. */
const JSON_DATA = /^\ufeff?\s*\{(?![^]*(?:\$[({]|`))/;
const XML_DATA = /^\ufeff?\s*<[?!A-Za-z][^<>]{0,2000}>\s/;

/** One side. A manifest that was executable and stays so is what its name says: nobody could run a text of JSON or XML by its mode. */
function seenAs(file: FileToName, side: Side): FileSubject {
  const subject = subjectOf(file, side);
  const { status, oldPath, newPath, oldMode, newMode } = file.facts;
  const isSettled = status === 'M' && oldPath === newPath && oldMode === '100755' && newMode === '100755';
  const isData = [file.contents.old, file.contents.new].every((content) => {
    const text = wholeText(content);
    return text !== null && (/\.json$/i.test(newPath) ? JSON_DATA : XML_DATA).test(text);
  });
  return isSettled && /\.(?:json|csproj|fsproj|vbproj|props|targets|xml|slnx)$/i.test(newPath) && isData
    ? { ...subject, mode: '100644' }
    : subject;
}

/** Manifests that are known by their names alone. */
const BY_NAME: readonly (readonly [name: RegExp, manifest: string])[] = [
  [/(?:^|\/)gradle\.properties$/, 'gradle.properties'],
  [/\.gemspec$/, 'gemspec'],
  [/(?:^|\/)tauri(?:\.[\w-]{1,30}){0,3}\.conf\.json$/, 'tauri.conf.json'],
  [/(?:^|\/)global\.json$/, 'global.json'],
  [/(?:^|\/)versions?\.json$/, 'version.json'],
  [/(?:^|\/)\.release-please-manifest\.json$/, 'release-please-manifest'],
  [/(?:^|\/)pnpm-workspace\.yaml$/, 'pnpm-workspace'],
  [/(?:^|\/)dotnet-tools\.json$/, 'dotnet-tools'],
  [/^\.github\/dependabot\.ya?ml$/, 'dependabot'],
  [/^\.github\/labeler\.ya?ml$/, 'labeler'],
  [/(?:^|\/)mkdocs\.ya?ml$/, 'mkdocs'],
];

/** What a manifest is read as. */
function manifestOf(path: string, kind: FileKind): string {
  return BY_NAME.find(([name]) => name.test(path))?.[1] ?? kind.id;
}

/** What a list of what to leave out kept away comes in once it is gone: into commits, images and packages. */
function kindOnceGone(kind: FileKind): FileKind {
  return kind.id === 'ignore-list' ? { ...kind, class: 'running-configuration' } : kind;
}

/** One side of a changed file, as far as it can be told. */
export function subjectOf({ facts, hunks, contents }: FileToName, side: Side): FileSubject {
  const [path, mode] = side === 'old' ? [facts.oldPath, facts.oldMode] : [facts.newPath, facts.newMode];
  const content = contents[side];
  const text = wholeText(content);
  const shown = text ?? shownText(hunks, side);
  const first = side === 'old' ? hunks[0]?.oldStart : hunks[0]?.newStart;
  return {
    path,
    mode,
    text: shown,
    extent: text !== null || isShownWhole(facts.status, hunks) ? 'whole' : first === 1 ? 'start' : 'part',
    // A change of type from a picture to a text is binary as a whole; what a side is, its own contents say.
    binary: text === null && (facts.binary || (content.kind === 'absent' && content.why === 'binary')),
    firstBytes: content.kind === 'absent' ? (content.firstBytes ?? null) : null,
  };
}

/** The one hunk of a file that is new, or gone, is all of it. */
function isShownWhole(status: ChangedFile['status'], hunks: readonly Hunk[]): boolean {
  const [hunk, ...others] = hunks;
  if (hunk === undefined || others.length > 0) return false;
  if (status === 'A') return hunk.newStart === 1 && hunk.oldLines === 0;
  return status === 'D' && hunk.oldStart === 1 && hunk.newLines === 0;
}

function wholeText(content: Content): string | null {
  return content.kind === 'text' ? content.text : null;
}

/** What the hunks show of one side; null where they show nothing. */
function shownText(hunks: readonly Hunk[], side: Side): string | null {
  const lines = hunks
    .flatMap((hunk) => hunk.lines)
    .filter((line) => (side === 'old' ? line.oldLine : line.newLine) !== null);
  return lines.length === 0 ? null : lines.map((line) => line.text).join('\n');
}
