import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readTomlSettings } from '../read-trees.ts';
import type { ManifestSetting } from '../setting.ts';
import { movingVersionHazard, outsideHazard, present, registryHazard, sourceHazard } from '../words.ts';
import { REQUIREMENT, requirementHazard } from './requirements.ts';

const RANGE = /^[\w.*^~<>=!|, +-]{1,100}$/;
const WISHES = 'tool/poetry/dependencies|dev-dependencies';
const GROUPS = 'tool/poetry/group/*/dependencies';

/** `pyproject.toml`: what is installed. Settings of tools are no one's here. */
export const pyproject: ManifestFormat = {
  read: readTomlSettings,
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
    ...[WISHES, GROUPS].flatMap((table) => [
      [`${table}/*`, RANGE] as const,
      [`${table}/*/version|python`, RANGE] as const,
      [`${table}/*/markers`, /^[^;@]{1,300}$/] as const,
      [`${table}/*/optional`, /^(?:true|false)$/] as const,
      [`${table}/*/extras/*`] as const,
    ]),
  ],
  hazards: (settings, path) => {
    const all = new Map(settings.map(({ keys, value }) => [keys.join('\n'), value]));
    return present(
      settings.map((setting) =>
        hazardOf(setting, { path, rev: all.get([...setting.keys.slice(0, -1), 'rev'].join('\n')) ?? '' }),
      ),
    );
  },
};

function hazardOf(
  setting: ManifestSetting,
  { path, rev }: { readonly path: string; readonly rev: string },
): SettingHazard | null {
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
  if (/^tool\/(?:uv\/(?:index|extra-index-url|index-url|find-links)|poetry\/source|pdm\/source)(?:\/|$)/.test(place))
    return registryHazard(setting, value);
  if (!/^tool\/(?:uv\/sources|poetry\/(?:group\/[^/]+\/)?(?:dev-)?dependencies)\//.test(place)) return null;
  if (last === 'git') return sourceHazard(setting, { name, address: value, isPinned: /^[\da-f]{40}$/.test(rev) });
  if (last === 'url') return sourceHazard(setting, { name, address: value, isPinned: /#sha256=/.test(value) });
  if (last === 'path') return outsideHazard(setting, name, path);
  return value === '*' && last !== 'python' ? movingVersionHazard(setting, last === 'version' ? name : last) : null;
}
