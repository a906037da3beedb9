import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readJsonSettings } from '../read-trees.ts';
import { type ManifestSetting, standsAt } from '../setting.ts';
import {
  buildStepHazard,
  commandHazard,
  movingVersionHazard,
  openHazard,
  outsideHazard,
  present,
  registryHazard,
} from '../words.ts';

const RANGE = /^(?!.*\bdev-)[\w.*^~<>=!|@ ,+-]{1,200}$/;
const ON_INSTALL =
  /^(?:pre|post)-(?:install-cmd|update-cmd|autoload-dump|package-\w{1,20}|root-package-install|create-project-cmd)$|^(?:init|command|pre-pool-create|pre-operations-exec)$/;

/** `composer.json`. */
export const composerJson: ManifestFormat = {
  read: readJsonSettings,
  plain: [
    ['name|description|license|homepage|version|time|readme'],
    ['keywords|license/*'],
    ['keywords'],
    ['type', /^(?:library|project)$/],
    ['authors|funding/*/*'],
    ['support/*'],
    ['suggest/*'],
    ['$schema'],
    ['require|require-dev|conflict|replace|provide/*', RANGE],
    ['require|require-dev|conflict|replace|provide|suggest', /^(?:\{\}|\[\])$/],
    ['extra/branch-alias/*', /^[\w.-]{1,60}$/],
    ['config/sort-packages|optimize-autoloader|preferred-install', /^(?:true|false|dist)$/],
    ['config/bump-after-update', /^(?:true|false|dev|no-dev)$/],
    ['minimum-stability', /^(?:stable|RC)$/],
    ['prefer-stable', /^true$/],
  ],
  hazards: (settings, path) => present(settings.map((setting) => hazardOf(setting, path))),
};

function hazardOf(setting: ManifestSetting, path: string): SettingHazard | null {
  const { keys, value } = setting;
  const name = keys[1] ?? '';
  if (standsAt(keys, 'require|require-dev/*') && !/^(?:ext|lib)-/.test(name)) {
    if (/^(?:\*|>=? ?0(?:\.0){0,2})$/.test(value)) return movingVersionHazard(setting, name);
    if (/\bdev-/.test(value) && !/#[\da-f]{40}$/.test(value))
      return {
        ...movingVersionHazard(setting, name),
        title: `\`${name}\` follows a branch`,
        severity: 'warning',
        confidence: 600,
      };
  }
  if (keys[0] === 'scripts') {
    const danger = commandHazard(setting);
    return (
      danger ??
      (ON_INSTALL.test(name) && !value.startsWith('@') ? buildStepHazard(setting, `The script \`${name}\``) : null)
    );
  }
  if (keys[0] === 'repositories' && keys.at(-1) === 'url') return repositoryHazard(setting, path);
  if (keys.join('/') === 'config/secure-http' && value === 'false') return openHazard(setting);
  if (keys.join('/') === 'config/disable-tls' && value === 'true') return openHazard(setting);
  if (
    standsAt(keys.slice(0, 2), 'config/allow-plugins') &&
    (keys.length === 2 || keys[2]?.includes('*') === true) &&
    value === 'true'
  )
    return {
      ...buildStepHazard(setting, 'Any plugin of any package'),
      failureScenario: {
        description: 'A package that somebody took over brings a plugin, which runs in Composer with the next update.',
      },
      explanation:
        'Each package that comes in, also by others, may now run code in Composer itself. Name the plugins that are meant.',
    };
  return standsAt(keys, 'config/allow-plugins/*') && value === 'true' ? pluginHazard(setting, keys[2] ?? '') : null;
}

/** Folded: whoever asks for a package with a plugin has to allow it. */
function pluginHazard(setting: ManifestSetting, name: string): SettingHazard {
  return {
    ...buildStepHazard(setting, `The plugin \`${name}\``),
    failureScenario: {
      description: `A release of \`${name}\` by somebody who took it over runs in Composer on a developer’s machine or in CI.`,
    },
    severity: 'suggestion',
    confidence: 200,
  };
}

function repositoryHazard(setting: ManifestSetting, path: string): SettingHazard | null {
  return setting.value.includes('://')
    ? registryHazard(setting, setting.value)
    : outsideHazard(setting, 'repositories', path);
}
