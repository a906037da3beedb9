import type { SettingHazard } from '../build-files/manifest-format.ts';
import type { ManifestSetting } from '../build-files/setting.ts';
import { brief } from '../scenario.ts';

/** Right or not, people write so every day with a reason: told where all is told. */
const FOLDED = 200;

/** A guard of the repository that hears or stops less from now on. */
export function guardOff(
  at: ManifestSetting,
  title: string,
  {
    explanation,
    happens,
    isFolded = true,
  }: { readonly explanation: string; readonly happens: string; readonly isFolded?: boolean },
): SettingHazard {
  return {
    at,
    rule: 'security-check-off',
    identity: `${at.keys.filter((key) => !/^\d+$/.test(key)).join('/')} ${at.value}`,
    title,
    explanation,
    failureScenario: { description: happens },
    severity: isFolded ? 'suggestion' : 'warning',
    ...(isFolded && { confidence: FOLDED }),
  };
}

/** Updates that nobody proposes any more. */
export function updatesOff(at: ManifestSetting): SettingHazard {
  return guardOff(at, `Updates are passed over: \`${brief(`${at.keys.at(-1) ?? ''}: ${at.value}`)}\``, {
    explanation: 'Among them are those that close holes. Say until when, or for which versions.',
    happens: 'A hole becomes known and is closed by its maker; nobody here is told, and the old version stays.',
  });
}

/** The settings with a place that stays the same when entries of a list move. */
export function inNoOrder(settings: readonly ManifestSetting[] | string): readonly ManifestSetting[] | string {
  return typeof settings === 'string'
    ? settings
    : settings.map((one) => ({ ...one, place: one.keys.filter((key) => !/^\d+$/.test(key)).join('\n') }));
}

/** Labels by which workflows of many repositories merge, deploy or skip. */
export const MILD_LABEL =
  /^(?!.*(?:auto|merge|deploy|safe|skip|release|publish|approv|trust|bypass|allow|ok\b|lgtm))[\w :/.,&'+-]{1,60}$/i;
