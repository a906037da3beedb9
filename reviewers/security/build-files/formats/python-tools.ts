import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import type { ManifestSetting } from '../setting.ts';
import { commandHazard, openHazard, outsideHazard, present, registryHazard } from '../words.ts';
import { REQUIREMENT, requirementHazard } from './requirements.ts';
import { readSetupCfg } from './setup-cfg.ts';

const TRUTH = /^(?:true|false|yes|no|0|1)$/i;
const LOCAL = /^(?!\/|~|.*\.\.)[\w.*{}?[\], =/-]{1,200}$/;
/** Only environments with one of these in their names take the line. */
const FACTOR = /^[\w.,!{}-]{1,200}:(?:\s+|$)/;
const ENVIRONMENTS = /^[\w.,{}! :-]{1,300}$/;
/** A file of the repository, by itself or below the folder of the settings. */
const LIST = /^(?:-[rc] ?)(?:\{toxinidir\}\/)?(?!\/|~|.*\.\.)[\w./-]{1,200}$/;
/** Tools that look at this code, build it or test it; their options load no program, and leave no test out. */
const TOOL =
  /^(?:\{envpython\}|python[\d.]*)? ?(?:-I |-W\w{1,20} |-b{1,2} )?(?:-m )?(?:pytest|py\.test|coverage|flake8|ruff|mypy|pyright|black|isort|pylint|bandit|build|unittest|sphinx-build|sphinx|twine check|pre-commit run|codespell|pydocstyle|check-manifest|towncrier|pip check|pip list|pip freeze|zest\.releaser|vulture|pycodestyle|pyroma|check-wheel-contents|doc8|djlint|pyupgrade|tox)(?![\w.-])/;
