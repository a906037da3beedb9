import type { SideJudgement } from '../../changed-code/sides/judgement.ts';
import { brief } from '../scenario.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { isPlain, type Plain, type ManifestSetting } from './setting.ts';

/** A hazard, and the setting that it is told about. */
export interface SettingHazard extends Omit<ConfigurationHazard, 'lines'> {
  readonly at: ManifestSetting;
}

/** How manifests of one format are read, and what is known of their keys. */
export interface ManifestFormat {
  /** The settings of a text; the reason where it cannot be read. */
  readonly read: (text: string) => readonly ManifestSetting[] | string;
  /** What only describes, or asks for a released package by name. */
  readonly plain: readonly Plain[];
  /** What is plain by more than its keys and the form of its value. */
  readonly isPlain?: (setting: ManifestSetting, path: string) => boolean;
  readonly hazards: (settings: readonly ManifestSetting[], path: string) => readonly SettingHazard[];
}

/** The key and its value; a program has lines alone. */
function saidAs(keys: readonly string[], value: string): string {
  const said = keys[0] === 'line' ? value : `${keys.join('.').slice(0, 80)}: ${value}`;
  return brief(said.replaceAll('`', "'"));
}

/** Judges one side of a manifest. Whatever is neither plain nor told is not known, whether it comes or goes. */
export function judgeManifest(
  { read, plain, hazards, isPlain: isKnown = () => false }: ManifestFormat,
  text: string,
  path: string,
): SideJudgement {
  const settings = read(text);
  // Two texts that cannot be read have nothing in common.
  if (typeof settings === 'string') return { hazards: [], unread: [{ reason: settings, identity: text }] };
  const found = hazards(settings, path);
  const told = new Set(found.map(({ at }) => at));
  const unknown = settings.filter(
    (setting) => !told.has(setting) && !isPlain(setting, plain) && !isKnown(setting, path),
  );
  return {
    hazards: found.map(({ at, ...hazard }) => ({ ...hazard, lines: [at.line] })),
    unread: unknown.map(({ keys, value, line, place = keys.join('\n') }) => ({
      reason: `says \`${saidAs(keys, value)}\` in line ${line}, which no rule knows`,
      identity: `${place}\n${value}`,
    })),
  };
}
