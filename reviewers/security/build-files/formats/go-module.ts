import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import type { ManifestSetting } from '../setting.ts';
import { isWithin, outsideHazard, present } from '../words.ts';
import { brief } from '../../scenario.ts';

const VERSION = String.raw`v\d{1,9}\.\d{1,9}\.\d{1,14}[\w.+-]{0,100}`;
const MODULE = String.raw`[\w.~-]{1,80}(?:\/[\w.~-]{1,80}){0,20}`;

const LOCAL = new RegExp(String.raw`^${MODULE}(?: ${VERSION})? => \.{1,2}\/`);

/** `go.mod`. */
export const goModule: ManifestFormat = {
  read: readGoModule,
  plain: [
    ['module', new RegExp(`^${MODULE}$`)],
    ['require', new RegExp(String.raw`^${MODULE} ${VERSION}$`)],
    ['exclude', new RegExp(String.raw`^${MODULE} ${VERSION}$`)],
    ['retract', /^[\w.+[\], -]{1,200}$/],
    ['go', /^1\.\d{1,3}(?:\.\d{1,3})?(?:rc\d)?$/],
    ['toolchain', /^(?:go1\.\d{1,3}(?:\.\d{1,3})?|default|none)$/],
  ],
  // A module of this repository.
  isPlain: ({ keys, value }, path) =>
    keys[0] === 'replace' && LOCAL.test(value) && isWithin(path, value.slice(value.indexOf('=>') + 2).trim()),
  hazards: (settings, path) =>
    present(
      settings
        .filter(({ keys }) => keys[0] === 'replace')
        .map((setting) => replaced(setting, path, settings.find(({ keys }) => keys[0] === 'module')?.value ?? '')),
    ),
};

/** Who publishes a module: its host, and the owner's name there. */
const ownerOf = (module: string): string => module.split('/').slice(0, 2).join('/');

/** Another module in the place of one: a path is one of the repository, or of a machine. */
function replaced(setting: ManifestSetting, path: string, own: string): SettingHazard | null {
  const [from = '', to = ''] = setting.value.split('=>', 2).map((side) => side.trim());
  const [name = ''] = from.split(' ');
  const [target = ''] = to.split(' ');
  if (/^(?:\.{1,2}(?:\/|$)|\/)/.test(target)) {
    const hazard = outsideHazard({ ...setting, value: target }, name, path);
    return hazard && { ...hazard, at: setting };
  }
  if (target === name || target === '') return null;
  return {
    at: setting,
    rule: 'dependency-source',
    identity: `${name} => ${target}`,
    title: `\`${name}\` is another module under its name`,
    explanation: `Code that imports \`${name}\` gets \`${target}\`, and nothing at the import shows it. Use a released version, or say in the change why the other one stands in.`,
    failureScenario: {
      description: `The build compiles code of the publishers of \`${brief(target)}\` wherever \`${name}\` is imported.`,
    },
    // A fork of the owner's own is reviewed where it is made: folded.
    ...(own.includes('/') && ownerOf(own) === ownerOf(target)
      ? { severity: 'suggestion', confidence: 200 }
      : { severity: 'warning', confidence: 650 }),
  };
}

/** Directives, one a line or in blocks; remarks are none. */
function readGoModule(text: string): readonly ManifestSetting[] | string {
  const settings: ManifestSetting[] = [];
  let block: string | null = null;
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const words = whole
      .split(/(?:^|\s)\/\//, 1)
      .join('')
      .trim()
      .replaceAll(/\s+/g, ' ');
    if (words === '') continue;
    if (/[`"]|\/\*/.test(words)) return 'has quoted words';
    const opening = /^(\w+) ?\($/.exec(words)?.[1];
    if (opening !== undefined) block = opening;
    else if (words === ')') block = null;
    else {
      const [verb = '', ...rest] = block === null ? words.split(' ') : [block, ...words.split(' ')];
      settings.push({ keys: [verb], value: rest.join(' '), line: index + 1 });
    }
  }
  return settings;
}
