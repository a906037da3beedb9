import type { SideHazard } from '../../../../changed-code/sides/judgement.ts';
import type { ManifestFormat, SettingHazard } from '../../manifest-format.ts';
import { readXmlSettings } from '../../read-xml.ts';
import { type ManifestSetting, standsAt } from '../../setting.ts';
import { openHazard, present } from '../../words.ts';
import { isUsualSource, packageSource, placeHazard } from './places.ts';
import { checkOff, heldSecret, tableHazard } from './weaknesses.ts';

const SOURCE = 'configuration/packageSources|auditSources/add';
const NAME = /^[\w.*-]{1,200}$/;

/** A folder beside the file, into which the repository's own build packs: its names are its maker's on the usual source, too. */
const OWN_FOLDER = /^(?![\\/])\.{0,2}[\w-]*(?:[\\/][\w. -]{1,100}){0,12}[\\/]?$/;

/** `nuget.config`: where packages come from, and what is checked of them. */
export const nugetConfig: ManifestFormat = {
  read: readXmlSettings,
  plain: [
    ['configuration', /^$/],
    ['configuration/packageSources|packageSourceMapping|disabledPackageSources/clear', /^$/],
    [`${SOURCE}/@key`],
    ['configuration/packageSources/add/@protocolVersion', /^3$/],
    ['configuration/packageSourceMapping/packageSource/@key'],
    ['configuration/packageSourceMapping/packageSource/package/@pattern', NAME],
  ],
  isPlain: ({ keys, value }) => standsAt(keys, `${SOURCE}/@value`) && isUsualSource(value),
  hazards: (settings, path) =>
    present([
      ...elementsOf(settings).flatMap((element) => [openDoor(element), hazardOf(element, path)]),
      ...wholeHazards(settings),
    ]),
};

/** `packages.config`: packages by exact version. */
export const packagesConfig: ManifestFormat = {
  read: readXmlSettings,
  plain: [
    ['packages', /^$/],
    ['packages/package/@id|@targetFramework|@developmentDependency|@version', NAME],
  ],
  hazards: () => [],
};

/** The attributes of one element, or its text. */
interface Element {
  readonly keys: readonly string[];
  readonly of: ReadonlyMap<string, ManifestSetting>;
}

function elementsOf(settings: readonly ManifestSetting[]): Element[] {
  const groups = Map.groupBy(settings, ({ place = '' }) => place.replace(/\/@[^/]{0,100}$/, ''));
  return [...groups.values()].map((group) => {
    const [first] = group;
    const isAttribute = first?.keys.at(-1)?.startsWith('@') === true;
    return {
      keys: first?.keys.slice(0, isAttribute ? -1 : undefined) ?? [],
      of: new Map(group.map((one) => [(one.keys.at(-1) ?? '').toLowerCase(), one])),
    };
  });
}

/** A check of the connection or of signers that an element switches off. */
function openDoor({ of }: Element): SettingHazard | null {
  const open = of.get('@allowinsecureconnections') ?? of.get('@disabletlscertificatevalidation');
  const key = of.get('@key')?.value ?? '';
  if (open !== undefined && /^true$/i.test(open.value))
    return { ...openHazard(open, 'come from whoever answers'), identity: `${open.keys.at(-1)} ${key}` };
  const untrusted = of.get('@allowuntrustedroot');
  if (untrusted !== undefined && /^true$/i.test(untrusted.value))
    return checkOff(untrusted, 'Signatures count whoever issued the certificate');
  return null;
}

function hazardOf({ keys, of }: Element, path: string): SettingHazard | null {
  const value = of.get('@value');
  const key = of.get('@key')?.value ?? '';
  if (value === undefined) return null;
  if (standsAt(keys, SOURCE)) return packageSource(value, value.value, path);
  if (standsAt(keys, 'configuration/fallbackPackageFolders/add'))
    return placeHazard(value, 'A folder of packages', path);
  if (standsAt(keys, 'configuration/packageSourceCredentials/*/add')) {
    const isSecret = /^(?:ClearTextPassword|Password)$/i.test(key);
    return isSecret && !/^%\w+%$/.test(value.value) && value.value !== '' ? heldSecret(value, key) : null;
  }
  if (standsAt(keys, 'configuration/apikeys/add')) return value.value === '' ? null : heldSecret(value, 'An API key');
  return standsAt(keys, 'configuration/config/add') ? configured(key, value, path) : null;
}

