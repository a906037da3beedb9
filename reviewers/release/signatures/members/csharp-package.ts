import type { CheckContext } from '../../../reviewer.ts';
import { fileNameOf, folderOf, foldersUpward, inFolder } from '../../paths.ts';

/** What only a project that becomes a package says of itself, or the settings above it say. */
const PACKED =
  /<(?:PackageId|PackageTags|PackageLicense(?:Expression|File|Url)|PackageProjectUrl|PackageReleaseNotes|PackageReadmeFile|GeneratePackageOnBuild)>|<IsPackable>\s*true/i;
const NOT_PACKED =
  /<IsPackable>\s*false|<OutputType>\s*(?:Win)?Exe|<IsTestProject>\s*true|Include="(?:xunit|NUnit|MSTest|Microsoft\.NET\.Test\.Sdk|BenchmarkDotNet)|Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker)"/i;
const SIDE_PROJECT =
  /(?:^|[./])(?:\w{0,40}Tests?|\w{0,40}Benchmarks?|Samples?|Examples?|Demos?|Internal\w{0,40})(?=[./]|$)/i;

/** Whether a file of C# is compiled into a library that others install. */
export async function isPacked(context: CheckContext, path: string, tree: readonly string[]): Promise<boolean> {
  if (SIDE_PROJECT.test(path)) return false;
  const folders = foldersUpward(folderOf(path));
  const beside = (folder: string, name: RegExp): string | undefined =>
    tree.find((one) => folderOf(one) === folder && name.test(fileNameOf(one)));
  const project = folders.map((folder) => beside(folder, /\.csproj$/)).find((one) => one !== undefined);
  if (project === undefined || SIDE_PROJECT.test(project)) return false;
  const own = await textOf(context, project);
  if (NOT_PACKED.test(own)) return false;
  if (PACKED.test(own) || beside(folderOf(project), /\.nuspec$/) !== undefined) return true;
  const shared = foldersUpward(folderOf(project)).flatMap((folder) =>
    ['Directory.Build.props', 'Directory.Build.targets'].map((file) => inFolder(folder, file)),
  );
  for (const one of shared) if (tree.includes(one) && PACKED.test(await textOf(context, one))) return true;
  return false;
}

async function textOf(context: CheckContext, path: string): Promise<string> {
  const content = await context.read(path, 'old');
  return content.kind === 'text' ? content.text : '';
}
