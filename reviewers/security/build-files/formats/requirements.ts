import type { SideHazard } from '../../../changed-code/sides/judgement.ts';
import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import type { ManifestSetting } from '../setting.ts';
import { openHazard, outsideHazard, present, registryHazard, sourceHazard } from '../words.ts';

/** A package by its name, with extras, versions and a marker: nothing but the registry is asked. */
export const REQUIREMENT =
  /^[A-Za-z\d][\w.-]{0,100} ?(?:\[[\w., -]{0,200}\])? ?\(?(?:[=~!<>^][\w.*+!=<>~^, -]{0,120})?\)?(?: ?;[^;@]{1,300})?$/;
const HASHES = / --hash=sha(?:256|384|512):[\da-f]{64,128}/g;
/** pip takes such a name for a file, if there is one. */
const ARCHIVE = /\.(?:whl|zip|tgz|gz|bz2|xz)$/;
const LOCAL_LIST = /^(?!\/|~|[A-Za-z]:|.*:\/\/)[\w./-]{1,200}$/;

/** `requirements.txt` and lists of constraints. */
export const pipRequirements: ManifestFormat = {
  read: readRequirements,
  plain: [
    ['requirement', REQUIREMENT],
    ['option/-r|--requirement|-c|--constraint', LOCAL_LIST],
    ['option/-e|--editable', /^\.(?:\/[\w-][\w./-]{0,200})?(?:\[[\w,-]{1,100}\])?$/],
  ],
  hazards: (settings, path) => present(settings.map((setting) => hazardOf(setting, path))),
};

function hazardOf(setting: ManifestSetting, path: string): SettingHazard | null {
  const { keys, value } = setting;
  const [part, option = ''] = keys;
  if (part === 'requirement') return requirementHazard(setting);
  if (/^(?:-i|--index-url|--extra-index-url|-f|--find-links)$/.test(option)) return registryHazard(setting, value);
  if (option === '--trusted-host') return openHazard(setting);
  if (/^(?:-e|--editable)$/.test(option))
    return value.includes('://') || value.startsWith('git@')
      ? requirementHazard(setting)
      : outsideHazard(setting, value, path);
  return /^(?:-r|-c|--requirement|--constraint)$/.test(option) ? sourceOfList(setting) : null;
}

function sourceOfList(setting: ManifestSetting): SettingHazard | null {
  return setting.value.includes('://')
    ? sourceHazard(setting, { name: 'the list of packages', address: setting.value, isPinned: false })
    : null;
}

/** Of a requirement that names an address: who can change what stands there. */
export function requirementHazard(setting: ManifestSetting): SettingHazard | null {
  const [, name = 'a package', address] =
    /^(?:([\w.-]{1,100})(?:\[[^\]]{0,200}\])? ?@ ?)?((?:[\w+]{1,20}:\/\/|git@)\S+)/.exec(setting.value) ?? [];
  if (address === undefined || address.startsWith('file:')) return null;
  return sourceHazard(setting, {
    name,
    address: placeOf(address),
    isPinned:
      /@[\da-f]{40}(?:#|$)/.test(address) ||
      /#sha(?:256|384|512)=[\da-f]{64}/.test(address) ||
      /--hash=/.test(setting.value),
  });
}

/** Digests of packages that are gone altogether: one of them would have made all of them needed. */
export function lostHashes(base: string, head: string): readonly SideHazard[] {
  if (!base.includes('--hash=sha') || head.includes('--hash=sha')) return [];
  return [
    {
      rule: 'lockfile-tampering',
      identity: 'hashes',
      lines: [1],
      title: 'Nothing checks the packages that are installed any more',
      explanation:
        'All digests (`--hash`) are gone: whatever the index answers for these versions is run. Make the list anew with digests.',
      failureScenario: {
        description: 'An archive that was tampered with on the index, or on the way, is installed; nothing notices.',
      },
      severity: 'warning',
      confidence: 700,
    },
  ];
}

/** An address without the version that is taken from it. */
function placeOf(address: string): string {
  const [bare = ''] = address.split('#', 1);
  const at = bare.lastIndexOf('@');
  return at > bare.indexOf('://') + 3 && bare.lastIndexOf('/') < at ? bare.slice(0, at) : bare;
}

/** Logical lines without remarks; a digest is a part of its requirement and says nothing by itself. */
function readRequirements(text: string): readonly ManifestSetting[] {
  const settings: ManifestSetting[] = [];
  let [open, first] = ['', 0];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.split(/(?:^|\s)#/, 1).join('');
    if (open === '') first = index + 1;
    open += line.replace(/\\$/, ' ');
    if (line.endsWith('\\')) continue;
    const words = open.trim().replaceAll(/\s+/g, ' ');
    open = '';
    if (words !== '') settings.push(...logicalLine(words, first));
  }
  return settings;
}

function logicalLine(words: string, line: number): ManifestSetting[] {
  const [, option, value = ''] = /^(-\w|--[\w-]{1,40})[= ]?(.*)$/.exec(words) ?? [];
  if (option !== undefined) return [{ keys: ['option', option], value, line }];
  if (!words.includes('://') && ARCHIVE.test(words.split(/[ ;[]/, 1)[0] ?? ''))
    return [{ keys: ['file'], value: words, line }];
  return [
    {
      keys: ['requirement'],
      value: words.includes('://') ? words : words.replaceAll(HASHES, ''),
      line,
    },
  ];
}
