import { isInertText } from '../noise/inert-text.ts';
import { isLockfile } from '../noise/lockfile.ts';
import { ASSET_FORMATS } from '../../schemas/file-kinds/assets.ts';
import type { FileKind } from '../../schemas/judged.ts';
import type { FileSubject } from './file-subject.ts';
import { assetKind, endingsOf, kindByExtension, kindByName } from './kind-by-name.ts';
import { kindByData } from './data/kind-by-data.ts';
import { isReleaseNotes } from './data/release-notes.ts';
import { isStringResources } from './data/string-resources.ts';
import { knownKind } from './known-kind.ts';
import { isPlainLink } from './plain-link.ts';
import { isPlainName, programInside } from './plain-name.ts';
import { kindByProse } from './prose/prose-that-runs.ts';
import { isOrder } from './data/command-values.ts';
import { isHidden, speaksToAgents } from './known-place.ts';
import { isChangeNote } from './prose/change-note.ts';
import { isRunningWords } from './prose/running-words.ts';
import { saysData, saysProse } from './known-name.ts';
import { kindByShebang } from './shebang.ts';
import { isPlainInstallerTest, isPlainTwigTest } from './test-sections.ts';
import { snapshotRuns } from './snapshot-that-runs.ts';
import { isPlainSettings } from './plain-settings.ts';
import { isPlainSvg } from './plain-svg.ts';
import { STYLE_SHEETS, styleLoads } from './style-that-loads.ts';

const EXECUTABLE = '100755';
/** Pest compares what it finds there. Jest and its like look in a folder of another name, whose files they execute. */
const isOfPest = (path: string): boolean =>
  /(?:^|\/)\.pest\/snapshots\/[^\n]{1,600}\.snap$/.test(path) && !path.includes('/__');
/** What PHP, and a server, would run in a text of any name. */
const RUN_ELSEWHERE = /<\?(?!xml\b)|<%/;
const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:[0-9a-f]{64}\nsize \d{1,15}\n$/;
/** Manifests in which `#` begins a comment. */
const INSTALLED: ReadonlySet<string> = new Set([
  'pip-requirements',
  'pyproject',
  'setup-cfg',
  'cargo-manifest',
  'pre-commit',
]);
const SCRIPT_FAMILY: ReadonlySet<string> = new Set(['javascript', 'typescript', 'tsx']);

/**
 * What one side of a changed file is to a reviewer. What the file says of itself comes first (its mode, its first line), then its place and
 * name, then its contents. Nothing that a change can write makes code look harmless: contents only ever add danger, except in style
 * sheets, snapshots and settings of one plain form that were read whole.
 */
export function fileKind(subject: FileSubject): FileKind {
  const { path, mode, text, extent, binary } = subject;
  if (mode === '120000') return kindOfLink(subject);
  if (mode === '160000') return knownKind('submodule');
  if (binary) return kindOfBinary(subject);
  const named = isCompletion(path, text) ? knownKind('shell') : kindByName(path, text);
  const called = text !== null && extent !== 'part' ? kindByShebang(text) : null;
  // Node and its like run what the ending says: the first line of a TypeScript file may well call `node`.
  // An installer takes that line for a comment, and reads the rest in its own way: no rules of one language look at both.
  if (called !== null && INSTALLED.has(named.id)) return knownKind('executable');
  if (called !== null) return SCRIPT_FAMILY.has(called.id) && SCRIPT_FAMILY.has(named.id) ? named : called;
  if (mode === EXECUTABLE && named.class !== 'code') return knownKind('executable');
  return kindOfText(named, subject);
}

/** The text of a link is its target, in one line. */
function kindOfLink({ path, text, extent }: FileSubject): FileKind {
  const kind = knownKind('symlink');
  return text !== null && extent !== 'part' && isPlainLink(path, text) ? { ...kind, class: 'data' } : kind;
}

const OF_BASH = /(?:^|\/)(?:completions?\/bash|bash[-_]completions?(?:\.d)?)\/[a-z][\w-]{0,100}$/;

/** A file that zsh or Bash loads by its name without an ending: of zsh the first line says so, of Bash its folder and what it sets. */
function isCompletion(path: string, text: string | null): boolean {
  if (text === null) return false;
  if (OF_BASH.test(path)) return /^[ \t]{0,40}complete -/m.test(text) && text.includes('COMPREPLY');
  return /(?:^|\/)_[\w-]{1,100}$/.test(path) && /^#(?:compdef|autoload)\b/.test(text);
}

