import { touchesPublicSurface } from '../changed-code/public-surface.ts';
import type { AskedChange } from '../reviewer.ts';

/** Files that decide how a version is built, rolled out, migrated or called: by their usual names. */
const RELEASE_FILES =
  /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.(?:py|cfg)|cargo\.toml|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|gemfile|composer\.json|[^/]*\.(?:gemspec|csproj|nuspec|podspec)|(?:docker|container)file[^/]*|change(?:log|s)[^/]*|version[^/]*|[^/]*\.(?:proto|graphql|gql|sql|tf|avsc)|(?:openapi|swagger)[^/]*\.(?:ya?ml|json)|(?:docker-)?compose[^/]*\.ya?ml)$|(?:^|\/)(?:migrations?|migrate|deploy(?:ment)?s?|helm|charts?|k8s|terraform|\.github\/workflows)\//i;

/** A release is in danger by its manifests, migrations and roll-out, and by what users see. */
export function releaseNotAsked({ files }: AskedChange): string | null {
  const isTouched = files.some(({ oldPath, newPath }) => RELEASE_FILES.test(newPath) || RELEASE_FILES.test(oldPath));
  return isTouched || touchesPublicSurface(files)
    ? null
    : 'no manifest, migration or roll-out and nothing that users see changed';
}
