import { brief } from '../scenario.ts';
import { scriptsOnInstall } from './called-scripts.ts';
import { isLifecycle, isLocal, unusualCommands } from './install-commands.ts';
import { type ManifestEntry, scriptsOf } from './package-manifest.ts';
import type { ManifestChange, ManifestHazard } from './manifest-hazard.ts';
import { dangerOf, inlineReach } from './remote-code.ts';
import { settingHazards } from './script-settings.ts';

/** Scripts that the change adds or alters so that they do more than they did. */
export function scriptHazards({ base, head }: ManifestChange): ManifestHazard[] {
  const before = scriptsOf(base);
  const known = new Set(before.map(({ value }) => value));
  const [ranBefore, runs] = [scriptsOnInstall(base), scriptsOnInstall(head)];
  const installed = before.filter(({ name }) => ranBefore.has(name));
  const onInstall = new Set(installed.flatMap(({ value }) => unusualCommands(value)));
  const knownOnInstall = new Set(installed.map(({ value }) => value));
  return scriptsOf(head).flatMap((script) => {
    const stood = runs.has(script.name) ? knownOnInstall : known;
    if (stood.has(script.value)) return [];
    const old = before.find(({ name }) => name === script.name)?.value ?? '';
    return [...commandHazards(script, old, { onInstall, runs: runs.has(script.name) }), ...settingHazards(script, old)];
  });
}

function commandHazards(
  script: ManifestEntry,
  old: string,
  { onInstall, runs }: { readonly onInstall: ReadonlySet<string>; readonly runs: boolean },
): ManifestHazard[] {
  const danger = dangerOf(script.value);
  const install = isLifecycle(script.name);
  if (danger !== null) {
    const unchanged = dangerOf(old)?.what === danger.what && sameAddresses(script.value, old);
    if (unchanged) return [];
    return [
      {
        rule: runs ? 'install-script' : danger.rule,
        keys: script.keys,
        title: `The script \`${script.name}\` ${danger.what}`,
        explanation: `${when(script.name)} What it ${danger.rule === 'secret-sent-away' ? 'takes along is the machine’s' : 'runs is not in the repository, can change any day and is seen by no review'}. ${danger.rule === 'secret-sent-away' ? 'No script of a package needs that' : 'Commit the program, or install a released version with its hash'}.`,
        failureScenario: {
          description: `Whoever controls the other end of \`${brief(script.value)}\` ${danger.rule === 'secret-sent-away' ? 'receives the credentials' : 'runs what they like'} on every machine where the script runs, with its tokens and keys.`,
        },
        severity: 'critical',
        confidence: 850,
      },
    ];
  }
  if (!runs) return [];
  const added = unusualCommands(script.value).filter((command) => !onInstall.has(command));
  if (added.length > 0) return [installHazard(script, added)];
  return install ? [usualHazard(script)] : [];
}

/** Told below every bar: what the usual tools do on an installation is known, that they do it now is not. */
function usualHazard(script: ManifestEntry): ManifestHazard {
  return {
    rule: 'install-script',
    keys: script.keys,
    title: `The script \`${script.name}\` runs another command on every installation`,
    explanation: `${when(script.name)} It starts usual tools only.`,
    failureScenario: {
      description: `\`npm install\` runs \`${brief(script.value)}\` with all the rights and tokens of that user.`,
    },
    severity: 'suggestion',
    confidence: 200,
  };
}

function installHazard(script: ManifestEntry, added: readonly string[]): ManifestHazard {
  const reach = inlineReach(script.value);
  const local = added.every(isLocal);
  return {
    rule: 'install-script',
    keys: script.keys,
    title:
      reach === 'network'
        ? `The script \`${script.name}\` reaches the network or decodes text during installation`
        : `The script \`${script.name}\` runs on every installation`,
    explanation: `${when(script.name)} Installing must not need it: ship what it makes, or let people call it by name${local ? '; if it stays, what it starts deserves the review of a program with all rights of the user' : ''}.`,
    failureScenario: {
      description: `\`npm install\` on a developer’s machine or in CI runs \`${brief(added.join(' && '))}\` with all the rights and tokens of that user, before anybody has looked at it.`,
    },
    // What is called on the way is the work of a build more often than not.
    severity: reach === 'network' || destroys(added) ? 'critical' : isLifecycle(script.name) ? 'warning' : 'suggestion',
    confidence: reach === null && local ? 600 : 750,
  };
}

/** Whether a command removes, moves or changes rights of what lies outside of the repository. */
function destroys(commands: readonly string[]): boolean {
  return commands.some(
    (command) =>
      /^(?:sudo |npx |shx |cross-env )*(?:rm|rimraf|del-cli|mv|dd|shred|chmod|chown|mkfs[.\w]*)\b/.test(command) &&
      /[\s"'](?:~|\/(?!dev\/null)|\$\{?HOME|%USERPROFILE%|\.\.\/)/.test(command),
  );
}

function when(name: string): string {
  return isLifecycle(name)
    ? 'The package manager runs this script by itself when dependencies are installed.'
    : `This runs whenever somebody, or CI, starts \`npm run ${name}\`.`;
}

function sameAddresses(one: string, other: string): boolean {
  const hosts = (text: string): string => [...text.matchAll(/https?:\/\/[^/\s"'\\]+/g)].map(([host]) => host).join(' ');
  return hosts(one) === hosts(other);
}
