import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import type { ManifestSetting } from '../setting.ts';
import { commandHazard, outsideHazard, present, registryHazard } from '../words.ts';
import { REQUIREMENT, requirementHazard } from './requirements.ts';

const TRUTH = /^(?:true|false|yes|no|0|1)$/i;
const LOCAL = /^(?!\/|~|.*\.\.)[\w.*, =/-]{1,200}$/;

/** `setup.cfg`: what is installed, and settings of tools that load and pass over nothing. */
export const setupCfg: ManifestFormat = {
  read: readSetupCfg,
  plain: [
    // Read from a module, a version is what that module says when it runs.
    ['metadata/*', /^(?!\s*attr:)[^%$]*$/],
    ['metadata/*/*', /^[^%$]*$/],
    ['options/python_requires|zip_safe|include_package_data', /^[\w.,<>=!~* ]{1,100}$/],
    ['options/install_requires|setup_requires|tests_require', REQUIREMENT],
    ['options/install_requires|setup_requires|tests_require/*', REQUIREMENT],
    ['options.extras_require/*', REQUIREMENT],
    ['options.extras_require/*/*', REQUIREMENT],
    ['options/packages', /^(?:find|find_namespace):$|^[\w.]{1,100}$/],
    ['options/packages|py_modules/*', /^[\w.]{1,100}$/],
    ['options/package_dir', /^=?\s*[\w./-]{1,60}$/],
    ['options/package_dir/*', /^[\w.]{0,60} ?= ?(?!.*\.\.)[\w./-]{1,60}$/],
    ['options.packages.find/*', LOCAL],
    ['options.packages.find/*/*', LOCAL],
    ['options.package_data|options.exclude_package_data/*', LOCAL],
    ['options.package_data|options.exclude_package_data/*/*', LOCAL],
    ['options.entry_points/console_scripts|gui_scripts/*', /^[\w.-]{1,100}\s*=\s*[\w.]{1,200}:[\w.]{1,200}$/],
    ['bdist_wheel|wheel/universal', TRUTH],
    [
      'isort/profile|line_length|multi_line_output|include_trailing_comma|force_grid_wrap|use_parentheses|known_first_party|known_third_party',
      /^[\w., -]{1,300}$/,
    ],
    ['flake8|pycodestyle/max-line-length|max-complexity|max_line_length|doctests|statistics|show-source', /^\w{1,10}$/],
    ['coverage:report|report/show_missing|precision|skip_covered|skip_empty', /^\w{1,10}$/],
    ['bumpversion/current_version|commit|tag', /^[\w.+-]{1,60}$/],
  ],
  hazards: (settings, path) => present(settings.map((setting) => hazardOf(setting, path))),
};

function hazardOf(setting: ManifestSetting, path: string): SettingHazard | null {
  const { keys, value } = setting;
  if (/_requires?$/.test(keys[0] ?? '') || /_requires?$/.test(keys[1] ?? '')) return requirementHazard(setting);
  if (
    /^(?:index[-_]url|extra[-_]index[-_]url|find[-_]links|dependency_links|repository)$/.test(keys[1] ?? '') &&
    keys[0] !== 'metadata'
  )
    return registryHazard(setting, value);
  if (keys[0] === 'options' && keys[1] === 'package_dir') {
    const found = outsideHazard({ ...setting, value: value.replace(/^[\w.]*\s*=\s*/, '') }, 'A package', path);
    return found && { ...found, at: setting };
  }
  return commandHazard(setting);
}

/** The settings of an INI file as Python reads it: a line that is indented goes on with the value before it. */
export function readSetupCfg(text: string): readonly ManifestSetting[] | string {
  const settings: ManifestSetting[] = [];
  const seen = new Set<string>();
  let [section, key]: [string | null, string | null] = [null, null];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || /^\s*[#;]/.test(line)) continue;
    const header = /^\[([^\]]{1,200})\]\s*$/.exec(line)?.[1];
    const [, before, behind = ''] = /^([^\s:=[][^:=]{0,200})[:=](.*)$/.exec(line) ?? [];
    const [name, said] = [before?.trim(), behind.trim()];
    if (header !== undefined) [section, key] = [header, null];
    else if (/^\s/.test(line) && section !== null && key !== null)
      settings.push({ keys: [section, key, line.trim()], value: line.trim(), line: index + 1 });
    else if (name !== undefined && section !== null) {
      // What stands twice counts once, and parsers differ in which.
      if (seen.has(`${section}\n${name}`)) return `says \`${name}\` twice`;
      seen.add(`${section}\n${name}`);
      key = name;
      if (said !== '') settings.push({ keys: [section, key], value: said, line: index + 1 });
    } else return 'has a line that is no key of its own';
  }
  return settings;
}
