import picomatch from 'picomatch';
import { touchesPublicSurface } from '../changed-code/public-surface.ts';
import type { AskedChange } from '../reviewer.ts';

/** Files that decide how a version is built, rolled out, migrated or called: by their usual names. */
const isReleaseFile = picomatch(
  [
    '**/{package.json,pyproject.toml,setup.py,setup.cfg,Cargo.toml,go.mod,pom.xml,build.gradle,build.gradle.kts,Gemfile,composer.json}',
    '**/*.{gemspec,csproj,nuspec,podspec,proto,graphql,gql,sql,tf,avsc}',
    '**/{Dockerfile,Containerfile,CHANGELOG,CHANGES,VERSION}*',
    '**/{openapi,swagger}*.{yml,yaml,json}',
    '**/{compose,docker-compose}*.{yml,yaml}',
    '**/{migrations,migration,migrate,deploy,deployment,deployments,helm,charts,k8s,terraform}/**',
    '.github/workflows/**',
  ],
  { dot: true, nocase: true },
);

/** A release is in danger by its manifests, migrations and roll-out, and by what users see. */
export function releaseNotAsked({ files }: AskedChange): string | null {
  const isTouched = files.some(({ oldPath, newPath }) => isReleaseFile(newPath) || isReleaseFile(oldPath));
  return isTouched || touchesPublicSurface(files)
    ? null
    : 'no manifest, migration or roll-out and nothing that users see changed';
}
