import { cargoAudit } from './formats/cargo-audit.ts';
import { cargoManifest } from './formats/cargo.ts';
import { compilerOptions } from './formats/compiler-options.ts';
import { composerJson } from './formats/composer.ts';
import { nuspec } from './formats/dotnet/nuspec.ts';
import { nugetConfig, packagesConfig } from './formats/dotnet/nuget.ts';
import { dotnetProject } from './formats/dotnet/project.ts';
import { goModule } from './formats/go-module.ts';
import { gradleCatalog } from './formats/gradle.ts';
import { gradleProperties } from './formats/gradle-properties.ts';
import { gradleScript } from './formats/gradle-script.ts';
import { mavenPom } from './formats/maven.ts';
import { androidManifest, jsrJson, miseToml, rustToolchain, solutionXml, turboJson } from './formats/plain-builds.ts';
import { phpunitXml } from './formats/phpunit.ts';
import { preCommit } from './formats/pre-commit.ts';
import { pyproject } from './formats/pyproject.ts';
import { pipRequirements } from './formats/requirements.ts';
import { coverageRc, manifestIn, pytestIni, toxIni } from './formats/python-tools.ts';
import { rubyGems } from './formats/ruby-gems.ts';
import { setupCfg } from './formats/setup-cfg.ts';
import { buildWrapper } from './formats/wrapper.ts';
import type { ManifestFormat } from './manifest-format.ts';

/** Which files have which format. */
const FORMATS: readonly (readonly [name: RegExp, format: ManifestFormat])[] = [
  [/(?:^|\/)gradle\/[\w.-]{1,80}\.versions\.toml$/, gradleCatalog],
  [/\.gradle(?:\.kts)?$/, gradleScript],
  [/(?:^|\/)gradle\.properties$/, gradleProperties],
  [/(?:^|\/)(?:gradle|maven)-wrapper\.properties$/, buildWrapper],
  [/(?:^|\/)composer\.json$/, composerJson],
  [/(?:^|\/)Cargo\.toml$/, cargoManifest],
  [/(?:^|\/)\.cargo\/audit\.toml$/, cargoAudit],
  [/(?:^|\/)go\.mod$/, goModule],
  [/(?:^|\/)pom\.xml$/, mavenPom],
  [
    /(?:^|[/._-])(?:requirements|constraints|reqs)(?:[-_.][\w.-]{0,60})?\.(?:txt|in|pip)$|(?:^|\/)requirements\/[\w./-]{1,200}\.(?:txt|in)$/,
    pipRequirements,
  ],
  [/(?:^|\/)pyproject\.toml$/, pyproject],
  [/\.(?:(?:cs|fs|vb|vcx|sql|es|wix|sf|sh)?proj|props|targets|pubxml)(?:\.user)?$/, dotnetProject],
  [/(?:^|\/)nuget(?:\.[\w-]{1,40})?\.config$/i, nugetConfig],
  [/(?:^|\/)packages(?:\.[\w-]{1,100})?\.config$/, packagesConfig],
  [/(?:^|\/)(?:Gemfile(?:[.-](?![\w.-]{0,100}\.lock$)[\w.-]{1,100})?|gems\.rb)$|\.gem(?:spec|file)$/, rubyGems],
  [/(?:^|\/)AndroidManifest\.xml$/, androidManifest],
  [/(?:^|\/)turbo\.jsonc?$/, turboJson],
  [/(?:^|\/)jsr\.json$/, jsrJson],
  [/(?:^|\/)\.?mise\.toml$/, miseToml],
  [/(?:^|\/)phpunit\.xml(?:\.dist)?$/, phpunitXml],
  [/(?:^|\/)[tj]sconfig(?:[-.][\w.-]{1,60})?\.json$/, compilerOptions],
  [/(?:^|\/)setup\.cfg$/, setupCfg],
  [/(?:^|\/)tox(?:\.[\w-]{1,60})?\.ini$/, toxIni],
  [/(?:^|\/)rust-toolchain\.toml$/, rustToolchain],
  [/\.slnx$/, solutionXml],
  [/(?:^|\/)\.?pytest\.ini$/, pytestIni],
  [/(?:^|\/)\.coveragerc$/, coverageRc],
  [/(?:^|\/)MANIFEST\.in$/, manifestIn],
  [/\.nuspec$/, nuspec],
  [/(?:^|\/)\.pre-commit-config\.ya?ml$/, preCommit],
];

/** The format of a manifest by its name; null for files that are none. */
export function formatOf(path: string): ManifestFormat | null {
  return FORMATS.find(([name]) => name.test(path))?.[1] ?? null;
}
