import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { readXmlSettings } from '../read-xml.ts';
import { type ManifestSetting, standsAt } from '../setting.ts';
import {
  buildStepHazard,
  commandHazard,
  movingVersionHazard,
  outsideHazard,
  present,
  registryHazard,
} from '../words.ts';

const NAME = /^[\w.-]{1,200}$/;
const VERSION = /^[\w.$()[\],+* -]{1,100}$/;
const REFERENCES = 'PackageReference|PackageVersion|GlobalPackageReference|PackageDownload|FrameworkReference';
const CONDITION = /^[\s'"$()\w.=!<>|-]{0,300}$/;

/** Projects of .NET, and what they share. */
export const dotnetProject: ManifestFormat = {
  read: (text) => {
    const settings = readXmlSettings(text);
    // Properties have any name: those that hold a version of a package end so.
    return typeof settings === 'string' ? settings : settings.filter((setting) => !isVersionProperty(setting));
  },
  plain: [
    ['Project/@Sdk', /^Microsoft\.NET\.Sdk(?:\.(?:Web|Worker|Razor|BlazorWebAssembly|WindowsDesktop))?$/],
    [`Project/ItemGroup/${REFERENCES}/@Include|@Update|@Remove`, NAME],
    [`Project/ItemGroup/${REFERENCES}/@Version|@VersionOverride|Version`, VERSION],
    [
      `Project/ItemGroup/${REFERENCES}/@PrivateAssets|@IncludeAssets|@ExcludeAssets|PrivateAssets|IncludeAssets|ExcludeAssets`,
      /^[\w; ]{1,200}$/,
    ],
    [`Project/ItemGroup/${REFERENCES}/@Condition`, CONDITION],
    ['Project/ItemGroup/ProjectReference/@Include', /^[\w.][\w .\\/-]{0,300}proj$/],
    ['Project/ItemGroup|PropertyGroup/@Condition|@Label', CONDITION],
    ['Project/ItemGroup|PropertyGroup', /^$/],
    ['Project/PropertyGroup/*/@Condition', CONDITION],
    [
      'Project/PropertyGroup/TargetFramework|TargetFrameworks|LangVersion|Nullable|ImplicitUsings|OutputType|RootNamespace|AssemblyName|IsPackable|IsTestProject|NeutralLanguage|GenerateDocumentationFile|ManagePackageVersionsCentrally',
      /^[\w.;$() -]{0,200}$/,
    ],
    [
      'Project/PropertyGroup/EnableDefaultCompileItems|DeterministicSourcePaths|Deterministic|CentralPackageTransitivePinningEnabled',
      /^(?:true|false)$/,
    ],
    [
      'Project/PropertyGroup/Version|VersionPrefix|VersionSuffix|AssemblyVersion|FileVersion|InformationalVersion|PackageVersion',
      VERSION,
    ],
    [
      'Project/PropertyGroup/Authors|Company|Product|Copyright|Description|Title|PackageTags|PackageId|AssemblyTitle|PackageIconUrl|PackageProjectUrl|RepositoryUrl|RepositoryType|PackageReleaseNotes|PackageLicenseExpression|PackageReadmeFile|PackageIcon',
      /^[^$]*$/,
    ],
  ],
  hazards: (settings, path) => present(settings.map((setting) => hazardOf(setting, path))),
};

const isVersionProperty = ({ keys, value }: ManifestSetting): boolean =>
  standsAt(keys, 'Project/PropertyGroup/*') &&
  /(?:Package|^)Version$/.test(keys[2] ?? '') &&
  /^\d[\w.-]{0,60}$/.test(value);

function hazardOf(setting: ManifestSetting, path: string): SettingHazard | null {
  const { keys, value } = setting;
  const last = keys.at(-1) ?? '';
  const [element = ''] = keys.slice(-2);
  if (standsAt(keys, '**/Exec/@Command'))
    return commandHazard(setting) ?? buildStepHazard(setting, 'A command of the build');
  if (/^(?:Pre|Post)(?:Build|Link)Event$/.test(last))
    return value === '' ? null : (commandHazard(setting) ?? buildStepHazard(setting, `\`${last}\``));
  if (element === 'UsingTask' && /^@(?:AssemblyFile|AssemblyName|TaskFactory)$/.test(last))
    return buildStepHazard(setting, 'A task of its own');
  if (standsAt(keys, '**/DownloadFile/@SourceUrl'))
    return { ...buildStepHazard(setting, 'A download'), rule: 'downloaded-code' };
  if (/^Restore(?:Additional(?:Project)?)?Sources$/.test(last)) return sourcesHazard(setting);
  if ((element === 'Import' && last === '@Project') || (element === 'ProjectReference' && last === '@Include')) {
    const hazard = value.includes('$(')
      ? null
      : outsideHazard({ ...setting, value: value.replaceAll('\\', '/') }, 'A project file', path);
    return hazard && { ...hazard, at: setting };
  }
  if (
    /^@?Version(?:Override)?$/.test(last) &&
    /^(?:PackageReference|PackageVersion)$/.test(element) &&
    /^\*|^\[?0?,\)$/.test(value)
  )
    return movingVersionHazard(setting, 'A package');
  return commandHazard(setting);
}

function sourcesHazard(setting: ManifestSetting): SettingHazard | null {
  const [first = null] = present(setting.value.split(';').map((source) => registryHazard(setting, source.trim())));
  return first;
}
