import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { isOfDevelopment } from '../build-files/own-development.ts';
import { mavenFormat } from '../build-files/own-parent.ts';
import { mapsOwnPackage } from '../build-files/own-package.ts';
import { formatOf } from '../build-files/format-of.ts';
import { lostChecks } from '../build-files/formats/compiler-options.ts';
import { lostNugetGuards } from '../build-files/formats/dotnet/nuget.ts';
import { mavenPom } from '../build-files/formats/maven.ts';
import { lostScanners } from '../build-files/formats/gradle-guards.ts';
import { lostHashes } from '../build-files/formats/requirements.ts';
import { lostDigest } from '../build-files/formats/wrapper.ts';
import { type Guard, lostSettings } from '../build-files/lost-settings.ts';
import { readXmlSettings } from '../build-files/read-xml.ts';
import { judgeManifest } from '../build-files/manifest-format.ts';

/** What the compiler of .NET refuses. */
const OF_COMPILER: readonly Guard[] = [
  [['Project/PropertyGroup/Nullable', /^enable$/i], 3],
  [['Project/PropertyGroup/TreatWarningsAsErrors', /^true$/i], 3],
];

/** Programs that show how something is used: nobody installs their releases. */
const SHOWN = /(?:^|\/)(?:samples?|examples?|demos?|playgrounds?|sandbox(?:es)?)\//i;

/** A project of Maven's under any name: its contents say so. */
const OTHER_POM = /\.xml$/;

/** What manifests of builds and package managers other than npm bring in. */
export const buildManifests = sidesCheck({
  id: 'build-manifests',
  judges: [
    {
      kinds: [
        'build-configuration',
        'composer-json',
        'cargo-manifest',
        'go-module',
        'gradle',
        'gradle-kotlin-dsl',
        'maven-pom',
        'pyproject',
        'pip-requirements',
        'ruby-gems',
        'pre-commit',
        'compiler-options',
      ],
      families: ['running-configuration'],
    },
  ],
  isMine: ({ newPath, kind }) => formatOf(newPath) !== null || (kind?.id === 'maven-pom' && OTHER_POM.test(newPath)),
  isObeyed: (path) => formatOf(path) !== null || OTHER_POM.test(path),
  judge: async (text, path, context) => {
    const format = formatOf(path) ?? (OTHER_POM.test(path) ? mavenPom : null);
    if (format === mavenPom) return judgeManifest(await mavenFormat(context, path, text), text, path);
    return format === null ? { hazards: [], unread: [] } : judgeManifest(format, text, path);
  },
  lost: (base, head) => [
    ...lostDigest(base, head),
    ...lostHashes(base, head),
    ...lostNugetGuards(base, head),
    ...lostScanners(base, head),
    ...lostChecks(base, head),
    ...(base.includes('<Project') ? lostSettings({ read: readXmlSettings }, OF_COMPILER, { base, head }) : []),
  ],
  isUsual: (context, { rule }, line) =>
    rule === 'dependency-source' ? mapsOwnPackage(context, line) : Promise.resolve(false),
  // Of a branch or repository; a place without TLS is told openly.
  isFolded: (context, { rule, severity }, path) =>
    rule === 'debug-mode' && SHOWN.test(path)
      ? Promise.resolve(true)
      : rule === 'dependency-source' && severity !== 'critical'
        ? isOfDevelopment(context, path)
        : Promise.resolve(false),
  countsWhatGoes: true,
});
