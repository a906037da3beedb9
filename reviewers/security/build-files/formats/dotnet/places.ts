import type { SettingHazard } from '../../manifest-format.ts';
import type { ManifestSetting } from '../../setting.ts';
import { outsideHazard, registryHazard } from '../../words.ts';

/** The registry of everybody, and Microsoft's own feeds. */
const USUAL =
  /^https:\/\/(?:(?:api|data)\.nuget\.org\/v3\/index\.json|(?:www\.)?nuget\.org\/api\/v2\/?|pkgs\.dev\.azure\.com\/(?:dnceng|azure-public)\/)/i;
/** Where every account of a machine writes, or its user alone: what lies there is in no repository. */
const WRITABLE =
  /^(?:\$\((?:TEMP|TMP|TMPDIR|USERPROFILE|HOME|APPDATA|LOCALAPPDATA|PUBLIC|HOMEPATH|ALLUSERSPROFILE|PROGRAMDATA)\)|%(?:TEMP|TMP|USERPROFILE|APPDATA|LOCALAPPDATA|PUBLIC|PROGRAMDATA)%|\$\(\[System\.IO\.Path\]::GetTempPath\(\)\)|\$\(\[System\.Environment\]::GetFolderPath\()/i;

/** A file or folder that others can change: an address, a share, a temporary folder, outside of the repository. Null for what lies in it, and for what a property says. */
export function placeHazard(setting: ManifestSetting, name: string, path: string): SettingHazard | null {
  const value = setting.value.trim();
  const isAway = /^(?:https?|ftp|file):/i.test(value) || WRITABLE.test(value);
  // Folders of the project or of this file, and whatever stands behind them.
  const target = value.replace(/^\$\((?:MSBuildThisFileDirectory|MSBuildProjectDirectory|ProjectDir)\)[\\/]?/i, '');
  if (!isAway && /\$\(|%\w+%/.test(target)) return null;
  const shown = { ...setting, value: isAway ? `/${value}` : target.replaceAll('\\', '/') };
  const hazard = outsideHazard(shown, name, path);
  if (hazard === null) return null;
  return { ...hazard, at: setting, identity: `${name} ${value}` };
}

/** Where packages come from: an address, a share or a folder. */
export function packageSource(setting: ManifestSetting, value: string, path: string): SettingHazard | null {
  const source = value.trim();
  const ofProperty = /^\$\(\w+\)$/.test(source);
  if (source === '' || ofProperty) return null;
  if (USUAL.test(source)) return null;
  const found =
    registryHazard(setting, source) ?? placeHazard({ ...setting, value: source }, 'A source of packages', path);
  return found && { ...found, at: setting };
}

/** Whether a source is the registry of everybody. */
export function isUsualSource(address: string): boolean {
  return USUAL.test(address);
}
