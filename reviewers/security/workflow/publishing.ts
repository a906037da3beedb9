import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import type { Job, Workflow, WorkflowStep } from './workflow.ts';

/** A line that publishes: a tool and what it is told, or one of some commands. */
const PUBLISHES: readonly (readonly RegExp[])[] = [
  [
    /\b(?:npm|pnpm|yarn|bun|lerna|nx|vsce|ovsx|poetry|flit|uv|hatch|cargo|gem|twine|mvn|gradlew?)\b/,
    /\b(?:publish\w*|upload|push|deploy|release)\b/,
  ],
  [/\b(?:changeset publish|semantic-release|gh release|docker push|goreleaser)\b/],
];
/** Actions that publish. */
export const PUBLISHING_ACTION =
  /^(?:pypa\/gh-action-pypi-publish|softprops\/action-gh-release|ncipollo\/release-action|goreleaser\/goreleaser-action|js-devtools\/npm-publish|changesets\/action|rubygems\/release-gem)/;

/** Whether a program publishes something. */
export function publishesIn(program: string): boolean {
  return program.split('\n').some((line) => PUBLISHES.some((parts) => parts.every((part) => part.test(line))));
}

/** Commands that publish in a registry which takes the run's own identity instead of a key. */
const COMMANDS: readonly (readonly [tool: string, command: RegExp])[] = [
  ['npm', /^(?:(?:bunx )?npm(?:@\S*)?|pnpm|yarn npm|bun)(?: -\S+)* publish(?: |$)/],
  ['PyPI', /^(?:hatch|pdm|poetry)(?: -\S+)* publish(?: |$)/],
  ['twine', /^(?:python[\d.]* -m |pipx run |uvx |uv run |poetry run )?twine(?:[=@]\S*)? upload\b/],
  ['uv', /^uv(?: -\S+)* publish\b/],
  ['gem', /^(?:bundle exec )?gem push\b/],
  ['cargo', /^cargo(?: \+\S+)? publish\b/],
  ['NuGet', /^(?:dotnet )?nuget(?:\.exe)? push\b/],
];
/** Another registry than the usual one, or nothing published at all. */
const ELSEWHERE =
  /--(?:registry|repository|repository-url|index|index-url|publish-url|host|source|dry-run)\b|\s-[rs]\s|npm\.pkg\.github|codeartifact|artifactory|nexus/i;
/** The usual registries, where they are named although nobody needs to. */
const USUAL =
  /(?:--(?:registry|repository|repository-url|index-url|publish-url|host|source)|-[rs])[=\s]["']?(?:https:\/\/(?:\w+\.)?(?:npmjs|pypi|rubygems|nuget)\.org(?:\/[\w./]*)?|(?:test)?pypi)["']?(?=\s|$)/gi;
const goesAway = (command: string): boolean => ELSEWHERE.test(command.replaceAll(USUAL, ''));

/** Keys that publish although the registry would take the run's own identity (`id-token: write`), which nobody can steal for later. */
export function publishedByToken(workflow: Workflow, job: Job): ConfigurationHazard[] {
  // Who gives an action its rights is not known in it.
  const mayBeTrusted = workflow.isAction || hasIdentity(workflow, job) || goesElsewhere(workflow, job);
  return job.steps.flatMap((step) => {
    const found = byAction(step) ?? (mayBeTrusted ? null : byCommand(step));
    return found === null ? [] : [tokenHazard(step, found)];
  });
}

function hasIdentity(workflow: Workflow, job: Job): boolean {
  const stated = [job.place, workflow.place].map((one) => one.at('permissions')).find(({ exists }) => exists);
  return stated !== undefined && (stated.at('id-token').words === 'write' || stated.words === 'write-all');
}

function goesElsewhere({ place }: Workflow, job: Job): boolean {
  const texts = [place.at('env'), job.place.at('env'), ...job.steps.map((step) => step.place)];
  return texts.some((one) =>
    one.texts.some(({ words }) => /npm\.pkg\.github|_REGISTRY|(?:NUGET|PYPI|TWINE)_(?:SOURCE|REPOSITORY)/.test(words)),
  );
}

interface Published {
  readonly tool: string;
  readonly lines: readonly number[];
}

/** Inputs that hand an action a key, and those that name another registry. */
const KEYS: Readonly<Record<string, { readonly key: string; readonly value: RegExp }>> = {
  'pypa/gh-action-pypi-publish': { key: 'password', value: /./ },
  'rubygems/configure-rubygems-credentials': { key: 'api-token', value: /./ },
  'rubygems/release-gem': { key: 'setup-trusted-publisher', value: /^false$/ },
};
const SERVERS = ['repository-url', 'repository_url', 'gem-server'];

function byAction({ action, place }: WorkflowStep): Published | null {
  const input = place.at('with');
  const known = KEYS[action];
  const given = input.at(known?.key ?? '');
  if (known === undefined || !known.value.test(given.words)) return null;
  const isElsewhere = SERVERS.some(
    (name) => input.at(name).exists && !/\b(?:pypi|rubygems)\b/.test(input.at(name).words),
  );
  return isElsewhere ? null : { tool: action, lines: [given.line, ...place.lines] };
}

function byCommand({ run }: WorkflowStep): Published | null {
  const lines = run.words.split('\n');
  for (const [index, first] of lines.entries()) {
    let line = first;
    for (let at = index; line.endsWith('\\') && at + 1 < lines.length; at += 1)
      line = `${line.slice(0, -1)}${lines[at + 1] ?? ''}`;
    const commands = line.split(/&&|\|\||;/).map((one) => one.trim().replace(/\s+/g, ' '));
    const known = COMMANDS.find(([, command]) => commands.some((one) => command.test(one) && !goesAway(one)));
    if (known !== undefined) return { tool: known[0], lines: [run.lineInside(index), run.line] };
  }
  return null;
}

function tokenHazard({ action }: WorkflowStep, { tool, lines }: Published): ConfigurationHazard {
  return {
    rule: 'secrets-exposed',
    identity: `published by a key ${tool}`,
    lines,
    severity: 'suggestion',
    // Not every registry took a run's identity when the key was made: advice.
    confidence: 240,
    title: 'A key that stays valid publishes, where the registry takes the run’s own identity',
    explanation: `${action === '' ? `Nothing gives this job an identity (\`id-token: write\`), so that \`${tool}\` needs a key` : 'The action is handed a key'} that is kept as a secret. With trusted publishing the registry knows this workflow, and there is no key to steal or to renew.`,
    failureScenario: {
      description:
        'A dependency or an action that once ran beside the key has kept it: months later somebody publishes a version of theirs under this name.',
    },
  };
}
