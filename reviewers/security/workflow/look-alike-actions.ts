import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { isOneSlip } from '../manifest/look-alike.ts';
import type { Workflow } from './workflow.ts';

/** Actions that everybody uses, by owner and name. */
const POPULAR: readonly string[] =
  `actions/checkout actions/setup-node actions/setup-python actions/setup-java actions/setup-go actions/setup-dotnet
  actions/cache actions/upload-artifact actions/download-artifact actions/github-script actions/stale actions/labeler actions/create-release
  actions/configure-pages actions/deploy-pages actions/upload-pages-artifact actions/create-github-app-token actions/dependency-review-action
  actions/attest-build-provenance actions/first-interaction actions/add-to-project github/codeql-action docker/login-action
  docker/build-push-action docker/setup-buildx-action docker/setup-qemu-action docker/metadata-action docker/bake-action
  codecov/codecov-action softprops/action-gh-release peaceiris/actions-gh-pages dtolnay/rust-toolchain swatinem/rust-cache
  peter-evans/create-pull-request peter-evans/create-or-update-comment peter-evans/repository-dispatch pnpm/action-setup
  aws-actions/configure-aws-credentials aws-actions/amazon-ecr-login google-github-actions/auth google-github-actions/setup-gcloud
  azure/login azure/setup-helm azure/setup-kubectl azure/webapps-deploy hashicorp/setup-terraform ruby/setup-ruby shivammathur/setup-php
  golangci/golangci-lint-action goreleaser/goreleaser-action gradle/actions gradle/gradle-build-action astral-sh/setup-uv
  astral-sh/ruff-action pypa/gh-action-pypi-publish pre-commit/action ossf/scorecard-action step-security/harden-runner
  tj-actions/changed-files dorny/paths-filter sonarsource/sonarcloud-github-action sigstore/cosign-installer anchore/sbom-action
  aquasecurity/trivy-action snyk/actions amannn/action-semantic-pull-request release-drafter/release-drafter
  googleapis/release-please-action semantic-release/semantic-release taiki-e/install-action actions-rs/toolchain
  actions-rust-lang/setup-rust-toolchain msys2/setup-msys2 oven-sh/setup-bun denoland/setup-deno changesets/action
  subosito/flutter-action maxim-lobanov/setup-xcode browser-actions/setup-chrome cypress-io/github-action
  stefanzweifel/git-auto-commit-action ad-m/github-push-action jamesives/github-pages-deploy-action crazy-max/ghaction-import-gpg
  crazy-max/ghaction-github-runtime slackapi/slack-github-action 8398a7/action-slack cachix/install-nix-action
  cachix/cachix-action determinatesystems/nix-installer-action conda-incubator/setup-miniconda julia-actions/setup-julia
  r-lib/actions mxschmitt/action-tmate nick-fields/retry ncipollo/release-action svenstaro/upload-release-action
  appleboy/ssh-action superfly/flyctl-actions cloudflare/wrangler-action coverallsapp/github-action`.split(/\s+/);
const KNOWN: ReadonlySet<string> = new Set(POPULAR);

/** Actions one slip away from one that everybody uses, of another owner. */
export function lookAlikeActions({ jobs }: Workflow): ConfigurationHazard[] {
  return jobs.flatMap((job) =>
    [...job.steps.map((step) => step.place), job.place].flatMap((place): ConfigurationHazard[] => {
      const [used = ''] = place.at('uses').words.trim().toLowerCase().split('@');
      const [owner = '', name = ''] = used.split('/');
      const meant = name === '' ? null : popularLike(owner, name);
      if (meant === null) return [];
      return [
        {
          rule: 'look-alike-dependency',
          identity: `${owner}/${name}`,
          lines: [place.at('uses').line],
          title: `\`${owner}/${name}\` looks like \`${meant}\`, and belongs to somebody else`,
          explanation: `Whoever registers a name with a slip in it receives the runs of everybody who makes that slip. If \`${meant}\` is meant, write that; if it is not, look at who \`${owner}\` is.`,
          failureScenario: {
            description: `The run executes the code of \`${owner}\` with the token of the job where that of \`${meant}\` was expected.`,
          },
        },
      ];
    }),
  );
}

/** The well-known action that a name is a slip of; its own owner could not be impersonated by a slip behind the `/`. */
function popularLike(owner: string, name: string): string | null {
  const slug = `${owner}/${name}`;
  if (KNOWN.has(slug) || owner.startsWith('.') || owner.startsWith('docker:')) return null;
  return POPULAR.find((known) => !known.startsWith(`${owner}/`) && isOneSlip(slug, known)) ?? null;
}
