import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeDotenv } from '../settings/judge-dotenv.ts';

/** Variables of the environment by which a program loads something else, checks nothing, or lets strangers in. */
export const dotenvFiles = sidesCheck({
  id: 'dotenv-files',
  judges: [{ kinds: ['dotenv'], families: ['running-configuration'] }],
  isMine: ({ kind, newPath }) =>
    kind === undefined ? /(?:^|\/)\.env(?:\.[\w-]+)?$/.test(newPath) : kind.id === 'dotenv',
  judge: judgeDotenv,
});
