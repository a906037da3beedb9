import { describe, expect, test } from 'vitest';
import { judgePipelineAt } from '../../../../reviewers/security/checks/pipelines.ts';

function said(path: string, text: string): string[] {
  const { hazards, unread } = judgePipelineAt(text, path);
  return [
    ...hazards.map(({ rule, severity = '', lines }) => `${rule} ${severity} ${lines[0] ?? 0}`),
    ...(unread.length > 0 ? ['unjudged'] : []),
  ];
}

const AZURE = 'azure-pipelines.yml';
const GITLAB = '.gitlab-ci.yml';
const CIRCLE = '.circleci/config.yml';
const job = (step: string): string =>
  `version: 2.1\njobs:\n  a:\n    docker:\n      - image: cimg/node:22.1\n    steps:\n      - checkout\n${step}`;

describe('pipelines', () => {
  test.each([
    [
      AZURE,
      'pool: {vmImage: ubuntu-24.04}\nsteps:\n- task: UseDotNet@2\n  inputs: {version: 8.0.x}\n- script: dotnet test\n',
      [],
    ],
    [AZURE, 'steps:\n- script: |\n    set -e\n    curl https://x.example/a | sh\n', ['downloaded-code warning 4']],
    [AZURE, 'steps:\n- pwsh: |\n    irm https://x.example/a.ps1 | iex\n', ['downloaded-code warning 3']],
    [AZURE, 'steps:\n- script: git tag "$(System.PullRequest.SourceBranch)"\n', ['workflow-injection warning 2']],
    [
      AZURE,
      'variables:\n  branch: $(System.PullRequest.SourceBranch)\nsteps:\n- script: git tag "$(branch)"\n',
      ['workflow-injection warning 4'],
    ],
    [AZURE, 'steps:\n- script: git tag "$B"\n  env:\n    B: $(System.PullRequest.SourceBranch)\n', []],
    [
      AZURE,
      'resources:\n  repositories:\n  - repository: t\n    type: github\n    name: a/b\n    endpoint: e\nsteps:\n- script: make\n',
      ['unpinned-action suggestion 3'],
    ],
    [
      AZURE,
      'resources:\n  repositories:\n  - repository: t\n    type: github\n    name: a/b\n    endpoint: e\n    ref: refs/tags/v1.2\n',
      [],
    ],
    [
      AZURE,
      'resources:\n  containers:\n  - container: a\n    image: node:22\n    options: --privileged\n',
      ['container-escape warning 5'],
    ],
    [
      AZURE,
      'steps:\n- task: AzureCLI@2\n  inputs: {scriptType: bash, inlineScript: "curl https://x.example/a | bash"}\n',
      ['downloaded-code warning 3'],
    ],
    [AZURE, 'pool: {vmImage: windows-2022}\nsteps:\n- script: dir\n', ['unjudged']],
    [AZURE, 'steps:\n- task: SomebodysTask@1\n  inputs: {a: b}\n', ['unjudged']],
    [
      AZURE,
      'steps:\n- ${{ if eq(variables.a, 1) }}:\n  - script: curl -k https://x.example/a\n',
      ['certificate-check-off  3'],
    ],
    [AZURE, 'variables:\n  NODE_TLS_REJECT_UNAUTHORIZED: 0\nsteps: []\n', ['certificate-check-off warning 2']],
    [GITLAB, 'a:\n  image: node:22\n  script:\n    - npm ci\n    - npm test\n', []],
    [
      GITLAB,
      'a:\n  script:\n    - curl -o x.sh https://x.example/x\n    - sh x.sh\n',
      ['downloaded-code suggestion 3'],
    ],
    [GITLAB, 'a:\n  script: [echo $DEPLOY_TOKEN]\n', ['secrets-exposed warning 2']],
    [
      GITLAB,
      'a:\n  script: ["echo $DEPLOY_PASSWORD | docker login --password-stdin", "echo $A_TOKEN > f", "x=$(echo $A_TOKEN)"]\n',
      [],
    ],
    [GITLAB, 'a:\n  script: ["ssh host \\"deploy $CI_COMMIT_BRANCH\\""]\n', ['command-injection warning 2']],
    [GITLAB, 'include:\n  - remote: https://x.example/ci.yml\n', ['unpinned-action warning 2']],
    [GITLAB, 'include:\n  - remote: https://x.example/ci.yml\n    integrity: sha256-aaaa\n', []],
    [GITLAB, 'include:\n  - project: a/b\n    ref: main\n    file: c.yml\n', ['unpinned-action suggestion 2']],
    [GITLAB, 'include:\n  - project: a/b\n    ref: v1.0.0\n    file: c.yml\n  - local: d.yml\n', []],
    [GITLAB, 'a:\n  script: [make]\n  artifacts:\n    paths: [dist, .env]\n', ['secrets-exposed warning 4']],
    [GITLAB, 'a:\n  script: [make]\n  artifacts:\n    reports: {dotenv: build.env}\n', []],
    [GITLAB, 'variables:\n  CI_DEBUG_TRACE: "true"\n', ['secrets-exposed warning 2']],
    [GITLAB, 'a:\n  unheard_of: b\n', ['unjudged']],
    [CIRCLE, job('      - run: npm ci\n'), []],
    [
      CIRCLE,
      job('      - run: {name: a, command: "curl https://x.example/a | bash"}\n'),
      ['downloaded-code warning 8'],
    ],
    [
      CIRCLE,
      job('      - run: echo "<< pipeline.trigger_parameters.github_app.pull_request_title >>"\n'),
      ['workflow-injection warning 8'],
    ],
    [CIRCLE, `orbs:\n  n: a/b@volatile\n${job('')}`, ['unpinned-action warning 2']],
    [CIRCLE, `orbs:\n  n: a/b@5.1\n${job('')}`, []],
    [CIRCLE, job('      - a/own_command\n'), ['unjudged']],
    ['.travis.yml', 'language: go\nscript:\n  - curl https://x.example/a | sh\n', ['downloaded-code warning 3']],
    ['.travis.yml', 'language: go\nscript: go test\n', []],
    [
      '.readthedocs.yaml',
      'version: 2\nbuild:\n  os: ubuntu-24.04\n  tools: {python: "3.13"}\nsphinx: {configuration: docs/conf.py}\n',
      [],
    ],
    [
      'bitbucket-pipelines.yml',
      'pipelines:\n  default:\n    - step:\n        script:\n          - pipe: a/b:latest\n',
      ['unpinned-action suggestion 5'],
    ],
    [
      '.drone.yml',
      'kind: pipeline\nsteps:\n- name: a\n  image: node:22\n  commands:\n  - echo "${DRONE_COMMIT_MESSAGE}"\n',
      ['workflow-injection warning 6'],
    ],
    [
      '.drone.yml',
      'kind: pipeline\nsteps:\n- name: a\n  image: node:22\n  privileged: true\n  commands: [make]\n',
      ['container-escape warning 5'],
    ],
    [
      '.buildkite/pipeline.yml',
      'steps:\n- label: a\n  command: echo "$BUILDKITE_MESSAGE"\n',
      ['workflow-injection warning 3'],
    ],
    [
      '.buildkite/pipeline.yml',
      'steps:\n- label: a\n  command: echo "$$BUILDKITE_MESSAGE"\n  plugins:\n  - docker#v5.0.0: {image: "node:22"}\n',
      ['unjudged'],
    ],
    [
      'cloudbuild.yaml',
      'steps:\n- name: bash\n  entrypoint: bash\n  args: ["-c", "git tag $BRANCH_NAME && git push"]\n',
      ['workflow-injection suggestion 4'],
    ],
    ['.cirrus.yml', 'a: b\n', ['unjudged']],
  ])('%s: %s', (path, text, expected) => {
    expect(said(path, text)).toEqual(expected);
  });

  test('a step that moves is the same step', () => {
    const step = '- task: SomebodysTask@1\n  inputs: {a: b}\n';
    const [before, after] = [`steps:\n${step}`, `steps:\n- script: make\n${step}`].map(
      (text) => judgePipelineAt(text, AZURE).unread,
    );
    expect(after).toEqual(before?.map((part, index) => ({ ...part, reason: after?.[index]?.reason })));
  });
});
