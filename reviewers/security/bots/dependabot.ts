import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { ManifestFormat, SettingHazard } from '../build-files/manifest-format.ts';
import { readYamlSettings } from '../build-files/read-trees.ts';
import type { ManifestSetting } from '../build-files/setting.ts';
import { buildStepHazard, present, registryHazard } from '../build-files/words.ts';
import { inNoOrder, MILD_LABEL, updatesOff } from './bot-hazards.ts';

const WORDS = /^[^\n`$]{0,200}$/;

/** Settings of Dependabot. Source: GitHub's "Dependabot options reference". */
export const dependabot: ManifestFormat = {
  read: (text) => inNoOrder(readYamlSettings(text)),
  plain: [
    ['version', /^2$/],
    ['enable-beta-ecosystems', /^(?:true|false)$/],
    ['updates/*/package-ecosystem', /^[a-z-]{1,40}$/],
    ['updates/*/directory', /^(?!.*\.\.)[\w./@*-]{1,200}$/],
    ['updates/*/directories/*', /^(?!.*\.\.)[\w./@*-]{1,200}$/],
    ['updates/*/schedule/*', /^[\w/:* -]{1,60}$/],
    ['updates/*/open-pull-requests-limit', /^[1-9]\d{0,2}$/],
    ['updates/*/labels/*', MILD_LABEL],
    ['updates/*/labels', /^$/],
    ['updates/*/reviewers|assignees/*', /^[\w@./-]{1,80}$/],
    ['updates/*/milestone', /^\d{1,6}$/],
    ['updates/*/commit-message/prefix|prefix-development|include', WORDS],
    ['updates/*/pull-request-branch-name/separator', /^[-_/]$/],
    ['updates/*/groups/*/**', WORDS],
    ['updates/*/cooldown/**', /^[\w.*@/-]{1,80}$/],
    ['updates/*/rebase-strategy|versioning-strategy', /^[a-z-]{1,40}$/],
    ['updates/*/insecure-external-code-execution', /^deny$/],
  ],
  hazards: (settings) => present(settings.map(hazardOf)),
};

function hazardOf(at: ManifestSetting): SettingHazard | null {
  const { keys, value } = at;
  const [first, , key = ''] = keys;
  if (key === 'insecure-external-code-execution' && value === 'allow')
    return buildStepHazard(at, 'Code of packages that the bot looks at');
  if (first === 'registries' && keys.at(-1) === 'url') return registryHazard(at, value);
  if (key === 'ignore' || (key === 'open-pull-requests-limit' && value === '0')) return updatesOff(at);
  return null;
}

/** What was kept up to date before, and is no more. */
export function lostUpdates(base: string, head: string): readonly SideHazard[] {
  const [before, after] = [base, head].map(ecosystemsOf);
  const gone = [...(before ?? [])].filter((one) => after?.has(one) === false);
  return gone.map((one) => {
    const { at, ...hazard } = updatesOff({ keys: ['package-ecosystem'], value: one, line: 1 });
    return { ...hazard, lines: [at.line] };
  });
}

function ecosystemsOf(text: string): ReadonlySet<string> {
  const settings = readYamlSettings(text);
  return new Set(
    typeof settings === 'string'
      ? []
      : settings.filter(({ keys }) => keys[2] === 'package-ecosystem').map(({ value }) => value),
  );
}
