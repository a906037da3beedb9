import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readTomlSettings } from '../read-trees.ts';
import { brief } from '../../scenario.ts';
import { type ManifestSetting, standsAt } from '../setting.ts';
import { isWithin, movingVersionHazard, outsideHazard, present, registryHazard, sourceHazard } from '../words.ts';

const RANGE = /^[\w.*^~<>=, +-]{1,100}$/;
const LOCAL = /^(?!\/|.*\.\.)[\w./*-]{1,200}$/;
const TABLES = 'dependencies|dev-dependencies|build-dependencies';
const TRUTH = /^(?:true|false)$/;
const FEATURE =
  /^(?!.*(?:danger|insecure|unsafe|no[-_]?verif|unverified))(?:dep:)?[\w.+-]{1,64}\??(?:\/[\w.+-]{1,64})?$/i;

/** `Cargo.toml`. */
export const cargoManifest: ManifestFormat = {
  read: readTomlSettings,
  plain: [
    ...[TABLES, `workspace/dependencies`, `target/*/${TABLES}`].flatMap((table) => [
      [`${table}/*`, RANGE] as const,
      [`${table}/*/version`, RANGE] as const,
      [`${table}/*/optional|default-features|workspace`, TRUTH] as const,
      [`${table}/*/features/*`] as const,
      [`${table}/*/features`, /^\[\]$/] as const,
      [`${table}/*/path`, LOCAL] as const,
    ]),
    [TABLES, /^\{\}$/],
    [
      'package/name|version|authors|description|documentation|homepage|repository|readme|license|license-file|edition|rust-version|publish|autobins|autotests|autobenches|autoexamples',
    ],
    ['package/authors|keywords|categories/*'],
    ['package/*/workspace', /^true$/],
    [
      'workspace/package/version|authors|description|documentation|homepage|repository|readme|license|edition|rust-version',
    ],
    ['workspace/package/authors|keywords|categories/*'],
    ['workspace/members|exclude|default-members/*', LOCAL],
    ['workspace/resolver'],
    ['badges/**'],
    // Measurements and examples: nothing that ships, and no test.
    ['bench|example/*/name', /^[\w-]{1,60}$/],
    ['bench|example/*/harness', TRUTH],
    ['bench|example/*/path', LOCAL],
    ['bench|example/*/required-features/*', FEATURE],
    // Files of the repository that a package has, and where: by their names within it.
    ['package/metadata/deb|generate-rpm/assets/*/*', /^(?!\/|.*\.\.)[\w./*-]{1,200}$|^[0-7]{3}$/],
    // What the compiler and its linter say; how they make a program of the same code.
    ...['lints', 'workspace/lints'].flatMap((table) => [
      [`${table}/clippy|rustdoc/**`] as const,
      [`${table}/rust/**`, /^(?:warn|deny|forbid|-?\d+)$/] as const,
    ]),
    ...['lints', 'workspace/lints'].map((table) => [`${table}/rust/unexpected_cfgs/check-cfg/*`] as const),
    ['lints/workspace', TRUTH],
    // What one feature brings with it; nothing that says of itself that it is dangerous.
    ['features/*/*', FEATURE],
    ['features/*', /^\[\]$/],
    ['profile/*/opt-level|lto|debug|strip|codegen-units|incremental|inherits'],
  ],
  // Crates of this repository; a name that only has more to it than that of the crate.
  isPlain: ({ keys, value }, path) =>
    (PLACES.some((place) => standsAt(keys, place)) && isWithin(path, value)) ||
    (keys.at(-1) === 'package' && tableOf(keys) !== undefined && isShortFor(value, keys.at(-2) ?? '')),
  hazards: (settings, path) => {
    const all = new Map(settings.map(({ keys, value }) => [keys.join('\n'), value]));
    const beside = ({ keys }: ManifestSetting, key: string): string =>
      all.get([...keys.slice(0, -1), key].join('\n')) ?? '';
    return present(settings.map((setting) => hazardOf(setting, { path, beside: (key) => beside(setting, key) })));
  },
};

const PLACES = [TABLES, 'workspace/dependencies', `target/*/${TABLES}`, 'patch/*'].map((table) => `${table}/*/path`);

const tableOf = (keys: readonly string[]): string | undefined =>
  keys.find((key) => /dependencies$|^patch$|^replace$/.test(key));

/** `tree-sitter-lib` is `tree-sitter`; another crate under the name of a known one is longer than that name, or another word. */
function isShortFor(crate: string, name: string): boolean {
  const [one, other] = [crate, name].map((text) => text.toLowerCase().replaceAll('_', '-'));
  return one !== undefined && one.length > 2 && other !== undefined && other !== one && other.startsWith(one);
}

function renamed(at: ManifestSetting, name: string): SettingHazard {
  return {
    at,
    rule: 'dependency-source',
    identity: `${name} => ${at.value}`,
    title: `\`${name}\` is the crate \`${brief(at.value)}\` under its name`,
    explanation: `Code that uses \`${name}\` gets \`${brief(at.value)}\`, and nothing at its use shows it.`,
    failureScenario: {
      description: `The build compiles code of the publishers of \`${brief(at.value)}\` wherever \`${name}\` is used.`,
    },
    severity: 'suggestion',
    // Folded: who renames a crate mostly has a reason that the reader sees.
    confidence: 200,
  };
}

function hazardOf(
  setting: ManifestSetting,
  { path, beside }: { readonly path: string; readonly beside: (key: string) => string },
): SettingHazard | null {
  const { keys, value } = setting;
  const last = keys.at(-1) ?? '';
  const name = keys.at(-2) ?? '';
  if (/^(?:registries|registry|source)$/.test(keys[0] ?? '') && /^(?:index|registry|replace-with|git)$/.test(last))
    return registryHazard(setting, value.replace(/^sparse\+/, ''));
  const table = tableOf(keys);
  if (table === undefined) return null;
  if (last === 'git')
    return sourceHazard(setting, { name, address: value, isPinned: /^[\da-f]{40}$/.test(beside('rev')) });
  if (last === 'path') return outsideHazard(setting, name, path);
  if ((last === 'version' || keys.at(-2) === table) && /^(?:\*|>=? ?0(?:\.0){0,2})$/.test(value))
    return movingVersionHazard(setting, last === 'version' ? name : last);
  if (last === 'package' && table !== 'patch' && !isShortFor(value, name)) return renamed(setting, name);
  return last === 'registry-index' ? registryHazard(setting, value) : null;
}
