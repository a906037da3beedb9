import { parseDocument } from 'yaml';
import { z } from 'zod';

/** What a reader sets apart: values that nothing could take for more than they are, and all others. */
interface PlainAndOthers {
  readonly plain: Readonly<Record<string, unknown>>;
  readonly others: Readonly<Record<string, unknown>>;
}

/** A version, a part of one or a label of one. */
const NAME = /^[\w.+-]{0,100}$/;
const OF_VERSION =
  /^(?:schema|assembly|file|package|product|app|semver|full|short)?_?(?:version|major|minor|patch|build|revision|release|pre_?release|beta|alpha|rc|suffix|prefix|label|number|assembly|date|commit)(?:version|number|label)?$/i;

/** `version.json` and kin: which version this is. */
export function readVersions(text: string): PlainAndOthers {
  const value: unknown = JSON.parse(text);
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
  const strings = [...text.matchAll(/"(?:[^"\\]|\\[^])*(?:"(\s*:)?|\\?$)/g)].filter(([, colon]) => colon !== undefined);
  if (entries?.every(([, part]) => typeof part !== 'object' || part === null) !== true)
    return { plain: {}, others: { value } };
  if (strings.length !== entries.length) throw new Error('a key stands twice');
  const isPlain = ([key, part]: readonly [string, unknown]): boolean =>
    OF_VERSION.test(key) &&
    (part === null || typeof part === 'number' || (typeof part === 'string' && NAME.test(part)));
  return {
    plain: Object.fromEntries(entries.filter(isPlain)),
    others: Object.fromEntries(entries.filter((entry) => !isPlain(entry))),
  };
}

/** A version that was released: three numbers, and a word for what is not final. */
const RELEASED = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[\w.-]{1,40})?$/;

/** Release Please's own notes: which version each package had last. Which packages there are is not plain. */
export function readReleased(text: string): PlainAndOthers {
  const packages = Object.entries(tableOf(JSON.parse(text)));
  const keys = [...text.matchAll(/"\s*:/g)];
  if (keys.length !== packages.length || !packages.every(([, version]) => RELEASED.test(String(version))))
    throw new Error('no versions alone');
  return { plain: {}, others: { packages: packages.map(([path]) => path) } };
}

/** `dotnet-tools.json`: which version of each tool is installed. Which tools there are, and what they are called by, is not plain. */
export function toolsOf(manifest: unknown): PlainAndOthers {
  const { tools, ...others } = tableOf(manifest);
  const unversioned = Object.entries(tableOf(tools)).map(([name, tool]) => {
    const { version, ...rest } = tableOf(tool);
    return [name, rest, RELEASED.test(String(version)) ? '' : version];
  });
  return { plain: {}, others: { ...others, tools: unversioned } };
}

/** A released version, or those that are compatible with one. */
const RANGE = /^[~^]?\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[\w.]{1,40})?$/;

/**
 * `pnpm-workspace.yaml`: which version the packages of the workspace mean by `catalog:`. They ask for each by its name in their own manifests, where
 * a name is looked at: without that, nothing is installed by an entry. Not plain are other versions or packages in place of what was asked for, patches, and whose scripts may run.
 */
export function readCatalogs(text: string): PlainAndOthers {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false });
  if (document.errors.length > 0 || document.warnings.length > 0) throw new Error('no YAML that can be read');
  const { catalog = {}, catalogs = {}, ...others } = tableOf(document.toJS({ maxAliasCount: 0 }));
  const named = Object.entries(tableOf(catalogs)).map(([name, one]) => [name, tableOf(one)] as const);
  const unversioned = (one: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(one).filter(([, range]) => !RANGE.test(String(range))));
  return {
    plain: {},
    others: {
      ...others,
      catalog: unversioned(tableOf(catalog)),
      catalogs: named.map(([name, one]) => [name, unversioned(one)]),
    },
  };
}

/** Parts of an entry of Dependabot's that say when, how many at once, under which names, with which words. */
const WHEN_AND_HOW = new Set(
  `schedule open-pull-requests-limit labels reviewers assignees milestone commit-message groups cooldown rebase-strategy
  versioning-strategy pull-request-branch-name exclude-paths`.split(/\s+/),
);

/** Where it looks. */
const WATCHED: ReadonlySet<string> = new Set(['package-ecosystem', 'directory', 'directories', 'target-branch']);

/**
 * `dependabot.yml`: pull requests that people look at come more or less often, or together. Which ecosystems and folders are watched, what is passed
 * over, where packages come from and whether foreign code runs is not plain.
 */
