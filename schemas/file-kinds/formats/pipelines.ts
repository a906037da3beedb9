import { type FormatKind, words } from '../format-kind.ts';

/** What services and hooks run: continuous integration, bots, containers, clusters and deployments. The more special stands first. */
export const PIPELINE_FORMATS: readonly FormatKind[] = [
  {
    id: 'github-workflow',
    label: 'GitHub workflow',
    class: 'running-configuration',
    reason: 'GitHub Actions run it',
    paths: words('.github/workflows/**/*.{yml,yaml}'),
  },
  {
    id: 'github-action',
    label: 'GitHub action',
    class: 'running-configuration',
    reason: 'GitHub Actions run it',
    paths: words('.github/actions/**/*.{yml,yaml}'),
    names: words('action.yml action.yaml'),
  },
  {
    id: 'gitlab-ci',
    label: 'GitLab CI',
    class: 'running-configuration',
    reason: 'GitLab runs it',
    paths: words('**/.gitlab-ci/** .gitlab/ci/** **/*.gitlab-ci.{yml,yaml}'),
    names: words('.gitlab-ci.yml .gitlab-ci.yaml'),
  },
  {
    id: 'circleci',
    label: 'CircleCI configuration',
    class: 'running-configuration',
    reason: 'CircleCI runs it',
    paths: words('**/.circleci/**/*.{yml,yaml}'),
  },
  {
    id: 'azure-pipelines',
    label: 'Azure pipeline',
    class: 'running-configuration',
    reason: 'Azure Pipelines run it',
    paths: words(`
      **/{.azure-pipelines,azure-pipelines,.azuredevops}/**/*.{yml,yaml} **/azure-pipeline*.{yml,yaml}
    `),
  },
  {
    id: 'ci-configuration',
    label: 'CI configuration',
    class: 'running-configuration',
    reason: 'a CI service runs it',
    paths: words(`
      **/.{buildkite,woodpecker,semaphore,tekton,harness,teamcity,builds,concourse}/**
      **/.drone.{yml,yaml,star,jsonnet} **/cloudbuild*.{yml,yaml,json} **/buildspec*.{yml,yaml}
    `),
    names: words(`
      .travis.yml bitbucket-pipelines.yml .drone.yml .woodpecker.yml .woodpecker.yaml appveyor.yml
      .appveyor.yml .cirrus.yml .build.yml codemagic.yaml bitrise.yml .bitrise.yml wercker.yml shippable.yml
      codefresh.yml .scrutinizer.yml buildkite.yml buildkite.yaml dagger.json .gitpod.yml .replit
      readthedocs.yml .readthedocs.yml .readthedocs.yaml .pre-commit-ci.yaml
    `),
  },
  {
    id: 'docket-settings',
    label: 'Docket settings',
    class: 'data',
    reason: 'its power begins where people merged it; what it takes from later reviews is a finding of its own',
    paths: ['.github/docket.yml'],
  },
  {
    id: 'issue-template',
    label: 'Issue template',
    class: 'data',
    reason: 'GitHub shows it as a form',
    paths: words('.github/{ISSUE_TEMPLATE,DISCUSSION_TEMPLATE}/**/*.{yml,yaml}'),
  },
  {
    id: 'repository-settings',
    label: 'Repository settings',
    class: 'running-configuration',
    reason: 'bots of the hosting service obey it',
    paths: words(`
      .github/{,**/}{settings,dependabot,renovate,labeler,mergify,codecov,stale}.{yml,yaml,json,json5}
      **/.mergify/**
    `),
    names: words(`
      dependabot.yml dependabot.yaml renovate.json renovate.json5 .renovaterc .renovaterc.json
      .renovaterc.json5 .mergify.yml .kodiak.toml bors.toml codecov.yml .codecov.yml
    `),
  },
  {
    id: 'pre-commit',
    label: 'pre-commit configuration',
    class: 'running-configuration',
    reason: 'commands before each commit',
    names: words(`
      .pre-commit-config.yaml .pre-commit-config.yml .pre-commit-hooks.yaml lefthook.yml .lefthook.yml
      lefthook.yaml .lefthook.yaml lefthook.json lefthook.toml lefthook-local.yml .lintstagedrc
      .lintstagedrc.json .lintstagedrc.yml .lintstagedrc.yaml .huskyrc .huskyrc.json .overcommit.yml
      captainhook.json grumphp.yml .simple-git-hooks.json
    `),
  },
  {
    id: 'git-hook',
    label: 'Git hook',
    class: 'code',
    reason: 'git runs it',
    paths: words('**/.husky/** **/{.githooks,.git-hooks,git-hooks}/**'),
  },
  {
    id: 'jenkinsfile',
    label: 'Jenkinsfile',
    class: 'code',
    reason: 'Jenkins runs it',
    paths: words('**/Jenkinsfile.* **/*.jenkinsfile'),
    names: words('Jenkinsfile'),
  },
  {
    id: 'dockerfile',
    label: 'Dockerfile',
    class: 'running-configuration',
    reason: 'an image is built by it',
    paths: words('**/{docker,container}file.* **/*.{docker,container}file'),
    names: words('Dockerfile Containerfile'),
  },
  {
    id: 'docker-compose',
    label: 'Compose file',
    class: 'running-configuration',
    reason: 'containers are started by it',
    paths: words('**/{docker-compose,compose}*.{yml,yaml}'),
  },
  {
    id: 'helm',
    label: 'Helm chart',
    class: 'running-configuration',
    reason: 'a cluster is changed by it',
    paths: words(
      '**/templates/**/*.{tpl,gotmpl,yml,yaml} **/templates/NOTES.txt **/{chart,values}{,[-._]*}.{yml,yaml}',
    ),
    names: words('helmfile.yaml helmfile.yml requirements.yaml'),
  },
  {
    id: 'kubernetes',
    label: 'Kubernetes manifest',
    class: 'running-configuration',
    reason: 'a cluster is changed by it',
    paths: words('**/{k8s,kubernetes,kustomize,manifests}/**/*.{yml,yaml,json}'),
    names: words('kustomization.yaml kustomization.yml kustomization skaffold.yaml Tiltfile.yaml'),
  },
  {
    id: 'terraform',
    label: 'Terraform',
    class: 'running-configuration',
    reason: 'infrastructure is changed by it',
    paths: words(`
      **/*.{tf,tfvars,tofu} **/*.{tf,tofu,tfvars}.json **/*.tf{test,mock,query,stack,deploy,component}.hcl
    `),
    names: words('.terraformrc terraform.rc .tofurc'),
  },
  {
    id: 'cloudformation',
    label: 'CloudFormation',
    class: 'running-configuration',
    reason: 'infrastructure is changed by it',
    paths: words('**/{cloudformation,cfn}/**/*.{yml,yaml,json,template}'),
    names: words('samconfig.toml cdk.json'),
  },
  {
    id: 'ansible',
    label: 'Ansible',
    class: 'running-configuration',
    reason: 'hosts are changed by it',
    paths: words('**/{playbooks,roles,group_vars,host_vars,ansible}/**/*.{yml,yaml}'),
    names: words('playbook.yml playbook.yaml ansible.cfg galaxy.yml'),
  },
  {
    id: 'access-policy',
    label: 'Access policy',
    class: 'running-configuration',
    reason: 'a cloud or a server lets people and programs in by it',
    paths: words(
      '**/*.rules.json **/*{-,_,.}policy.json **/ir.*.csv **/res.{groups,users}.csv **/{iam,policies}/**/*.json',
    ),
    names: words('cors.json policy.json policies.json firestore.rules storage.rules'),
  },
  {
    id: 'deployment',
    label: 'Deployment configuration',
    class: 'running-configuration',
    reason: 'a hosting service deploys by it',
    paths: words(`
      **/{fly,netlify,wrangler,railway,render,vercel,now,firebase,serverless,amplify,nixpacks,appspec,apphosting}{,[-.]*}.{toml,json,jsonc,yml,yaml}
      **/.{ebextensions,platform,elasticbeanstalk,do,render,upsun,copilot}/**
    `),
    names: words(`
      Procfile app.yaml app.yml cron.yaml dispatch.yaml heroku.yml app.json Aptfile _headers _routes.json
      staticwebapp.config.json now.json ecosystem.json pulumi.yaml Pulumi.yaml manifest.yml deploy.yml
      .platform.app.yaml captain-definition dokploy.json host.json function.json local.settings.json proxies.json
    `),
  },
];
