import type { ManifestFormat } from '../../manifest-format.ts';
import { readXmlSettings } from '../../read-xml.ts';
import { outsideHazard, present } from '../../words.ts';
import { standsAt } from '../../setting.ts';
import { PACKED } from './project.ts';

const VERSION = /^[\w.$[\],()+* -]{1,100}$/;
const WORDS = /^[\w., ]{1,200}$/;

/** `*.nuspec`: what a package says of itself, asks for, and holds. Another name is another package; files that those who install it load are not plain. */
export const nuspec: ManifestFormat = {
  read: readXmlSettings,
  plain: [
    [
      'package/metadata/version|title|authors|owners|description|releaseNotes|summary|copyright|language|projectUrl|iconUrl|icon|readme|license|licenseUrl|tags|repository|requireLicenseAcceptance|developmentDependency|serviceable',
    ],
    ['package/metadata/@minClientVersion', VERSION],
    ['package/metadata/license|repository/@type|@url|@branch|@commit|@version'],
    ['package/files', /^$/],
    ['package/metadata/dependencies|frameworkAssemblies', /^$/],
    ['package/metadata/dependencies/group|dependency', /^$/],
    ['package/metadata/dependencies/group/@targetFramework', /^[\w.-]{0,60}$/],
    ...['package/metadata/dependencies/dependency', 'package/metadata/dependencies/group/dependency'].flatMap(
      (place) => [
        [`${place}/@id`, /^[\w.-]{1,200}$/] as const,
        [`${place}/@version`, VERSION] as const,
        [`${place}/@include|@exclude`, WORDS] as const,
      ],
    ),
    ['package/metadata/frameworkAssemblies/frameworkAssembly/@assemblyName|@targetFramework', /^[\w., ]{1,200}$/],
    // What a test or a library needs stands in `lib`; `build`, `tools` and `analyzers` run where the package is installed.
    ['package/files/file/@target', PACKED],
    [
      'package/files/file/@src',
      /^(?!\/|~|[A-Za-z]:|.*\.(?:targets|props|ps1|exe|cmd|bat|sh|snk|pfx|pem|key|env)$|.*\.\.|.*\*\*[\\/]\*$)[\w.*$()\\/ -]{1,300}$/i,
    ],
  ],
  hazards: (settings, path) =>
    present(
      settings.map((setting) => {
        if (!standsAt(setting.keys, 'package/files/file/@src')) return null;
        const found = outsideHazard(
          { ...setting, value: setting.value.replaceAll('\\', '/') },
          'A file of the package',
          path,
        );
        return found && { ...found, at: setting };
      }),
    ),
};
