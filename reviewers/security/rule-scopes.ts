import type { Judges, Rule } from '../reviewer.ts';
import { sinkKinds } from './rules/all.ts';
import { TEMPLATE_KINDS } from '../changed-code/markup/dialects.ts';
import { SECURITY_RULES, type SecurityRule } from './vocabulary.ts';

const running = (...kinds: readonly string[]): Judges => ({ kinds, families: ['running-configuration'] });

const WORKFLOW = [running('github-workflow', 'github-action', 'gitlab-ci', 'circleci', 'ci-configuration')];
const SHELL: Judges = { kinds: ['shell'], families: ['injection'] };
const SQL: Judges = { kinds: ['sql', 'plpgsql'], families: ['injection'] };
const PAGES: Judges = { kinds: TEMPLATE_KINDS, families: ['injection'] };
const FISH: Judges = { kinds: ['fish'], families: ['injection'] };
const POWERSHELL: Judges = { kinds: ['powershell'], families: ['injection'] };
const AGENTS = running('agent-instructions');
const VARIABLES = running('dotenv');
const SPRING = running('application-configuration');
const BOTS = running('repository-settings');
const COMPILER = running('compiler-options');
const PIPELINES = running('ci-configuration');
const PROTO: Judges = { kinds: ['protobuf'], families: ['injection'] };
const TEST_SCRIPT: Judges = { kinds: ['test-script'], families: ['injection'] };
const IMAGE = running('dockerfile', 'docker-compose', 'kubernetes');
const MANIFESTS = running(
  'package-json',
  'build-configuration',
  'composer-json',
  'cargo-manifest',
  'go-module',
  'gradle-kotlin-dsl',
  'maven-pom',
  'pyproject',
  'pip-requirements',
  'ruby-gems',
  'pre-commit',
  'compiler-options',
);
const BUILD = running('build-configuration');
const CLOUD = running('terraform');
const LOCKFILE: Judges = { kinds: ['lockfile'], families: ['dependencies'] };
const SECRETS: Judges = { kinds: ['*'], families: ['secrets'] };
const HIDDEN: Judges = { kinds: ['*'], families: ['hidden-characters'] };

/** Where rules say something beside the code whose sinks they know. */
const FURTHER: Readonly<Partial<Record<SecurityRule, readonly Judges[]>>> = {
  'hard-coded-secret': [PIPELINES, VARIABLES, SECRETS, CLOUD, BUILD, SQL, POWERSHELL],
  'removed-secret': [SECRETS],
  'bidirectional-control': [HIDDEN],
  'invisible-character': [HIDDEN],
  'command-injection': [PROTO, TEST_SCRIPT, SHELL, CLOUD, SQL, FISH, POWERSHELL],
  'code-injection': [TEST_SCRIPT, VARIABLES, SHELL, FISH, POWERSHELL],
  'cross-site-scripting': [PAGES],
  'path-traversal': [PROTO, PAGES],
  'template-injection': [PAGES],
  'sql-injection': [SHELL, SQL, FISH, POWERSHELL],
  'secret-sent-away': [TEST_SCRIPT, VARIABLES, AGENTS, SHELL, MANIFESTS, IMAGE, ...WORKFLOW],
  'downloaded-code': [
    SPRING,
    TEST_SCRIPT,
    VARIABLES,
    AGENTS,
    SHELL,
    MANIFESTS,
    IMAGE,
    CLOUD,
    ...WORKFLOW,
    PAGES,
    FISH,
    POWERSHELL,
  ],
  'remote-shell': [TEST_SCRIPT, AGENTS, SHELL, MANIFESTS, IMAGE, ...WORKFLOW],
  'certificate-check-off': [
    BOTS,
    PIPELINES,
    SPRING,
    TEST_SCRIPT,
    VARIABLES,
    AGENTS,
    SHELL,
    MANIFESTS,
    IMAGE,
    CLOUD,
    FISH,
    POWERSHELL,
  ],
  'debug-mode': [SPRING, VARIABLES, MANIFESTS, IMAGE],
  'excessive-permissions': [TEST_SCRIPT, AGENTS, SHELL, IMAGE, CLOUD, SQL, ...WORKFLOW, FISH, POWERSHELL],
  'install-script': [BOTS, MANIFESTS, LOCKFILE],
  'dependency-source': [MANIFESTS, LOCKFILE, CLOUD],
  'registry-override': [BOTS, TEST_SCRIPT, VARIABLES, MANIFESTS],
  'look-alike-dependency': [MANIFESTS, ...WORKFLOW],
  'lockfile-tampering': [LOCKFILE, MANIFESTS],
  'lockfile-removed': [LOCKFILE],
  'workflow-injection': WORKFLOW,
  'untrusted-code': WORKFLOW,
  'unpinned-action': WORKFLOW,
  'secrets-exposed': [SPRING, ...WORKFLOW],
  'cache-poisoning': WORKFLOW,
  'self-hosted-runner': WORKFLOW,
  'ineffective-condition': WORKFLOW,
  'spoofable-actor': WORKFLOW,
  'secret-in-image': [IMAGE],
  'container-escape': [PIPELINES, IMAGE, CLOUD],
  'moving-image': [IMAGE, ...WORKFLOW],
  'public-exposure': [SPRING, VARIABLES, IMAGE, CLOUD, SQL, POWERSHELL],
  'unencrypted-data': [SPRING, VARIABLES, CLOUD, BUILD, SQL, PAGES],
  'unsafe-deserialisation': [SPRING, BUILD],
  'security-check-off': [BOTS, COMPILER, SPRING, VARIABLES, BUILD],
  'audit-off': [CLOUD, SQL],
  'weak-cipher': [CLOUD, SQL],
  'weak-hash': [SQL],
  'predictable-secret': [SQL],
  'guard-removed': [PROTO, SQL],
  'cors-with-credentials': [SPRING, PROTO, VARIABLES],
  'unguarded-agent': [AGENTS],
  'hidden-instruction': [AGENTS],
  'foreign-instruction': [AGENTS],
  'untrusted-search-path': [TEST_SCRIPT, VARIABLES, SQL],
  'server-files': [SPRING, SQL],
};

/** The vocabulary of the checks, with the kinds of files in which each rule says something. */
export function scopedSecurityRules(): Readonly<Record<string, Rule>> {
  const code = sinkKinds();
  return Object.fromEntries(
    Object.entries(SECURITY_RULES).map(([name, rule]) => {
      const kinds = code.get(name) ?? [];
      const sinks: readonly Judges[] = kinds.length === 0 ? [] : [{ kinds, families: ['injection'] }];
      return [name, { ...rule, scopes: [...sinks, ...(FURTHER[name as SecurityRule] ?? [])] }];
    }),
  );
}