function kindOfText(named: FileKind, subject: FileSubject): FileKind {
  const { path, text, extent } = subject;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (text !== null && extent === 'whole') {
    const asset = assetKind(name);
    if (LFS_POINTER.test(text)) return asset ?? knownKind('lfs-pointer');
    if (text.trim() === '' && named.id === 'unknown') return knownKind('empty');
    if (STYLE_SHEETS.has(named.id) && !styleLoads(text) && isPlainName(name)) return { ...named, class: 'data' };
    if (name.endsWith('.test') && text.startsWith('--TEST--') && named.id === 'unknown')
      return isPlainName(name) && (isPlainTwigTest(text) || isPlainInstallerTest(text))
        ? { ...knownKind('twig-test'), class: 'data' }
        : knownKind('twig-test');
    if (isPlainSettings(named.id, text)) return { ...named, class: 'data' };
    if (named.id === 'xml' && isPlainName(name) && isReleaseNotes(path, text)) return knownKind('release-notes');
    if (named.id === 'xml' && isPlainName(name) && isStringResources(path, text)) return { ...named, class: 'data' };
    if (named.id === 'svg' && isPlainName(name) && isPlainSvg(path, text)) return { ...named, class: 'data' };
    if (named.id === 'unknown' && isPlainName(name) && programInside(name) === null && isChangeNote(path, text))
      return knownKind('text');
    if (
      named.id === 'jest-snapshot' &&
      (isOfPest(path) ? !RUN_ELSEWHERE.test(text) && !isOrder(text) : !snapshotRuns(text))
    )
      return { ...named, class: 'data' };
  }
  if (named.class === 'code' || named.class === 'running-configuration') return named;
  if (!isPlainName(name)) return knownKind('unknown');
  // A source map and a lockfile are what their names say where their texts are too; else a program may hide there.
  const isMap = named.id === 'source-map' && (text === null || isInertText(text.replace(/^\)\]\}'?[^\n]*\n/, '')));
  const inside = isMap || isComparedOnly(named, name) || isAboutFile(named, path) ? null : programInside(name);
  if (inside !== null) return inside;
  if (named.id === 'lockfile' && !isLockfile(path, { text, binary: false })) return knownKind('unknown');
  if (named.class === 'data') return unlessUnknown(kindByData(named, subject), path, saysData(named.id, path));
  if (named.class === 'prose') {
    const kind = text === null ? named : kindByProse(named, subject);
    return unlessUnknown(kind, path, saysProse(named.id, path) || isPlainProse(named.id, subject));
  }
  return named;
}

/** Languages of which a file runs under its own ending alone: a compiler takes no `main.go.golden`. */
const COMPILED = /\.(?:go|java|kt|cs|rs|swift|scala|c|h|cc|cpp|cxx|hpp)\.\w{1,20}$/i;

/** What a program generated, or said, kept to be compared with. */
function isComparedOnly(named: FileKind, name: string): boolean {
  return named.id === 'expected-output' && COMPILED.test(name);
}

/** A page about a file of a program, among documents: no server and no loader goes by the ending before the last one of these. */
function isAboutFile(named: FileKind, path: string): boolean {
  return (
    named.id === 'markdown' && /^docs?\/(?:[\w.-]{1,100}\/){0,10}[\w.-]{1,100}\.(?:tsx?|jsx?|mts|cts)\.md$/.test(path)
  );
}

/** What Go's own tool writes of a package: its documentation, as people read it. */
const GO_DOCUMENTATION = /^package [a-z]\w{0,60} \/\/ import "[\w./~-]{1,300}"\n\n/;

/** A text under a name that nobody knows, made of sentences: nothing that could be set up by it or installed from it. */
function isPlainProse(format: string, { path, text, extent }: FileSubject): boolean {
  if (format !== 'text' || text === null || extent !== 'whole' || isHidden(path) || speaksToAgents(path)) return false;
  return (isRunningWords(text) || GO_DOCUMENTATION.test(text)) && !isOrder(text);
}

/** What its contents let pass is passed only where the name says it too: a tool may read any other name. */
function unlessUnknown(kind: FileKind, path: string, isKnown: boolean): FileKind {
  if (isKnown || kind.class === 'code' || kind.class === 'running-configuration') return kind;
  return kind.class === 'prose' && (kind.id !== 'text' || isHidden(path))
    ? knownKind('agent-instructions')
    : { ...kind, class: 'running-configuration' };
}

/** A picture, a font or the like where ending and first bytes agree; every other binary file may be a program. */
function kindOfBinary({ path, mode, firstBytes }: FileSubject): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (mode === EXECUTABLE) return knownKind('executable');
  const kind = assetKind(name);
  const ending = endingsOf(name).at(-1) ?? '';
  if (kind !== null) return isPlainName(name) && beginsLike(ending, firstBytes) ? kind : knownKind('binary');
  const language = kindByExtension(ending, null);
  return language?.class === 'code' ? language : knownKind('binary');
}

function beginsLike(ending: string, firstBytes: string | null): boolean {
  if (firstBytes === null) return false;
  const beginnings = ASSET_FORMATS.find(({ extensions }) => extensions.includes(ending))?.beginnings ?? [];
  return beginnings.some((beginning) =>
    Array.from(beginning).every((digit, at) => digit === '.' || digit === firstBytes.charAt(at)),
  );
}
