import type { ManifestFormat, SettingHazard } from '../build-files/manifest-format.ts';
import { readJsoncSettings } from '../build-files/read-jsonc.ts';
import type { ManifestSetting } from '../build-files/setting.ts';
import { buildStepHazard, openHazard, present, registryHazard } from '../build-files/words.ts';
import { guardOff, inNoOrder, MILD_LABEL, updatesOff } from './bot-hazards.ts';

/** Renovate's own presets; those that merge or switch off by their names are not plain. */
const PRESET =
  /^(?!.*(?:automerge|disable|ignore|unpublish|only|vulnerab|maintain|approv))(?:config|group|schedule|helpers|workarounds|docker|default|replacements|security|abandonments|mergeConfidence|npm|customManagers|monorepo|packages|preview)?:[\w/.(), -]{1,100}$/i;
const WORDS = /^[^\n`$]{0,300}$/;
/** Which packages, files or kinds of updates a rule is about. */
const MATCHES =
  /^(?:match|exclude)(?:PackageNames|PackagePatterns|PackagePrefixes|DepNames|DepPatterns|DepTypes|Managers|Datasources|FileNames|Files|Paths|UpdateTypes|Categories|SourceUrls|SourceUrlPrefixes|CurrentVersion|CurrentValue|NewValue|BaseBranches|Repositories|Languages|CurrentAge|Jobs)$/;
/** Source: Renovate's documentation, "Configuration Options". */
const SAYS: readonly (readonly [key: RegExp, value: RegExp])[] = [
  [
    /^(?:\$schema|description|groupName|groupSlug|timezone|branchPrefix|branchTopic|additionalBranchPrefix|prTitle|prHeader|prFooter|commitMessage\w{0,20}|commitBody|semanticCommit(?:s|Type|Scope)|dependencyDashboardTitle|dependencyDashboardHeader|dependencyDashboardFooter)$/,
    WORDS,
  ],
  [/^(?:schedule|automergeSchedule)$/, /^[\w *,/:-]{1,100}$/],
  [
    /^(?:dependencyDashboard|dependencyDashboardApproval|separateMajorMinor|separateMinorPatch|separateMultipleMajor|separateMultipleMinor|updateNotScheduled|configMigration|semanticCommits|group|prBodyColumns|recreateWhen|rebaseWhen|prCreation|rangeStrategy|versioning|respectLatest|ignoreUnstable|followTag|bumpVersion|platformCommit|commitMessageLowerCase|fetchChangeLogs|internalChecksFilter)$/,
    /^[\w -]{1,40}$/,
  ],
  [/^(?:prHourlyLimit|prConcurrentLimit|branchConcurrentLimit|prPriority|commitHourlyLimit)$/, /^-?\d{1,4}$/],
  [/^(?:pinDigests|automergeMajor)$/, /^true$/],
  [/^(?:automerge|platformAutomerge|ignoreTests|ignorePrAuthor)$/, /^false$/],
  [/^(?:labels|addLabels)$/, MILD_LABEL],
  [/^(?:reviewers|assignees|additionalReviewers)$/, /^(?:team:)?[\w@./-]{1,80}$/],
  [/^(?:extends|ignorePresets)$/, PRESET],
  [
    /^(?:customType|fileMatch|managerFilePatterns|matchStrings|matchStringsStrategy|datasourceTemplate|depNameTemplate|packageNameTemplate|versioningTemplate|extractVersionTemplate|extractVersion|currentValueTemplate|depTypeTemplate)$/,
    /^[^\n]{1,500}$/,
  ],
];
const PASSES_OVER = /^(?:ignoreDeps|ignorePaths|allowedVersions)$/;

/** Settings of Renovate: which updates it proposes, when, and what it runs and merges by itself. */
export const renovate: ManifestFormat = {
  read: (text) => inNoOrder(readJsoncSettings(text)),
  plain: [],
  isPlain: ({ keys, value }) => {
    const last = lastOf(keys);
    if (MATCHES.test(last)) return WORDS.test(value);
    if (last === 'enabled') return value === 'true';
    return SAYS.some(([key, shape]) => key.test(last) && shape.test(value));
  },
  // What is merged by itself is said by the other settings of its rule.
  hazards: (settings) =>
    present(settings.map(hazardOf)).map((hazard) => {
      const [first, rule] = hazard.at.keys;
      if (first !== 'packageRules' || hazard.at.keys.at(-1) !== 'automerge') return hazard;
      const beside = settings
        .filter(({ keys }) => keys[0] === first && keys[1] === rule && /^match|^exclude/.test(keys[2] ?? ''))
        .map(({ keys, value }) => `${keys[2]} ${value}`);
      return { ...hazard, identity: [hazard.identity, ...beside.toSorted()].join('\n') };
    }),
};

const lastOf = (keys: readonly string[]): string => keys.filter((key) => !/^\d+$/.test(key)).at(-1) ?? '';

function hazardOf(at: ManifestSetting): SettingHazard | null {
  const { keys, value } = at;
  const last = lastOf(keys);
  if (keys.includes('postUpgradeTasks') && last === 'commands') return buildStepHazard(at, 'A command of the bot');
  if ((last === 'allowScripts' && value === 'true') || (last === 'ignoreScripts' && value === 'false'))
    return buildStepHazard(at, 'What new packages run when they are installed');
  if (last === 'insecureRegistry' && value === 'true') return openHazard(at);
  if (/^(?:registryUrls|defaultRegistryUrls|registryUrlTemplate)$/.test(last) || keys.includes('registryAliases'))
    return registryHazard(at, value);
  if (last === 'ignoreTests' && value === 'true')
    return guardOff(at, 'Updates are merged whatever the tests say', {
      explanation:
        'A release with a fault, or of a stolen account, reaches the branch with nobody and nothing in its way. Leave the tests in.',
      happens: 'A package is published by somebody else: the bot merges it, and the next build runs it.',
      isFolded: false,
    });
  if (last === 'automerge' && value === 'true')
    return guardOff(at, 'Updates are merged with nobody looking', {
      explanation: 'Let a release be some days old first (`minimumReleaseAge`), and keep the tests in its way.',
      happens: 'A stolen account publishes a release: the bot merges it before anybody hears of it.',
    });
  if ((keys.includes('vulnerabilityAlerts') && last === 'enabled') || last === 'osvVulnerabilityAlerts')
    return value === 'false'
      ? guardOff(at, 'Nobody is told of known holes any more', {
          explanation: 'Updates that close holes come outside of every schedule. Leave the alerts on.',
          happens: 'A hole becomes known; the old version stays until somebody happens to read of it.',
          isFolded: false,
        })
      : null;
  if ((last === 'enabled' && value === 'false') || PASSES_OVER.test(last)) return updatesOff(at);
  return null;
}
