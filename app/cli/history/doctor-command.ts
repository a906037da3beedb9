import { type Diagnosis, examine } from '../../../history/replica/doctor.ts';
import { installLitestream } from '../../../history/replica/install.ts';
import { InputError } from '../../../schemas/problem.ts';
import { readRawEnvironment } from '../../config/raw-environment.ts';
import { jsonText } from '../../output/json-text.ts';
import { toolFolderOf, toolsFor } from '../../history/store-of.ts';
import { rolesApart } from '../../keys/roles-apart.ts';
import { openHost } from '../host.ts';
import { type HistoryCommandOptions, withMeantHistory } from './history-host.ts';

/** `docket history doctor`: looks over what persistence needs and says what to do. Exit code 4 when something is wrong. */
export function doctorCommand(options: HistoryCommandOptions): Promise<number> {
  return withMeantHistory(options, async ({ store, host, colours, config }) => {
    if (store === null) {
      throw new InputError({
        what: 'there is no store to look at: the history is only on this machine',
        remedy: 'Set `store` in the configuration, or DOCKET_STORE, to s3://bucket/prefix or file:///folder.',
      });
    }
    const tool = async () => (await toolsFor(store, host.environment)).tool;
    const found = [...(await examine({ store, tool, now: () => new Date() })), ...(await rolesApart(config))];
    const marks = {
      ok: colours.green('✓'),
      warning: colours.yellow('!'),
      wrong: colours.red('✗'),
      'not-checked': colours.dim('·'),
    };
    const line = ({ what, state, note }: Diagnosis) => `${marks[state]} ${what}: ${note}`;
    process.stdout.write(
      options.json === true
        ? jsonText({ schemaVersion: 1, store: store.url, found })
        : `${[store.url, ...found.map(line)].join('\n')}\n`,
    );
    return found.some(({ state }) => state === 'wrong') ? 4 : 0;
  });
}

/** `docket history install`: puts Litestream into the tool folder, once. */
export async function installCommand(options: HistoryCommandOptions): Promise<number> {
  const { environment } = openHost(options.cwd);
  const { command, by } = await installLitestream({
    toolFolder: toolFolderOf(environment),
    platform: `${process.platform}-${process.arch}`,
    environment: readRawEnvironment(),
    onNotice: (text) => void process.stderr.write(`${text}\n`),
  });
  process.stderr.write(`installed (${by === 'go' ? 'built by Go' : 'from the release, SHA-256 proved'}): `);
  process.stdout.write(`${command}\n`);
  return 0;
}
