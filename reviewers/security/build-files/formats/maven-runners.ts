import { dangerOf } from '../../manifest/remote-code.ts';
import type { SettingHazard } from '../manifest-format.ts';
import { type ManifestSetting, standsAt } from '../setting.ts';
import { buildStepHazard, commandHazard, sourceHazard } from '../words.ts';

/** Plugins that start programs, or run text of the file as one. */
const RUNNERS =
  /^(?:exec-maven-plugin|maven-antrun-plugin|gmavenplus-plugin|groovy-maven-plugin|frontend-maven-plugin|download-maven-plugin|wagon-maven-plugin|jshell-maven-plugin|beanshell-maven-plugin)$/;
const SHELL = /^(?:.{0,200}[/\\])?(?:(?:ba|z|da|k|a)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/i;
/** Elements whose text is a program by itself. */
const PROGRAMS = /^(?:script|scripts|source|inlineScript)$/;
const DIGESTS = /^(?:sha\d{1,3}|md5|signature)$/;

/**
 * What plugins run that start programs: a command of a shell, a download, a text as a program. One that only names a program of the repository is as
 * plain, and as unread, as a script of a package.
 */
export function runnerHazards(settings: readonly ManifestSetting[]): SettingHazard[] {
  const plugins = Map.groupBy(
    settings.filter(({ keys }) => standsAt(keys.slice(0, keys.lastIndexOf('plugin') + 1), '**/plugins/plugin')),
    ({ place = '' }) => /^.*?\/plugin\[\d+\]/.exec(place)?.[0] ?? '',
  );
  return [...plugins.values()].flatMap((plugin) => {
    const name = plugin.find(
      ({ keys, value }) => keys.at(-1) === 'artifactId' && keys.at(-2) === 'plugin' && RUNNERS.test(value),
    );
    return name === undefined ? [] : hazardsOf(name, plugin);
  });
}

function hazardsOf(name: ManifestSetting, plugin: readonly ManifestSetting[]): SettingHazard[] {
  const configured = plugin.filter(({ keys }) => keys.includes('configuration'));
  const step = buildStepHazard(name, `What \`${name.value}\` starts`);
  // Whatever it does is said elsewhere: on the command line, or in the file above.
  if (configured.length === 0) return [step];
  const parts = Map.groupBy(configured, ({ place = '' }) => configurationOf(place));
  return [...parts.values()].flatMap((part) => ofConfiguration(part, step)).slice(0, 1);
}

/** The configuration that a place stands in, and the task of Ant's in it. */
function configurationOf(place: string): string {
  const parts = place.split('/');
  const task = parts.findIndex((part) => part.startsWith('exec['));
  const from = parts.findLastIndex((part) => part.startsWith('configuration['));
  return parts.slice(0, Math.max(task, from) + 1).join('/');
}

function ofConfiguration(part: readonly ManifestSetting[], step: SettingHazard): SettingHazard[] {
  const started = part.find(({ keys }) => /^@?executable$/.test(keys.at(-1) ?? ''));
  const words = part.filter(({ keys }) =>
    /^(?:argument|commandlineArgs|arg|@value|@line|arguments)$/.test(keys.at(-1) ?? ''),
  );
  const command = [started, ...words].flatMap((one) => one?.value ?? []).join(' ');
  const telling = words.find(({ value }) => dangerOf(value) !== null) ?? words.at(-1) ?? started;
  const danger = telling === undefined ? null : commandHazard({ ...telling, value: command });
  if (danger !== null && telling !== undefined) return [{ ...danger, at: telling }];
  if (started !== undefined && SHELL.test(started.value))
    return [{ ...step, at: telling ?? started, identity: command }];
  const address = part.find(({ keys }) => /^@?(?:url|src|uri)$/.test(keys.at(-1) ?? ''));
  if (address !== undefined && /^[a-z+]{1,10}:\/\//i.test(address.value)) {
    const isPinned = part.some(({ keys }) => DIGESTS.test(keys.at(-1) ?? ''));
    const found = sourceHazard(address, { name: 'A download of the build', address: address.value, isPinned });
    return found === null ? [] : [found];
  }
  const program = part.find(({ keys }) => PROGRAMS.test(keys.at(-1) ?? ''));
  return program === undefined ? [] : [{ ...step, at: program, identity: program.value }];
}