function configured(key: string, value: ManifestSetting, path: string): SettingHazard | null {
  if (/^signatureValidationMode$/i.test(key) && /^accept$/i.test(value.value))
    return checkOff(value, 'Packages come without a signature that anybody trusts');
  if (/^(?:globalPackagesFolder|repositoryPath|dependencyPath)$/i.test(key))
    return placeHazard(value, 'The folder of packages', path);
  return /^https?_proxy\.password$/i.test(key) && !/^%\w+%$/.test(value.value) ? heldSecret(value, key) : null;
}

/** What only several elements say together. */
function wholeHazards(settings: readonly ManifestSetting[]): (SettingHazard | null)[] {
  const sources = settings.filter(({ keys }) => standsAt(keys, 'configuration/packageSources/add/@value'));
  const others = sources.filter(({ value }) => !isUsualSource(value) && !OWN_FOLDER.test(value));
  const isMixed = sources.length > 1 && others.length > 0 && others.length < sources.length;
  const mapping = settings.filter(({ keys }) =>
    standsAt(keys, 'configuration/packageSourceMapping/packageSource/package/@pattern'),
  );
  const audits = settings.filter(({ keys }) => keys[1] === 'auditSources');
  const cleared = audits.find(({ keys }) => keys.at(-1) === 'clear');
  return [
    isMixed && mapping.length === 0 ? mixed(others[0]) : null,
    cleared !== undefined && audits.length === 1
      ? checkOff(cleared, 'No source says which packages have known holes')
      : null,
  ];
}

function mixed(at: ManifestSetting | undefined): SettingHazard | null {
  if (at === undefined) return null;
  return tableHazard(
    // The address is told by itself: this is about all of them.
    at,
    {
      rule: 'registry-override',
      title: 'Several sources may serve any package',
      explanation:
        'Nothing says which names come from which source: the one that answers with the wanted version wins. Map the names of your own packages (`packageSourceMapping`).',
      happens:
        'A stranger publishes a package under the name of an internal one on the public registry, and the build takes it.',
      severity: 'warning',
      confidence: 650,
    },
    'no mapping',
  );
}

/** Guards of `nuget.config` that stood at the base and are gone while its sources stay. */
export function lostNugetGuards(base: string, head: string): readonly SideHazard[] {
  if (!/<packageSources\b/.test(base) || !/<packageSources\b/.test(head)) return [];
  const [before, now] = [readXmlSettings(base), readXmlSettings(head)];
  if (typeof before === 'string' || typeof now === 'string') return [];
  const line = now.find(({ keys }) => keys[1] === 'packageSources')?.line ?? 1;
  return GUARDS.flatMap(({ stands, identity, title, happens }) =>
    before.some(stands) && !now.some(stands)
      ? [
          {
            rule: 'registry-override',
            identity,
            lines: [line],
            title,
            explanation:
              'It kept packages of other places out. Leave it, or say in its place which source serves which names.',
            failureScenario: { description: happens },
            severity: 'warning' as const,
            confidence: 750,
          },
        ]
      : [],
  );
}

const GUARDS: readonly {
  readonly stands: (setting: ManifestSetting) => boolean;
  readonly identity: string;
  readonly title: string;
  readonly happens: string;
}[] = [
  {
    stands: ({ keys }) => standsAt(keys, 'configuration/packageSources/clear'),
    identity: 'clear',
    title: 'Sources of the machine serve packages again',
    happens: 'A feed that somebody set up on a build machine answers for a package of this repository.',
  },
  {
    stands: ({ keys }) => standsAt(keys, 'configuration/trustedSigners/**'),
    identity: 'trustedSigners',
    title: 'Whoever signed a package is trusted again',
    happens: 'A package that somebody else signed takes the place of a trusted one.',
  },
  {
    stands: ({ keys, value }) => standsAt(keys, 'configuration/config/add/@value') && /^require$/i.test(value),
    identity: 'signatureValidationMode',
    title: 'Packages need no signature any more',
    happens: 'A package without a signature takes the place of a signed one.',
  },
];
