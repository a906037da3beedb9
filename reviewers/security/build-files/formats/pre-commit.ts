import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readYamlSettings } from '../read-trees.ts';
import { type ManifestSetting, standsAt } from '../setting.ts';
import { commandHazard, movingVersionHazard, outsideHazard, present, sourceHazard } from '../words.ts';
import { REQUIREMENT, requirementHazard } from './requirements.ts';

const RELEASE = /^(?:[A-Za-z][\w.-]{0,40}[-/@_])?v?\d[\w.+-]{0,60}$|^[\da-f]{40}$/;

/** `.pre-commit-config.yaml`: programs of others that run with every commit. */
export const preCommit: ManifestFormat = {
  read: readYamlSettings,
  plain: [
    ['repos/*/rev', RELEASE],
    ['repos/*/hooks/*/name'],
    ['repos/*/hooks/*/additional_dependencies/*', REQUIREMENT],
    ['repos/*/hooks/*/additional_dependencies/*', /^@?[\w./-]{1,100}@[\w.^~-]{1,40}$/],
    ['minimum_pre_commit_version', /^[\d.]{1,20}$/],
    ['default_language_version/*', /^[\w.]{1,30}$/],
    ['ci/autoupdate_schedule|autofix_commit_msg|autoupdate_commit_msg|autofix_prs'],
  ],
  hazards: (settings, path) => {
    const all = new Map(settings.map(({ keys, value }) => [keys.join('\n'), value]));
    return present(
      settings.map((setting) =>
        hazardOf(setting, { path, repo: all.get(['repos', setting.keys[1], 'repo'].join('\n')) ?? '' }),
      ),
    );
  },
};

function hazardOf(
  setting: ManifestSetting,
  { path, repo }: { readonly path: string; readonly repo: string },
): SettingHazard | null {
  const { keys, value } = setting;
  if (standsAt(keys, 'repos/*/repo'))
    return value.includes('://') || /^(?:local|meta)$/.test(value)
      ? sourceHazard(setting, { name: 'hooks', address: value, isPinned: true })
      : outsideHazard(setting, 'hooks', path);
  if (
    standsAt(keys, 'repos/*/rev') &&
    !RELEASE.test(value) &&
    /^(?:main|master|HEAD|develop|trunk|latest|dev|stable)$|^refs\//i.test(value)
  )
    return {
      ...movingVersionHazard(setting, repo),
      identity: `${repo} ${value}`,
      title: `Hooks of \`${repo.slice(0, 100)}\` follow \`${value.slice(0, 60)}\``,
      severity: 'warning',
      confidence: 650,
    };
  if (standsAt(keys, 'repos/*/hooks/*/additional_dependencies/*')) return requirementHazard(setting);
  return commandHazard(setting);
}
