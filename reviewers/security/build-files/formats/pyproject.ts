import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readTomlSettings } from '../read-trees.ts';
import type { ManifestSetting } from '../setting.ts';
import {
  buildStepHazard,
  commandHazard,
  movingVersionHazard,
  openHazard,
  outsideHazard,
  present,
  registryHazard,
  sourceHazard,
} from '../words.ts';
import { checkOff } from './dotnet/weaknesses.ts';
import { REQUIREMENT, requirementHazard } from './requirements.ts';

const RANGE = /^[\w.*^~<>=!|, +-]{1,100}$/;
const WISHES = 'tool/poetry/dependencies|dev-dependencies';
const GROUPS = 'tool/poetry/group/*/dependencies';

const NAME = /^[\w.-]{1,100}$/;
const PATHS = /^(?!\/|~|.*\.\.)[\w./*{},![\] -]{0,200}$/;
/** A rule of Ruff, or a group of them; but for those that look for holes, which nobody switches off in passing. */
const LINT_CODE = /^(?!S\d{0,4}$|ALL$)[A-Z]{1,6}\d{0,4}$/;
/** Rules of Ruff that look for holes. */
const HOLES = /^S\d{0,4}$/;
/** Builders that their makers publish on the registry, and that many projects build with. */
const BUILDERS =
  /^(?:setuptools\.build_meta|hatchling\.build|poetry\.core\.masonry\.api|flit_core\.buildapi|pdm\.backend|maturin|uv_build|scikit_build_core\.build|mesonpy)$/;

/** `pyproject.toml`: what is installed and built, and settings of tools that load and pass over nothing. */
export const pyproject: ManifestFormat = {
  read: (text) => {
    const settings = readTomlSettings(text);
    return typeof settings === 'string' ? settings : withOverrides(settings.map(inNoOrder));
  },
  plain: [
    ['build-system/requires/*', REQUIREMENT],
    ['project/dependencies/*', REQUIREMENT],
    ['project/optional-dependencies/*/*', REQUIREMENT],
    ['dependency-groups/*/*', REQUIREMENT],
    ['dependency-groups/*/*/include-group'],
    ['tool/uv/dev-dependencies|constraint-dependencies|override-dependencies/*', REQUIREMENT],
    ['tool/pdm/dev-dependencies/*/*', REQUIREMENT],
    ['project|tool/dependencies|optional-dependencies', /^(?:\[\]|\{\})$/],
    ['project/name|version|description|readme|requires-python|license|license-files'],
    ['project/classifiers|keywords|license-files/*'],
    ['project/authors|maintainers/*/*'],
    ['project/license|readme/*'],
    ['project/urls/*'],
    ['tool/poetry/name|version|description|readme|license|homepage|repository|documentation'],
    ['tool/poetry/authors|maintainers|keywords|classifiers/*'],
    ['tool/poetry/urls/*'],
    ['build-system/build-backend', BUILDERS],
    ['project/scripts|gui-scripts/*', /^[\w.]{1,200}:[\w.]{1,200}$/],
    ['project/dynamic/*', /^(?:version|readme|description|classifiers|optional-dependencies|dependencies)$/],
    ['tool/black|isort|ruff/line-length|line_length|target-version|profile', /^[\w.-]{1,40}$/],
    ['tool/black|isort/**', /^[\w.:, -]{0,200}$/],
    ['tool/ruff/format/**', /^[\w., -]{0,100}$/],
    ['tool/ruff/lint/select|extend-select|ignore|extend-ignore|extend-safe-fixes|fixable|unfixable/*', LINT_CODE],
    ['tool/ruff/select|extend-select|ignore|extend-ignore|fixable|unfixable/*', LINT_CODE],
    ['tool/ruff/lint/per-file-ignores|extend-per-file-ignores/*/*', LINT_CODE],
    [
      'tool/coverage/report|html|xml/show_missing|skip_covered|skip_empty|precision|sort|directory|output',
      /^[\w./-]{1,100}$/,
    ],
    // Which files a measurement looks at; a plug-in of it would be loaded.
    ['tool/coverage/run|report/omit|include|source|source_pkgs/*', PATHS],
    ['tool/coverage/run/branch|parallel|relative_files', /^(?:true|false)$/],
    ['tool/coverage/paths/*/*', PATHS],
    ['tool/ruff/isort|pydocstyle|mccabe/**', /^[\w., -]{0,100}$/],
    ['tool/ruff/lint/isort|pydocstyle|mccabe/**', /^[\w., -]{0,100}$/],
    ['tool/coverage/report/exclude_also|exclude_lines/*'],
    [
      'tool/pytest/ini_options/minversion|xfail_strict|log_level|log_cli|asyncio_mode|asyncio_default_fixture_loop_scope',
      /^[\w.-]{1,40}$/,
    ],
    ['tool/pytest/ini_options/markers/*', /^[\w(), ]{1,80}(?::[^\n]{0,300})?$/],
    ['tool/pytest/ini_options/testpaths', PATHS],
    ['tool/pytest/ini_options/testpaths/*', PATHS],
    ['tool/mypy/python_version', /^\d\.\d{1,2}$/],
    // What is left out of the archives of a release: nothing that ships.
    ['tool/poetry/exclude/*', /^(?:\*\*\/)?(?:tests?|docs?|examples?|benchmarks?)(?:\/[\w.*-]{1,100}){0,8}\/?$/],
    // Which wheels are built, and by what. Commands, addresses and variables are not plain. Source: cibuildwheel's "Options".
    [
      'tool/cibuildwheel/build|archs|enable|build-frontend|build-verbosity|free-threaded-support|container-engine',
      /^(?!.*(?:create_args|:))[\w.*{},[\] -]{1,200}$/,
    ],
    ['tool/cibuildwheel/build|archs|enable|skip/*', /^(?!\*$)[\w.*{},-]{1,80}$/],
    ['tool/cibuildwheel/skip', /^(?!\*?$)[\w.*{}, -]{0,200}$/],
    ['tool/cibuildwheel/linux|macos|windows/archs', /^[\w ]{1,80}$/],
    ['tool/cibuildwheel/linux|macos|windows/archs/*', /^\w{1,20}$/],
    ['tool/cibuildwheel/*', /^(?:manylinux(?:1|2010|2014|_\d{1,2}_\d{1,2})|musllinux_\d_\d)$/],
    ['tool/cibuildwheel/test-requires|test-extras|test-groups/*', REQUIREMENT],
    ['tool/codespell/**', /^[\w., /*-]{0,300}$/],
    ['tool/towncrier/**', /^[^`$]{0,500}$/],
    ['tool/commitizen|bumpversion|bumpver/version|current_version', NAME],
    ...[WISHES, GROUPS].flatMap((table) => [
      [`${table}/*`, RANGE] as const,
      [`${table}/*/version|python`, RANGE] as const,
      [`${table}/*/markers`, /^[^;@]{1,300}$/] as const,
      [`${table}/*/optional`, /^(?:true|false)$/] as const,
      [`${table}/*/extras/*`] as const,
    ]),
  ],
  isPlain: ({ keys, value }) => keys[1] === 'mypy' && keys[5] === TYPES_ALONE && MODULE.test(value),
  hazards: (settings, path) => {
    const all = new Map(settings.map(({ keys, value }) => [keys.join('\n'), value]));
    const besideOf =
      ({ keys }: ManifestSetting) =>
      (key: string): string =>
        all.get([...keys.slice(0, -1), key].join('\n')) ?? '';
    return present(settings.map((setting) => hazardOf(setting, { path, beside: besideOf(setting) })));
  },
};

/** Lists of codes mean the same in any order: one that moves because another goes is not new. */
function inNoOrder(setting: ManifestSetting): ManifestSetting {
  const { keys } = setting;
  return keys[0] === 'tool' && keys[1] === 'ruff' && /^\d+$/.test(keys.at(-1) ?? '')
    ? { ...setting, place: keys.slice(0, -1).join('\n') }
    : setting;
}

const MODULE = /^\w{1,80}(?:\.(?:\w{1,80}|\*)){0,10}$/;
/** Stands behind the keys of a module of whose types mypy only asks less. */
const TYPES_ALONE = 'types alone';
/** Options of an override that ask less of types; any other may leave a module out. */
const OF_TYPES =
  /^(?:module|ignore_missing_imports|follow_untyped_imports|(?:warn|disallow|check|allow|no_implicit|strict|implicit)_\w{1,60})$/;

/** Modules of an override of mypy's, in any order, where the override does no more than ask less of types. */
function withOverrides(settings: readonly ManifestSetting[]): readonly ManifestSetting[] {
  const all = Map.groupBy(
    settings.filter(({ keys }) => keys[1] === 'mypy' && keys[2] === 'overrides'),
    ({ keys }) => keys[3],
  );
  return settings.map((one) => {
    const { keys, value } = one;
    if (keys[1] !== 'mypy' || keys[2] !== 'overrides') return one;
    const options = (all.get(keys[3]) ?? []).filter((other) => other.keys[4] !== 'module');
    const place = `${keys.filter((key) => !/^\d+$/.test(key)).join('\n')}\n${options.map((other) => `${other.keys[4]}=${other.value}`).join(',')}`;
    const isOfTypes = keys[4] === 'module' && options.every((other) => OF_TYPES.test(other.keys[4] ?? ''));
    return isOfTypes ? { ...one, keys: [...keys.slice(0, 5), TYPES_ALONE], place, value } : { ...one, place };
  });
}

interface Around {
  readonly path: string;
  /** The value of another key of the same table. */
  readonly beside: (key: string) => string;
}

function hazardOf(setting: ManifestSetting, { path, beside }: Around): SettingHazard | null {
  const { keys, value } = setting;
  const last = keys.at(-1) ?? '';
  const name = keys.at(-2) ?? '';
  const place = keys.join('/');
  if (
    /^(?:build-system\/requires|project\/(?:optional-)?dependencies|dependency-groups|tool\/(?:uv|pdm)\/[\w-]*dependencies)\//.test(
      place,
    )
  )
    return requirementHazard(setting);
  if (
    /^tool\/(?:uv\/(?:pip\/)?(?:index|extra-index-url|index-url|find-links)|poetry\/source|pdm\/source)(?:\/|$)/.test(
      place,
    )
  )
    return isExplicit(beside) && value.startsWith('https:') ? null : registryHazard(setting, value);
  if (/^tool\/(?:uv\/(?:pip\/)?index-strategy|pdm\/resolution\/respect-source-order)$/.test(place))
    return value.startsWith('unsafe-') ? mixedIndexes(setting) : null;
  if (
    /^(?:allow-insecure-host|trusted-host)$/.test(last) ||
    (/^(?:allow-insecure-host|trusted-host)$/.test(name) && /^\d+$/.test(last))
  )
    return openHazard(setting);
  if (
    /^tool\/ruff\/(?:lint\/)?(?:ignore|extend-ignore|per-file-ignores|extend-per-file-ignores)\//.test(place) &&
    HOLES.test(value)
  ) {
    const told = checkOff(setting, `Ruff looks for holes no more (${value})`, { severity: 'suggestion' });
    // In single files people do so with good reason: it is told where all is told.
    return place.includes('per-file')
      ? { ...told, title: `Ruff passes over holes in \`${name}\` (${value})`, confidence: 200 }
      : told;
  }
  if (/^(?:verify_ssl|verify-ssl)$/.test(last) && value === 'false') return openHazard(setting);
  if (place.startsWith('build-system/backend-path/')) return buildStepHazard(setting, 'A builder of its own');
  if (
    /^tool\/(?:hatch\/(?:build\/(?:targets\/[^/]+\/)?hooks\/custom|metadata\/hooks\/custom)\/path|setuptools\/cmdclass\/|pdm\/build\/custom-hook|poetry\/build\/script)/.test(
      place,
    )
  )
    return buildStepHazard(setting, 'A step of the build');
  if (!/^tool\/(?:uv\/sources|poetry\/(?:group\/[^/]+\/)?(?:dev-)?dependencies)\//.test(place))
    return commandHazard(setting);
  if (last === 'git')
    return sourceHazard(setting, { name, address: value, isPinned: /^[\da-f]{40}$/.test(beside('rev')) });
  if (last === 'url') return sourceHazard(setting, { name, address: value, isPinned: /#sha256=/.test(value) });
  if (last === 'path') return outsideHazard(setting, name, path);
  return value === '*' && last !== 'python' ? movingVersionHazard(setting, last === 'version' ? name : last) : null;
}

/** Whether an index is only asked for the packages that name it. */
function isExplicit(beside: Around['beside']): boolean {
  return beside('explicit') === 'true' || beside('priority') === 'explicit';
}

function mixedIndexes(at: ManifestSetting): SettingHazard {
  return {
    at,
    rule: 'registry-override',
    identity: at.value,
    title: 'Any index may answer for any package',
    explanation:
      'The newest version of all indexes is taken, so that a package of a private index can be replaced from the public one. Leave the strategy out, and name the index of each private package (`explicit`).',
    failureScenario: {
      description:
        'Somebody publishes a higher version of an internal package’s name on the public index; the next build installs and runs it.',
    },
    severity: 'warning',
    confidence: 800,
  };
}
