import { sidesCheck } from '../../../changed-code/sides/judge-sides.ts';
import { codecov, lowerTargets } from '../../bots/codecov.ts';
import { dependabot, lostUpdates } from '../../bots/dependabot.ts';
import { renovate } from '../../bots/renovate.ts';
import { type Guard, lostSettings } from '../../build-files/lost-settings.ts';
import { readYamlSettings } from '../../build-files/read-trees.ts';
import { judgeManifest, type ManifestFormat } from '../../build-files/manifest-format.ts';

const FORMATS: readonly (readonly [name: RegExp, format: ManifestFormat])[] = [
  [/(?:^|\/)(?:renovate\.json5?|\.renovaterc(?:\.json5?)?)$/, renovate],
  [/(?:^|\/)\.?codecov\.ya?ml$/, codecov],
  [/(?:^|\/)dependabot\.ya?ml$/, dependabot],
];

/** JSON is YAML too. */
const AS_YAML = { read: readYamlSettings };
const GUARDS: readonly Guard[] = [
  [['codecov|coverage/require_ci_to_pass'], 2],
  [['coverage/status/project', /^(?!false|off|no)/], 3],
  [['coverage/status/patch', /^(?!false|off|no)/], 3],
  [['coverage/status/project/*/*', /^(?!false|off|no)/], 3],
  [['coverage/status/patch/*/*', /^(?!false|off|no)/], 3],
  [['updates/*/cooldown/*'], 2],
  [['dependencyDashboardApproval', /^true$/], 1],
  [['extends/*', /^:?(?:helpers:)?pin|vulnerab|minimumReleaseAge|security:/i], null],
];

const formatOf = (path: string): ManifestFormat | null => FORMATS.find(([name]) => name.test(path))?.[1] ?? null;

/** What bots of a repository merge, run and pass over by themselves. */
export const repositoryBots = sidesCheck({
  id: 'repository-bots',
  judges: [{ kinds: ['repository-settings'], families: ['running-configuration'] }],
  isMine: ({ newPath }) => formatOf(newPath) !== null,
  isObeyed: (path) => formatOf(path) !== null,
  judge: (text, path) => {
    const format = formatOf(path);
    return format === null ? { hazards: [], unread: [] } : judgeManifest(format, text, path);
  },
  lost: (base, head) => [
    ...lostUpdates(base, head),
    ...lostSettings(AS_YAML, GUARDS, { base, head }),
    ...lowerTargets(base, head),
  ],
  countsWhatGoes: true,
});
