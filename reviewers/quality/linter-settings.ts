import type { ChangedFile } from '../../schemas/change-set.ts';
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import {
  readCheckstyle,
  readDetektBaseline,
  readPhpstanBaseline,
  readPsalmBaseline,
  readRuff,
  type Setting,
} from './linter-readers.ts';
import { readAuditDecisions, readCargoDeny, readPhpstan } from './settings-readers.ts';

/** Settings of a linter. */
interface LinterFile {
  /** Absent: as JSON or YAML. Null where they cannot be read in one way only. */
  readonly read?: (text: string) => readonly Setting[] | null;
  readonly files: RegExp;
  /** Places, keys joined by dots, that only say what is looked for and where: nothing is loaded, run or written by them. */
  readonly known: RegExp;
}

/** Another file is taken in by `extend`, and reports are written by `output-file`: neither is known. */
const RUFF =
  /^(?:target-version|line-length|indent-width|preview|exclude|extend-exclude|(?:lint\.)?(?:(?:extend-)?(?:select|safe-fixes|unsafe-fixes|fixable)|unfixable|preview|dummy-variable-rgx|allowed-confusables)|(?:lint|format)\.[\w.-]{1,100}|passed\..{1,300})$/;

const LINTERS: readonly LinterFile[] = [
  {
    files: /(?:^|\/)\.(?:eslintrc|stylelintrc)(?:\.(?:jsonc?|ya?ml))?$/i,
    known:
      /^(?:(?:overrides\.)?(?:rules|env|globals)\.|(?:\$schema|ignorePatterns|ignoreFiles|reportUnusedDisableDirectives|reportNeedlessDisables)$)/,
  },
  {
    // Its `plugins` are built in; what it loads stands under `jsPlugins` and `extends`.
    files: /(?:^|\/)\.oxlintrc\.jsonc?$/i,
    known:
      /^(?:(?:overrides\.)?(?:rules|env|globals|categories)\.|(?:overrides\.)?(?:plugins|files)$|(?:\$schema|ignorePatterns)$)/,
  },
  {
    files: /(?:^|\/)\.?biome\.jsonc?$/i,
    known: /^(?:(?:overrides\.)?(?:linter|formatter)\.|\$schema$|files\.(?:ignore|maxSize)$)/,
  },
  {
    files: /(?:^|\/)\.golangci\.ya?ml$/i,
    known:
      /^(?:version$|run\.(?:timeout|deadline|go|concurrency)$|formatters\.(?:enable|exclusions)(?:\.|$)|linters\.(?:enable|disable|exclusions)(?:\.|$)|issues\.(?:exclude[\w-]{0,40}(?:\.|$)|max-[\w-]{1,40}$)|(?:linters-settings|linters\.settings)\.(?:[\w-]{1,60}\.){1,6}[\w-]{1,60}$)/,
  },
  {
    files: /(?:^|\/)\.rubocop(?:_todo)?\.yml$/i,
    known:
      /^(?:AllCops\.(?:TargetRubyVersion|SuggestExtensions|Exclude)$|(?!AllCops)[A-Z]\w{0,60}(?:\/[A-Z]\w{0,60}){1,3}\.[A-Z])/,
  },
  {
    files: /(?:^|\/)\.yamllint(?:\.ya?ml)?$/i,
    // Options of a rule are no grades of it.
    read: (text) => readAnd(text, ([first, rule, option]) => first === 'rules' && rule && option && option !== 'level'),
    known: /^(?:rules\.[\w-]{1,60}(?:\.level)?|options\..{1,200}|ignore|yaml-files)$/,
  },
  {
    // Rules of others come from the class path, which the build says. Sets are lower case, rules are not.
    files: /(?:^|\/)[\w-]{0,40}detekt[\w-]{0,40}\.ya?ml$/i,
    read: (text) => readAnd(text, ([, , option]) => option !== undefined && !/^(?:active|excludes)$/.test(option)),
    known:
      /^(?:options\.)?(?!config\.|processors\.|console-reports|output-reports|build\.)[a-z][\w-]{1,40}\.(?:active|excludes|[A-Z]\w{1,80}\.[a-z]\w{1,60})$/,
  },
  { files: /(?:^|\/)\.?ruff\.toml$/, read: readRuff, known: RUFF },
  {
    files: /(?:^|\/)(?:[\w.-]{0,60}checkstyle[\w.-]{0,60}|(?:checkstyle|config)\/[\w.-]{0,60}suppressions)\.xml$/i,
    read: readCheckstyle,
    known: /^(?:enable|rules|options|says|passed)(?:\.|$)/,
  },
  { files: /(?:^|\/)detekt-baseline[\w.-]{0,40}\.xml$/, read: readDetektBaseline, known: /^passed\./ },
  { files: /(?:^|\/)psalm[-.]baseline\.xml$/, read: readPsalmBaseline, known: /^passed\./ },
  {
    files: /(?:^|\/)phpstan[-/]baseline[\w.-]{0,20}\.neon$/,
    read: readPhpstanBaseline,
    known: /^passed\./,
  },
  {
    // Plug-ins load the files that `config` names; what stands under `entry` is only read.
    files: /(?:^|\/)\.?knip\.jsonc?$/,
    read: (text) =>
      readTree(text)?.map(({ keys, value }) => ({ keys: keys[0] === 'workspaces' ? keys.slice(2) : keys, value })) ??
      null,
    known:
      /^(?:\$schema$|(?:entry|project|include|exclude|ignore|ignoreFiles|ignoreBinaries|ignoreDependencies|ignoreMembers|ignoreUnresolved|ignoreWorkspaces|includeEntryExports|tags|treatConfigHintsAsErrors)$|ignoreExportsUsedInFile(?:\.\w{1,20})?$|ignoreIssues\.|rules\.\w{1,40}$)/,
  },
  {
    files: /(?:^|\/)\.?deny\.toml$/,
    read: readCargoDeny,
    known: /^(?:rules|passed|says)\./,
  },
  { files: /(?:^|\/)audit-resolve\.json$/, read: readAuditDecisions, known: /^passed\./ },
  {
    // What it includes, starts with and makes objects of is loaded.
    files: /(?:^|\/)phpstan(?:\.dist)?\.neon(?:\.dist)?$/,
    read: readPhpstan,
    known: /^(?:rules\.|parameters\.(?:ignoreErrors(?:\.|$)|excludePaths(?:\.|$)|paths$))/,
  },
];
/** Keys below which a linter is given programs and rules of others. */
const LOADS = /^(?:custom|rules|path|ruleguard|original-url|goplugin|module|plugin|plugins)$/;