const WORDS = /^[\w.,:=/*{}[\]<> '"%+@-]{1,400}$/;
const LOADS =
  /(?:^|\s)(?:-p|-c|-k|-o|-e|--(?:ignore|ignore-glob|deselect|rootdir|confcutdir|override-ini|plugin|load-plugins|rcfile|config|exit-zero|exit-zero-even-if-changed|no-verify|pythonpath|import-mode|basetemp|omit|fail-under|cov-fail-under|skips?))(?=[\s=]|$)|\.\.|(?:^|[\s=])[/~]/;
const NAMES = /^(?!.*\*)[\w, ]{1,200}$/;
const QUIET =
  /^(?:PYTHON(?:UNBUFFERED|IOENCODING|DONTWRITEBYTECODE|HASHSEED|ASYNCIODEBUG|DEVMODE|FAULTHANDLER)|COVERAGE_FILE|LANG|LC_ALL|CI|TZ|TERM|(?:NO|FORCE)_COLOR) ?= ?[\w./{}:%-]{0,100}$/;

/** `tox.ini`: environments, what is installed into them and what runs there. */
export const toxIni: ManifestFormat = {
  read: readSetupCfg,
  plain: [
    [
      'tox/envlist|env_list|minversion|min_version|requires|skipsdist|isolated_build|no_package|skip_missing_interpreters',
      ENVIRONMENTS,
    ],
    ['tox/envlist|env_list/*', ENVIRONMENTS],
    ['tox/requires/*', REQUIREMENT],
    ['gh-actions/python/*', /^[\w.-]{1,20}: ?[\w., {}-]{1,100}$/],
    ['flake8|pycodestyle|isort/max-line-length|max-complexity|max_line_length|line_length|profile', /^\w{1,10}$/],
  ],
  isPlain: ({ keys, value }) => isOfEnvironment(keys) && isPlainInside(keys[1] ?? '', value.replace(FACTOR, '')),
  hazards: (settings, path) => present(settings.map((setting) => toxHazard(setting, path))),
};

function isOfEnvironment([section = '']: readonly string[]): boolean {
  return /^(?:testenv|env)(?:[:.][\w.{},-]{1,100})?$/.test(section) || section === 'base_python';
}

function isPlainInside(key: string, value: string): boolean {
  if (value === '') return true;
  if (/^(?:deps|extras|dependency_groups)$/.test(key)) return REQUIREMENT.test(value) || LIST.test(value);
  if (/^commands(?:_pre|_post)?$/.test(key)) return TOOL.test(value) && WORDS.test(value) && !LOADS.test(value);
  if (/^pass_?env$/.test(key)) return NAMES.test(value);
  if (/^set_?env$/.test(key)) return QUIET.test(value);
  if (/^install_command$/.test(key))
    return /^(?:python|\{envpython\})(?: -I)? -m pip install(?: -U| --no-binary :all:| --pre)? ?\{opts\} \{packages\}$/.test(
      value,
    );
  if (/^(?:basepython|base_python|description|envlist)$/.test(key)) return /^[\w.,{} :'()-]{1,200}$/.test(value);
  if (
    /^(?:skip_install|skipsdist|usedevelop|use_develop|recreate|sitepackages|parallel_show_output|package)$/.test(key)
  )
    return TRUTH.test(value) || /^(?:wheel|sdist|editable|skip)$/.test(value);
  return false;
}

const SECURITY_TOOL = /\b(?:bandit|safety|pip-audit|semgrep|detect-secrets|gitleaks|trivy)\b/;

function toxHazard(setting: ManifestSetting, path: string): SettingHazard | null {
  if (!isOfEnvironment(setting.keys)) return null;
  const value = setting.value.replace(FACTOR, '');
  const at = { ...setting, value };
  const told = insideHazard(setting.keys[1] ?? '', at, path);
  return told && { ...told, at: setting };
}

function insideHazard(key: string, at: ManifestSetting, path: string): SettingHazard | null {
  const { value } = at;
  if (key === 'deps') return requirementHazard(at) ?? pipOption(at, value);
  if (/^pass_?env$/.test(key) && /(?:^|[\s,])\*(?=[\s,]|$)/.test(value))
    return exposed(at, 'Every variable of whoever starts it is handed to what is installed here', 500);
  const [, name = '', said = ''] = /^(\w{1,60}) ?= ?(.*)$/.exec(value) ?? [];
  if (/^set_?env$/.test(key)) {
    if (/^(?:PIP|UV)_(?:(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?|FIND_LINKS)$/.test(name))
      return registryHazard({ ...at, value: said }, said);
    if (/^(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST)$/.test(name)) return openHazard(at);
    if (/^PYTHONPATH$/.test(name))
      return outsideHazard({ ...at, value: said.replace(/^\{toxinidir\}\/?/, './') }, 'PYTHONPATH', path);
    return null;
  }
  if (key === 'install_command') return pipOption(at, value) ?? commandHazard(at);
  if (/^commands(?:_pre|_post)?$/.test(key)) {
    if (/^- ?/.test(value) && SECURITY_TOOL.test(value)) return switchedOff(at);
    const danger = commandHazard({ ...at, value: value.replaceAll(/\{env:(\w{1,60})\}/g, '$$$1') });
    return danger ?? pipOption(at, value);
  }
  return null;
}

function pipOption(at: ManifestSetting, value: string): SettingHazard | null {
  if (/--trusted-host\b/.test(value)) return openHazard(at);
  const address = /(?:--(?:extra-)?index-url|--find-links|(?:^|\s)-[if])[ =](\S{1,300})/.exec(value)?.[1];
  return address === undefined ? null : registryHazard(at, address);
}

/** `pytest.ini`: what the tests are, and what is loaded for them. */
export const pytestIni: ManifestFormat = {
  read: readSetupCfg,
  plain: [
    [
      'pytest|tool:pytest/minversion|xfail_strict|log_level|log_cli|log_cli_level|asyncio_mode|asyncio_default_fixture_loop_scope|junit_family|timeout|console_output_style',
      /^[\w.]{1,30}$/,
    ],
    ['pytest|tool:pytest/testpaths|python_files|python_classes|python_functions|norecursedirs', LOCAL],
    ['pytest|tool:pytest/testpaths|python_files/*', LOCAL],
    ['pytest|tool:pytest/markers/*', /^[\w(), ]{1,80}(?::[^\n]{0,300})?$/],
    ['pytest|tool:pytest/pythonpath', /^(?!\/|~|.*\.\.)[\w. /-]{1,100}$/],
    ['pytest|tool:pytest/filterwarnings', /^error$/],
    ['pytest|tool:pytest/filterwarnings/*', /^(?:error|default|once|ignore:[^\n]{1,300})$/],
  ],
  isPlain: ({ keys, value }) => keys[1] === 'addopts' && WORDS.test(value) && !LOADS.test(value),
  hazards: (settings, path) => present(settings.map((setting) => pytestHazard(setting, path))),
};

function pytestHazard(setting: ManifestSetting, path: string): SettingHazard | null {
  const { keys, value } = setting;
  if (keys[1] === 'pythonpath') return outsideHazard(setting, 'pythonpath', path);
  if (keys[1] !== 'addopts') return null;
  const loaded = /(?:^|\s)(?:-p|-c|--rootdir|--confcutdir)[ =]?(\S{1,200})/.exec(value)?.[1];
  const found = loaded === undefined ? null : outsideHazard({ ...setting, value: loaded }, loaded, path);
  return found && { ...found, at: setting };
}

/** `.coveragerc`: of what is counted, what is only shown. What is left out, and how little is enough, is nobody's to know here. */
export const coverageRc: ManifestFormat = {
  read: readSetupCfg,
  plain: [
    [
      'run/branch|parallel|relative_files|data_file|context|dynamic_context|disable_warnings',
      /^(?!\/|~|.*\.\.)[\w./{}, -]{1,100}$/,
    ],
    ['run/concurrency|source|source_pkgs/*', /^[\w., /-]{1,100}$/],
    ['run/concurrency|source|source_pkgs', /^[\w., /-]{1,100}$/],
    ['run/omit', /^(?:\*\/)?tests?\/\*{1,2}$/],
    ['run/omit/*', /^(?:\*\/)?tests?\/\*{1,2}$/],
    ['report/show_missing|precision|skip_covered|skip_empty|sort|ignore_errors', /^[\w-]{1,20}$/],
    [
      'report/exclude_lines|exclude_also/*',
      /^(?:#? ?pragma: no ?cover|if (?:typing\.)?TYPE_CHECKING:|raise NotImplementedError|if __name__ == .__main__.:|@(?:abc\.)?abstractmethod|@(?:typing\.)?overload|\.\.\.|def __repr__)$/,
    ],
    ['html|xml|json|lcov/directory|output|title', /^(?!\/|~|.*\.\.)[\w. /-]{1,100}$/],
    ['paths/*/*', LOCAL],
  ],
  hazards: (settings) => present(settings.map(commandHazard)),
};

const SECRET_FILE =
  /(?:^|[/\s*.])(?:env(?:\.(?:local|prod(?:uction)?))?|pem|key|p12|pfx|jks|keystore|kdbx|netrc|npmrc|pypirc|git-credentials|htpasswd)(?:\s|$)|(?:^|[\s/])(?:id_(?:rsa|ed25519|ecdsa)|credentials(?:\.json)?|secrets?(?:\.\w{2,5})?|\.git|\.ssh|\.aws)(?:[\s/]|$)/i;

/** `MANIFEST.in`: what a package is made of. */
export const manifestIn: ManifestFormat = {
  read: (text) =>
    /\\\r?\n/.test(text)
      ? 'has a line that goes on'
      : text.split(/\r?\n/).flatMap((line, index): ManifestSetting[] => {
          const [key = '', ...rest] = line.trim().split(/\s+/);
          return key === '' || key.startsWith('#') ? [] : [{ keys: [key], value: rest.join(' '), line: index + 1 }];
        }),
  plain: [
    ['include|graft', LOCAL],
    ['recursive-include', LOCAL],
    ['global-include', /^(?:\*\.[\w.]{1,20} ?)+$/],
    ['global-exclude|recursive-exclude', /^(?!.*\.(?:env|key|pem))[\w.*?[\] /-]{1,200}$/],
    ['prune|exclude', /^(?!.*\.(?:env|key|pem))[\w.*?[\] /-]{1,200}$/],
  ],
  hazards: (settings) => present(settings.map(packedHazard)),
};

function packedHazard(setting: ManifestSetting): SettingHazard | null {
  const { keys, value } = setting;
  if (!/^(?:include|graft|recursive-include|global-include)$/.test(keys[0] ?? '')) return null;
  if (SECRET_FILE.test(value)) return exposed(setting, 'Keys and settings with secrets go into the package', 700);
  return keys[0] === 'global-include' && value === '*'
    ? exposed(setting, 'Whatever lies in the folder goes into the package', 600)
    : null;
}

function exposed(at: ManifestSetting, title: string, confidence: number): SettingHazard {
  return {
    at,
    rule: 'secrets-exposed',
    identity: `${at.keys.join('/')} ${at.value}`,
    title,
    explanation:
      'More people and programs see it than need it, and what has been published stays. Name what is needed.',
    failureScenario: { description: 'Somebody takes the secret out of a package or a test run, and uses it.' },
    severity: 'warning',
    confidence,
  };
}

function switchedOff(at: ManifestSetting): SettingHazard {
  return {
    at,
    rule: 'security-check-off',
    identity: at.value,
    title: 'What this check for known holes finds stops nothing any more',
    explanation: 'tox goes on after a command with a dash before it, whatever it says.',
    failureScenario: { description: 'A change brings a known hole; the check says so in a log, and the run is green.' },
    severity: 'warning',
    confidence: 600,
  };
}