export function readDependabot(text: string): PlainAndOthers {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false });
  if (document.errors.length > 0 || document.warnings.length > 0) throw new Error('no YAML that can be read');
  // Names for parts (`&a`, `*a`) make one text say two things.
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const { updates, ...others } = tableOf(value);
  if (!Array.isArray(updates)) throw new Error('no updates');
  const entries = updates.map(tableOf);
  const part = (isPlain: boolean): Record<string, unknown>[] =>
    entries.map((entry) =>
      Object.fromEntries(Object.entries(entry).filter(([key]) => WHEN_AND_HOW.has(key) === isPlain)),
    );
  return { plain: { updates: part(true) }, others: { ...others, updates: part(false).map(withoutMildIgnores) } };
}

/** Whether all that is new is that more is watched, on the registries that everybody uses. */
export function onlyGains(old: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>): boolean {
  const [before, after] = [old, now].map(({ others }) => tableOf(others));
  const [entriesBefore, entriesAfter] = [before, after].map((table) => z.array(z.unknown()).parse(table?.['updates']));
  const rest = (table: Record<string, unknown> | undefined): string => JSON.stringify({ ...table, updates: null });
  if (entriesBefore === undefined || entriesAfter === undefined || rest(before) !== rest(after)) return false;
  const left = entriesBefore.map((entry) => JSON.stringify(entry));
  for (const entry of entriesAfter) {
    const at = left.indexOf(JSON.stringify(entry));
    if (at !== -1) left.splice(at, 1);
    else if (!Object.keys(tableOf(entry)).every((key) => WATCHED.has(key))) return false;
  }
  return left.length === 0;
}

/** A rule that passes over small steps of a version passes over no repair of a weakness: those come all the same. */
function withoutMildIgnores({
  ignore,
  ...entry
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Array.isArray(ignore)) return ignore === undefined ? entry : { ...entry, ignore };
  const hard = ignore.filter((one) => !isMild(one));
  return hard.length === 0 ? entry : { ...entry, ignore: hard };
}

function isMild(one: unknown): boolean {
  const { 'update-types': types, ...name } = tableOf(one);
  return (
    Object.keys(name).join() === 'dependency-name' &&
    Array.isArray(types) &&
    types.length > 0 &&
    types.every((type) => typeof type === 'string' && type.startsWith('version-update:'))
  );
}

function tableOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no table');
  return { ...value };
}

/** Labels that set something off in many repositories: a merge, a deployment, tests with secrets. */
const SETS_OFF =
  /safe|ok|approv|lgtm|auto|merge|deploy|release|publish|preview|test|run|ci\b|trust|bypass|skip|build|e2e|vet|verif|review|\bqa\b|ship|stag|prod|ready|accept|force|admin|secret|allow|pass|green|bench|gate|check|sign|valid|clear|permit|grant|land|queue|\back\b|rebase|backport|exempt|ignore|no-|access|internal|maintainer|member|bot\b/i;

/** `labeler.yml`: which labels a pull request gets for which paths. One that may set something off is not plain. */
export function readLabeler(text: string): PlainAndOthers {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false });
  if (document.errors.length > 0 || document.warnings.length > 0) throw new Error('no YAML that can be read');
  const entries = Object.entries(tableOf(document.toJS({ maxAliasCount: 0 })));
  return {
    plain: { labels: JSON.stringify(entries.filter(([label]) => !SETS_OFF.test(label))).replaceAll(/[$%{}`]/g, '') },
    others: Object.fromEntries(entries.filter(([label]) => SETS_OFF.test(label))),
  };
}

/** A page of the navigation, with or without its title; a title with pages below it. */
const PAGE =
  /^ {0,20}- {1,4}(?:(?:'[^'\\]{1,120}'|"[^"\\$]{1,120}"|[\w][\w .,&()/+#?-]{0,119}): {0,4})?(?:'?"?(?:https:\/\/)?[\w./#@-]{1,300}"?'?)?[ \t\r]{0,8}$/;

/** `mkdocs.yml`: the navigation is a list of pages. All other lines stay as they stand, tags and plug-ins among them. */
export function readNavigation(text: string): PlainAndOthers {
  const lines = text.split('\n');
  const pages: string[] = [];
  const others: string[] = [];
  let within = false;
  for (const line of lines) {
    if (/^\S/.test(line) && !/^(?:-|#)/.test(line)) within = /^nav:[ \t\r]*$/.test(line);
    const isPage = within && (PAGE.test(line) || /^\s*(?:#.*)?$/.test(line));
    (isPage ? pages : others).push(line);
  }
  // Twice, a parser takes one or the other; in a text that goes on over lines it is no key.
  if (lines.filter((line) => line.startsWith('nav:')).length > 1) throw new Error('the navigation stands twice');
  return { plain: { pages: '' }, others: { lines: others } };
}
