import { parse as parseToml } from 'smol-toml';
import {
  onlyGains,
  readCatalogs,
  readDependabot,
  readLabeler,
  readNavigation,
  readReleased,
  readVersions,
  toolsOf,
} from './plain-parts.ts';

type Table = Readonly<Record<string, unknown>>;

const JSON_DESCRIPTION =
  'version description keywords author contributors maintainers license licenses homepage repository bugs funding $schema';
const COMPOSER_DESCRIPTION =
  'description keywords homepage license authors readme time support funding version abandoned';

/** By kind: how it is read, and the places (keys, joined by dots) that only describe and that no tool runs. */
const MANIFESTS: Readonly<
  Record<
    string,
    {
      readonly read: (text: string) => unknown;
      readonly harmless: readonly string[];
      /** Whether what is left means the same; absent: where it is the same. */
      readonly same?: (old: Table, now: Table) => boolean;
    }
  >
> = {
  'package-json': { read: readJson, harmless: JSON_DESCRIPTION.split(' ') },
  'composer-json': { read: readJson, harmless: COMPOSER_DESCRIPTION.split(' ') },
  pyproject: {
    read: parseToml,
    harmless: places(
      'project tool.poetry',
      'version description keywords authors maintainers license license-files classifiers urls homepage repository documentation requires-python',
    ),
  },
  'cargo-manifest': {
    read: parseToml,
    harmless: places(
      'package workspace.package',
      'version description keywords categories authors license homepage repository documentation',
    ),
  },
  'gradle.properties': {
    read: readProperties,
    harmless: ['versions', ...places('plain', 'GROUP group VERSION version VERSION_NAME')],
  },
  'tauri.conf.json': { read: readJson, harmless: ['version', '$schema'] },
  gemspec: { read: readGemspec, harmless: ['described'] },
  // Which versions of a tool chain may build, all of them from its own maker.
  'global.json': { read: readJson, harmless: places('sdk', 'version rollForward allowPrerelease') },
  'version.json': { read: readVersions, harmless: ['plain'] },
  'release-please-manifest': { read: readReleased, harmless: ['plain'] },
  'pnpm-workspace': { read: readCatalogs, harmless: ['plain'] },
  'dotnet-tools': { read: (text) => toolsOf(readJson(text)), harmless: ['plain'] },
  labeler: { read: readLabeler, harmless: ['plain'] },
  mkdocs: { read: readNavigation, harmless: ['plain'] },
  dependabot: { read: readDependabot, harmless: ['plain'], same: onlyGains },
  'setup-cfg': {
    read: readIni,
    harmless: places(
      'metadata',
      'version description keywords author author_email maintainer maintainer_email license url project_urls classifiers long_description',
    ),
  },
};

/**
 * Whether a change of a manifest touches anything that a tool runs or obeys: scripts, dependencies, entry points, settings. Null where that
 * cannot be told, which is to be taken for yes.
 */
export function runningPartsChanged(kind: string, oldText: string | null, newText: string | null): boolean | null {
  const manifest = MANIFESTS[kind];
  if (manifest === undefined || oldText === null || newText === null) return null;
  try {
    // The order counts: the first condition of `exports` that fits, the first repository that has the package.
    const [old, now] = [oldText, newText].map((text) => obeyedParts(manifest.read(text), manifest.harmless));
    if (old === undefined || now === undefined || old === null || now === null) return null;
    return JSON.stringify(old) !== JSON.stringify(now) && manifest.same?.(old, now) !== true;
  } catch {
    // What does not parse cannot be compared; who asks is told so.
    return null;
  }
}

function places(tables: string, keys: string): string[] {
  return tables.split(' ').flatMap((table) => keys.split(' ').map((key) => `${table}.${key}`));
}

/** The manifest without its harmless places; null where it is no table. A computed version (`attr:`, `file:`, `dynamic`) is not harmless. */
function obeyedParts(value: unknown, harmless: readonly string[], prefix = ''): Table | null {
  if (!isTable(value)) return null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]): [string, unknown][] => {
      const place = prefix === '' ? key : `${prefix}.${key}`;
      if (harmless.includes(place) && isLiteral(part)) return [];
      const inner = harmless.some((one) => one.startsWith(`${place}.`)) ? obeyedParts(part, harmless, place) : null;
      return [[key, inner ?? part]];
    }),
  );
}