/** The linter that reads a file by this name, and that nothing else is known to read; null where there is none. */
export function linterOf({ kind, newPath }: Pick<ChangedFile, 'kind' | 'newPath'>): LinterFile | null {
  return kind?.id === 'linter-configuration' ? (LINTERS.find(({ files }) => files.test(newPath)) ?? null) : null;
}

const MOST_CHARACTERS = 256 * 1024;
const MOST_SETTINGS = 20_000;

/** Whether a change of this value only changes what the linter looks for and where. */
export function isKnownSetting({ files, known }: LinterFile, { keys }: Setting): boolean {
  const isGo = files.test('.golangci.yml');
  return known.test(keys.join('.')) && !(isGo && keys.slice(1).some((key) => LOADS.test(key)));
}

/** What such a text says, value by value; null where it cannot be read in one way only. */
export function readLinterSettings({ read = readTree }: LinterFile, text: string): readonly Setting[] | null {
  const settings = text.length > MOST_CHARACTERS ? null : read(text);
  return settings === null || settings.length > MOST_SETTINGS ? null : settings;
}

/** With the values that are options of a rule under a name of their own. */
function readAnd(text: string, isOption: (keys: readonly string[]) => unknown): readonly Setting[] | null {
  return (
    readTree(text)?.map((one) => (isOption(one.keys) ? { ...one, keys: ['options', one.keys.join('.')] } : one)) ?? null
  );
}

function readTree(text: string): readonly Setting[] | null {
  // Comments of JSON are none of YAML's.
  const plain = /^\s*[{/]/.test(text) ? withoutLineComments(text) : text;
  const document = parseDocument(plain, { uniqueKeys: true, merge: false, prettyErrors: false });
  if (document.errors.length > 0) return null;
  const settings: Setting[] = [];
  return collect(document.contents, [], settings) ? settings : null;
}

function withoutLineComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*\/\//.test(line))
    .join('\n');
}

function collect(node: Node | null, keys: readonly string[], into: Setting[]): boolean {
  if (node === null || into.length > MOST_SETTINGS || keys.length > 20) return node === null;
  if (isScalar(node)) {
    into.push({ keys, value: String(node.value) });
    return true;
  }
  if (isSeq<Node>(node)) return node.items.every((item) => collect(item, keys, into));
  if (!isMap<Node, Node | null>(node)) return false;
  return node.items.every(
    ({ key, value }) =>
      isScalar(key) && String(key.value) !== '<<' && collect(value, [...keys, String(key.value)], into),
  );
}

/** What stands in the one and not, or not as often, in the other. */
export function settingsOnlyIn(these: readonly Setting[], those: readonly Setting[]): Setting[] {
  const left = new Map<string, number>();
  for (const one of those) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1);
  return these.filter((one) => {
    const count = left.get(keyOf(one)) ?? 0;
    if (count > 0) left.set(keyOf(one), count - 1);
    return count === 0;
  });
}

function keyOf({ keys, value }: Setting): string {
  return JSON.stringify([keys, value]);
}
