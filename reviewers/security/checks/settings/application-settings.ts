import { sidesCheck } from '../../../changed-code/sides/judge-sides.ts';
import { judgeManifest } from '../../build-files/manifest-format.ts';
import { springSettings } from '../../settings/spring.ts';

/** With what a program of Spring starts: what it opens to strangers, whom it lets in without a question, what it loads from elsewhere. */
export const applicationSettings = sidesCheck({
  id: 'application-settings',
  judges: [{ kinds: ['application-configuration'], families: ['running-configuration'] }],
  isMine: ({ newPath }) => springSettings(newPath) !== null,
  isObeyed: (path) => springSettings(path) !== null,
  judge: (text, path) => {
    const format = springSettings(path);
    return format === null ? { hazards: [], unread: [] } : judgeManifest(format, text, path);
  },
  // Without a line the default counts, which may be the weaker one.
  countsWhatGoes: true,
});
