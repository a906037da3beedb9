import { isSampleCode } from '../../../../../schemas/file-kinds/sample-code.ts';
import type { ManifestFormat, SettingHazard } from '../../manifest-format.ts';
import { readXmlSettings } from '../../read-xml.ts';
import { type ManifestSetting, standsAt } from '../../setting.ts';
import { buildStepHazard, isWithin, movingVersionHazard, present } from '../../words.ts';
import { downloadHazard, inlineTask, knownCommand, stepHazard } from './commands.ts';
import { packageSource, placeHazard } from './places.ts';
import { propertyHazard, runtimeHazard, silencedHazard } from './properties.ts';
import { checkOff } from './weaknesses.ts';

const NAME = /^[\w.-]{1,200}$/;
const VERSION = /^[\w.$()[\],+* -]{1,100}$/;
const REFERENCES = 'PackageReference|PackageVersion|GlobalPackageReference|PackageDownload|FrameworkReference';
/** A comparison of words; of MSBuild's own functions those that compare versions and machines. */
const CONDITION =
  /^(?:[\s'"$()\w.=!<>|-]|\[MSBuild\]::(?:IsOSPlatform|IsOSUnixLike|IsTargetFrameworkCompatible|GetTargetFrameworkIdentifier|GetTargetPlatformIdentifier|GetTargetFrameworkVersion|Version(?:GreaterThan|LessThan)(?:OrEquals)?)\(|, ?'){0,300}$/;
/** Targets of a build by their short names. */
const FRAMEWORKS =
  /^(?:net[\d.]{1,8}(?:-[a-z]{1,20}[\d.]{0,12})?|netstandard[\d.]{3}|netcoreapp[\d.]{3})(?:;(?:net[\d.]{1,8}(?:-[a-z]{1,20}[\d.]{0,12})?|netstandard[\d.]{3}|netcoreapp[\d.]{3})){0,20};?$/;

/** Where a file stands in a package: those that build with it load what is under `build`, `tools` and `analyzers`, and run what ends so. */
export const PACKED =
  /^(?!(?:.*[\\/])?(?:build\w*|tools|analyzers|init)(?:[\\/]|$))(?!.*\.(?:targets|props|ps1|psm1|cmd|bat|sh|exe|dll|js|cs|tt|config|transform|xdt|pp)$)[\w.\\/ -]{0,200}$/i;
/** Folders for files that others' builds load: a file keeps its name there, and one with a name that is loaded is judged by itself. */
const PACKED_FOR_BUILDS =
  /^(?:[\\/]?build(?:Transitive|MultiTargeting|CrossTargeting)?(?:[\\/]net[\w.]{1,30})?[\\/]?(?:;|$)){1,8}$/i;
/** A list of files of the repository. */
const PACKED_LIST =
  /^(?:(?:\.\.[\\/]){0,6}(?:[\w-][\w. -]{0,60}[\\/]){0,6}[\w-][\w .-]{0,80}\.(?:md|txt|png|svg|ico|xml|targets|props)(?:;|$)){2,12}$/i;
/** Symbols by which code leaves out what guards it. */
const CONSTANTS =
  /^(?!.*(?:SKIP|BYPASS|DISABLE|INSECURE|UNSAFE|ALLOW|AUTH|VERIF|TRUST|NO_?(?:TLS|SSL|CHECK|VALID)))[\w.;$()\s-]{0,4000}$/is;

/** Projects of .NET, and what they share. */
export const dotnetProject: ManifestFormat = {
  read: (text) => {
    const settings = readXmlSettings(text);
    // Properties have any name: those that hold a version of a package end so.
    return typeof settings === 'string' ? settings : settings.filter((setting) => !isVersionProperty(setting));
  },
  plain: [
    ['Project', /^$/],
    ['Project/@Sdk', /^Microsoft\.NET\.Sdk(?:\.(?:Web|Worker|Razor|BlazorWebAssembly|WindowsDesktop))?$/],
    // Microsoft's own for many projects together, at one version.
    ['Project/@Sdk', /^Microsoft\.Build\.(?:Traversal|NoTargets)\/\d{1,4}\.\d{1,4}\.\d{1,4}$/],
    [`Project/ItemGroup/${REFERENCES}/@Include|@Update|@Remove`, NAME],
    [`Project/ItemGroup/${REFERENCES}/@Version|@VersionOverride|Version`, VERSION],
    [
      `Project/ItemGroup/${REFERENCES}/@PrivateAssets|@IncludeAssets|@ExcludeAssets|PrivateAssets|IncludeAssets|ExcludeAssets`,
      /^[\w; ]{1,200}$/,
    ],
    [`Project/ItemGroup/${REFERENCES}/@Condition`, CONDITION],
    ['Project/ItemGroup/ProjectReference/@Include', /^(?:\$\(RepoRoot\)[\\/])?[\w.*][\w .*\\/-]{0,300}proj$/],
    // A name space that each file opens, or none; a static one brings its methods in under their bare names.
    ['Project/ItemGroup/Using/@Include|@Remove', /^[A-Za-z]\w{0,60}(?:\.[A-Za-z]\w{0,60}){0,8}$/],
    // Where an editor shows a file.
    ['Project/ItemGroup/Compile/@Update', /^(?:[\w-]{1,60}[\\/]){0,6}\w[\w.-]{0,100}(?:\.\*)?\.cs$/],
    ['Project/ItemGroup/Compile/Link|@Link', /^(?:[\w-]{1,60}[\\/]){0,6}[\w.-]{1,120}\.cs$/],
    ['Project/ItemGroup/Compile/DesignTime|AutoGen', /^(?:true|false)$/i],
    ['Project/ItemGroup/Compile/DependentUpon|@DependentUpon', /^[\w.-]{1,120}\.(?:cs|resx|tt|xaml)$/],
    ['Project/ItemGroup|PropertyGroup/@Condition|@Label', CONDITION],
    ['Project/ItemGroup|PropertyGroup', /^$/],
    ['Project/PropertyGroup/*/@Condition', CONDITION],
    [
      'Project/PropertyGroup/TargetFramework|TargetFrameworks|LangVersion|ImplicitUsings|OutputType|RootNamespace|AssemblyName|IsPackable|IsTestProject|NeutralLanguage|GenerateDocumentationFile|ManagePackageVersionsCentrally|ReferringTargetFrameworkForProjectReferences',
      /^[\w.;,=$() -]{0,200}$/,
    ],
    [
      'Project/PropertyGroup/EnableDefaultCompileItems|EmitCompilerGeneratedFiles|PackageRequireLicenseAcceptance|IncludeBuildOutput|IsRoslynComponent|SuppressTfmSupportBuildErrors|SuppressTfmSupportBuildWarnings|DeterministicSourcePaths|Deterministic|CentralPackageTransitivePinningEnabled|IncludeSymbols|EmbedUntrackedSources|PublishRepositoryUrl|ContinuousIntegrationBuild|Optimize|DebugSymbols|Prefer32Bit|AutoGenerateBindingRedirects|UseSourceLink|IsAotCompatible|IsTrimmable|SelfContained|UseCurrentRuntimeIdentifier|PublishAot|PublishTrimmed|InvariantGlobalization',
      /^(?:true|false)$/i,
    ],
    [
      'Project/PropertyGroup/TreatWarningsAsErrors|EnforceCodeStyleInBuild|EnablePackageValidation|ApiCompatEnableRuleAttributesMustMatch',
      /^true$/,
    ],
    ['Project/PropertyGroup/Nullable', /^(?:enable|warnings|annotations)$/i],
    // Under whichever name: nothing but frameworks.
    ['Project/PropertyGroup/*', FRAMEWORKS],
    ['Project/PropertyGroup/VersionSuffix', /^$/],
    [
      'Project/PropertyGroup/MinVerTagPrefix|MinVerAutoIncrement|MinVerVerbosity|MinVerMinimumMajorMinor|MinVerDefaultPreReleaseIdentifiers|SymbolPackageFormat|PlatformTarget|Features|Configuration',
      /^[\w.-]{0,40}$/,
    ],
    // Files that are packed, shown or left out of the list of an editor; what is compiled is said by other words.
    [
      'Project/ItemGroup/None|Content|EmbeddedResource|Folder/@Remove|@Include|@Update',
      /^(?:\.\.[\\/]){0,6}(?!(?:.*[\\/])?\.\.(?:[\\/]|$))(?!(?:etc|root|home|proc|var)[\\/])(?!(?:.*[\\/])?\.(?:env|ssh|aws|npmrc|netrc|git)\b)[\w.*][\w.* \\/()-]{0,300}$/,
    ],
    [
      'Project/ItemGroup/None|Content|EmbeddedResource/@Pack|@Visible|Pack|Visible|CopyToOutputDirectory|@CopyToOutputDirectory',
      /^(?:true|false|Always|PreserveNewest|Never)$/i,
    ],
    ['Project/ItemGroup/None|Content|EmbeddedResource/@PackagePath|PackagePath|Link|@Link', PACKED],
    ['Project/ItemGroup/None|Content/@PackagePath|PackagePath', PACKED_FOR_BUILDS],
    [
      'Project/ItemGroup/None|Content/@PackagePath|PackagePath',
      /^\$\((?:PackageReadmeFile|PackageIcon|PackageLicenseFile)\)$/,
    ],
    ['Project/ItemGroup/None|Content/@Include', PACKED_LIST],
    // What a build makes. Of the project's own the compiler misses little: filters and validators are found when the program runs.
    [
      'Project/ItemGroup/Compile/@Remove',
      /^(?:\*\*[\\/])?(?:bin|obj|node_modules|artifacts|publish|TestResults)(?:[\\/][\w.*-]{1,60}){0,4}[\\/]?(?:;(?:\*\*[\\/])?(?:bin|obj|node_modules|artifacts|publish|TestResults)(?:[\\/][\w.*-]{1,60}){0,4}[\\/]?){0,9};?$/i,
    ],
    // An assembly of the framework, by its name alone; a file would stand in a hint.
    [
      'Project/ItemGroup/Reference/@Include',
      /^(?:System|Microsoft\.CSharp|WindowsBase|PresentationCore|PresentationFramework|mscorlib)(?:\.[\w.]{1,100})?$/,
    ],
    [
      'Project/ItemGroup/AdditionalFiles/@Include',
      /^(?:PublicAPI[\\/])?(?:\$\(TargetFramework\)[\\/])?PublicAPI\.(?:\*|Shipped|Unshipped)\.txt$/,
    ],
    ['Project/ItemGroup/Service/@Include', /^\{[\da-f-]{36}\}$/i],
    // What stands above it, which is looked at by itself.
    [
      'Project/Import/@Project',
      /^\$\(\[MSBuild\]::GetPathOfFileAbove\('Directory\.(?:Build|Packages)\.(?:props|targets)', '\$\(MSBuildThisFileDirectory\)\.\.\/'\)\)$/,
    ],
    // Symbols that conditions of the code ask for, and warnings of the compiler, of style and of packing.
    ['Project/PropertyGroup/DefineConstants', CONSTANTS],
    [
      'Project/PropertyGroup/NoWarn',
      /^(?!.*CA5394)\s*(?:(?:\$\(NoWarn\)|(?:CS|IDE|SA|NETSDK|NU5|xUnit|NUnit|RS|AD|DX|CA|MSB|RCS|MA|VSTHRD|IL|MSTEST)?\d{1,5})(?:[\s;,]+|$)){0,200}$/i,
    ],
    ['Project/PropertyGroup/DebugType', /^(?:full|pdbonly|portable|embedded|none)$/i],
    [
      'Project/PropertyGroup/Version|VersionPrefix|VersionSuffix|AssemblyVersion|FileVersion|InformationalVersion|PackageVersion',
      VERSION,
    ],
    [
      'Project/PropertyGroup/Authors|Company|Product|Copyright|Description|Title|PackageTags|PackageId|AssemblyTitle|PackageIconUrl|PackageProjectUrl|RepositoryUrl|RepositoryType|PackageReleaseNotes|PackageLicenseExpression|PackageLicenseUrl|PackageReadmeFile|PackageIcon',
      /^[^$]*$/,
    ],
  ],
  // Code of this repository; into what ships, none that stands in for it in tests.
  isPlain: ({ keys, value }, path) =>
    (standsAt(keys, 'Project/ItemGroup/InternalsVisibleTo/@Include') && isFriend(path, value)) ||
    (standsAt(keys, 'Project/ItemGroup/Compile/@Include') &&
      value.split(';').every((part) => isOwnCode(path, part.trim().replaceAll('\\', '/')))),
  hazards: (settings, path) => {
    const options = runtimeOptions(settings);
    const programs = new Set(settings.filter(isProgram).map(({ place = '' }) => taskOf(place)));
    return present(
      settings.map((setting) =>
        // A task that is written out is told about once, at its program.
        isTask(setting) && programs.has(taskOf(setting.place ?? ''))
          ? null
          : (options.get(setting) ?? hazardOf(setting, path)),
      ),
    );
  },
};

/** Whom the compiler lets see what is internal: an assembly of the same family, or the one in which mocks are made. */
function isFriend(path: string, assembly: string): boolean {
  const [family = ''] = (path.split('/').at(-1) ?? '').split('.');
  const [first = ''] = assembly.split('.');
  return (
    NAME.test(assembly) && (first.toLowerCase() === family.toLowerCase() || assembly === 'DynamicProxyGenAssembly2')
  );
}

const isOwnCode = (path: string, target: string): boolean =>
  target === '' || (/\.cs$/i.test(target) && isWithin(path, target) && (isSampleCode(path) || !isSampleCode(target)));

const isVersionProperty = ({ keys, value }: ManifestSetting): boolean =>
  standsAt(keys, 'Project/PropertyGroup/*') &&
  /(?:Package|^)Version$/.test(keys[2] ?? '') &&
  /^\d[\w.-]{0,60}$/.test(value);

const isProgram = ({ keys, value }: ManifestSetting): boolean =>
  standsAt(keys, '**/UsingTask/Task/Code') && value !== '';
const isTask = ({ keys }: ManifestSetting): boolean => keys.at(-2) === 'UsingTask';
const taskOf = (place: string): string => /^.{0,2000}?\/UsingTask\[\d+\]/.exec(place)?.[0] ?? place;

/** Switches of the runtime: the name in one attribute, the value in another or below. */
function runtimeOptions(settings: readonly ManifestSetting[]): ReadonlyMap<ManifestSetting, SettingHazard> {
  const options = settings.filter(({ keys }) => keys.includes('RuntimeHostConfigurationOption'));
  const groups = Map.groupBy(
    options,
    ({ place = '' }) => /^.{0,2000}?\/RuntimeHostConfigurationOption\[\d+\]/.exec(place)?.[0] ?? '',
  );
  const found = [...groups.values()].flatMap((group) => {
    const name = group.find(({ keys }) => /^@(?:Include|Update)$/.test(keys.at(-1) ?? ''));
    const value = group.find(({ keys }) => /^@?Value$/.test(keys.at(-1) ?? ''));
    const hazard = name && value && runtimeHazard(value, name.value, value.value);
    return hazard && value ? [[value, hazard] as const] : [];
  });
  return new Map(found);
}

function hazardOf(setting: ManifestSetting, path: string): SettingHazard | null {
  const { keys, value } = setting;
  const last = keys.at(-1) ?? '';
  const [element = ''] = keys.slice(-2);
  if (isProgram(setting)) return inlineTask(setting);
  if (standsAt(keys, '**/Exec/@Command')) return stepHazard(setting, 'A command of the build');
  if (isEvent(keys))
    return value === '' ? null : stepHazard(setting, `\`${keys.find((key) => EVENT.test(key)) ?? last}\``);
  // Where the assembly runs, or that MSBuild's own is meant, brings nothing in.
  const isOwnTask =
    last === '@TaskFactory'
      ? !/^(?:TaskHost|AssemblyTask)Factory$/.test(value)
      : !/^Microsoft\.Build\.[\w.]+(?:,|$)/.test(value);
  if (element === 'UsingTask' && /^@(?:AssemblyFile|AssemblyName|TaskFactory)$/.test(last) && isOwnTask)
    return (
      (last === '@AssemblyFile' ? placeHazard(setting, 'A task of the build', path) : null) ??
      buildStepHazard(setting, 'A task of its own')
    );
  if (standsAt(keys, '**/DownloadFile/@SourceUrl')) return downloadHazard(setting);
  return sourceOrPlace(setting, path) ?? versionHazard(setting) ?? weakness(setting, path) ?? knownCommand(setting);
}

const EVENT = /^(?:Pre|Post)(?:Build|Link)Event$|^CustomBuild(?:Step)?$/;
const isEvent = (keys: readonly string[]): boolean =>
  /^(?:Pre|Post)(?:Build|Link)Event$/.test(keys.at(-1) ?? '') ||
  (keys.at(-1) === 'Command' && EVENT.test(keys.at(-2) ?? ''));

/** What names a file or folder that the build loads: properties, and attributes of items. */
const PLACES: readonly (readonly [keys: string, name: string])[] = [
  ['**/Import/@Project', 'A project file'],
  ['**/ProjectReference/@Include', 'A project file'],
  ['**/Analyzer/@Include', 'An analyser, which runs with every build,'],
  ['**/Reference/HintPath|@HintPath', 'A library'],
  ['**/Compile|NativeReference|NativeLibrary/@Include', 'A file that is built'],
  ['**/PropertyGroup/RestorePackagesPath|NuGetPackageRoot|PackagesPath', 'The folder of packages'],
  ['**/PropertyGroup/RestoreConfigFile', 'The configuration of NuGet'],
  [
    '**/PropertyGroup/CustomBeforeMicrosoftCommonTargets|CustomAfterMicrosoftCommonTargets|CustomBeforeMicrosoftCommonProps|DirectoryBuildPropsPath|DirectoryBuildTargetsPath|DirectoryPackagesPropsPath|BeforeTargetFrameworkInferenceTargets',
    'A project file',
  ],
  ['**/PropertyGroup/CscToolPath|CscToolExe|VbcToolPath|FscToolPath', 'The compiler'],
  ['**/PropertyGroup/AssemblyOriginatorKeyFile|ManifestKeyFile|PackageCertificateKeyFile', 'The key that signs'],
];

function sourceOrPlace(setting: ManifestSetting, path: string): SettingHazard | null {
  const { keys, value } = setting;
  const last = keys.at(-1) ?? '';
  const parts = value.split(';');
  const firstOf = (judge: (part: string) => SettingHazard | null): SettingHazard | null => {
    const [first = null] = present(parts.map((part) => judge(part.trim())));
    return first && { ...first, at: setting };
  };
  if (/^Restore(?:Additional(?:Project)?)?Sources$/.test(last))
    return firstOf((part) => packageSource(setting, part, path));
  if (/^Restore(?:Additional(?:Project)?)?FallbackFolders$/.test(last))
    return firstOf((part) => placeHazard({ ...setting, value: part }, 'A folder of packages', path));
  const name = PLACES.find(([place]) => standsAt(keys, place))?.[1];
  return name === undefined ? null : firstOf((part) => placeHazard({ ...setting, value: part }, name, path));
}

function versionHazard(setting: ManifestSetting): SettingHazard | null {
  const { keys, value } = setting;
  const [element = ''] = keys.slice(-2);
  const isMoving =
    /^@?Version(?:Override)?$/.test(keys.at(-1) ?? '') &&
    new RegExp(`^(?:${REFERENCES}|DotNetCliToolReference)$`).test(element) &&
    // All of a major version, all that is not released yet, and all there is.
    /^\[?(?:\*|\d{1,9}\.\*|[\d.]{1,40}-\*)|^\[?0?,\)$/.test(value);
  return isMoving ? movingVersionHazard(setting, null) : null;
}

function weakness(setting: ManifestSetting, path: string): SettingHazard | null {
  const { keys, value } = setting;
  const last = keys.at(-1) ?? '';
  if (/^@?(?:NoWarn|(?:MSBuild)?Warnings(?:NotAsErrors|AsMessages)|DisableSpecificWarnings)$/.test(last))
    return silencedHazard(setting);
  if (standsAt(keys, '**/NuGetAuditSuppress/@Include') && value !== '')
    return checkOff(setting, 'One known hole in a package is not told any more', {
      identity: `suppressed ${value}`,
      severity: 'suggestion',
    });
  return propertyHazard(setting, path);
}