function isLiteral(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isLiteral);
  if (isTable(value)) return Object.values(value).every(isLiteral);
  return typeof value !== 'string' || !/^\s*(?:attr|file):|[$%{}`]/.test(value);
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws where a key stands twice, because tools differ in which one counts, and where keys are numbers, whose order is lost here. */
function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const strings = [...text.matchAll(/"(?:[^"\\]|\\[^])*(?:"(\s*:)?|\\?$)/g)];
  if (countKeys(value) !== strings.filter(([, colon]) => colon !== undefined).length)
    throw new Error('a key stands twice');
  return value;
}

function countKeys(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + countKeys(part), 0);
  if (!isTable(value)) return 0;
  if (Object.keys(value).some((key) => /^\d{1,16}$/.test(key))) throw new Error('a key is a number');
  return Object.values(value).reduce<number>((sum, part) => sum + 1 + countKeys(part), 0);
}

/** A version or a group: nothing that a build script could take for more. */
const NAME = /^[\w.+-]{0,100}$/;

/** A version that the build's own scripts look up, under a name of theirs: no tool obeys it by itself, and none of Gradle's or Java's keys is one. */
const OWN_VERSION = /^(?!systemProp\.|org\.)[\w.-]{0,60}(?:[vV]ersion|VERSION|Sdk|SDK)$/;

/** Keys with their values; those whose value is only a name, apart, and versions. */
function readProperties(text: string): Table {
  const versions: Record<string, string> = {};
  const plain: Record<string, string> = {};
  const others: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || /^\s*[#!]/.test(line)) continue;
    const [, key, value = ''] = /^\s*([\w.-]{1,200})[ \t]*[=:](.*)$/.exec(line) ?? [];
    // A line that ends so goes on in the next; elsewhere in a value it only escapes a sign.
    if (key === undefined || value.endsWith('\\') || key in versions || key in plain || key in others)
      throw new Error('not one key a line');
    const said = value.trim();
    const isVersion = OWN_VERSION.test(key) && /^\d[\w.-]{0,60}$/.test(said);
    (isVersion ? versions : NAME.test(said) ? plain : others)[key] = said;
  }
  return { versions, plain, others };
}

const DESCRIBES =
  /^\s{0,20}[a-z_]{1,20}\.(?:version|required_ruby_version|required_rubygems_version|summary|description|homepage|licenses?|authors?|email)\s{0,20}=\s{0,4}(?:'[^'\\]{0,500}'|"[^"\\#]{0,500}"|\[(?:\s?(?:'[^'\\]{0,200}'|"[^"\\#]{0,200}"),?){0,10}\s?\])\s*$/;

/** A specification of a gem is a program: only lines that give a literal to what describes are set apart. */
function readGemspec(text: string): Table {
  if (/<<|^=begin|^__END__|%[qQwW]?[^\w\s]/m.test(text)) throw new Error('a text may go on over lines');
  const lines = text.split(/\r?\n/);
  return {
    described: lines.filter((line) => DESCRIBES.test(line)),
    others: lines.filter((line) => !DESCRIBES.test(line)),
  };
}

/** The sections of an INI file as Python reads it: a line that is indented goes on with the value before it. */
function readIni(text: string): Table {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> | null = null;
  let last: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || /^[#;]/.test(line)) continue;
    const header = /^\[([^\]]{1,200})\]\s*$/.exec(line)?.[1];
    const [, key, value = ''] = /^([\w.-]{1,200})[ \t]*[:=](.*)$/.exec(line) ?? [];
    if (header !== undefined) {
      if (header in sections) throw new Error('a section stands twice');
      section = sections[header] = {};
      last = null;
    } else if (/^\s/.test(line) && section !== null && last !== null) section[last] += `\n${line.trim()}`;
    else if (key !== undefined && section !== null && !(key in section)) {
      section[key] = value.trim();
      last = key;
    } else throw new Error('a line that is no key of its own');
  }
  return sections;
}
