import { sidesCheck } from '../../../changed-code/sides/judge-sides.ts';
import { codecov } from '../../bots/codecov.ts';
import { dependabot, lostUpdates } from '../../bots/dependabot.ts';
import { renovate } from '../../bots/renovate.ts';
import { judgeManifest, type ManifestFormat } from '../../build-files/manifest-format.ts';

const FORMATS: readonly (readonly [name: RegExp, format: ManifestFormat])[] = [
  [/(?:^|\/)(?:renovate\.json5?|\.renovaterc(?:\.json5?)?)$/, renovate],
  [/(?:^|\/)\.?codecov\.ya?ml$/, codecov],
  [/(?:^|\/)dependabot\.ya?ml$/, dependabot],
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
  lost: lostUpdates,
  countsWhatGoes: true,
});
