import { leaves } from '../../config/config.ts';
import { jsonText } from '../../output/json-text.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { openHost } from '../host.ts';
import { workspaceRequest, type SourceOptions } from '../source-options.ts';

/** `docket config`: every key that is in force, and where it came from. */
export async function configCommand(
  range: string | undefined,
  options: SourceOptions & { readonly json?: boolean },
): Promise<number> {
  const place = await workspaceRequest(openHost(options.cwd), range, options);
  await place.close();
  const { config, origins, notices } = place.effective;
  for (const text of notices) process.stderr.write(`${neutraliseTerminal(text)}\n`);
  const entries = leaves(config).map(([path, value]) => {
    const key = path.join('.');
    return { key, value, origin: origins.get(key) ?? 'default' };
  });
  if (options.json === true) process.stdout.write(jsonText(entries));
  else {
    const lines = entries.map(({ key, value, origin }) => `${key} = ${JSON.stringify(value)}  (${origin})`);
    process.stdout.write(`${neutraliseTerminal(lines.join('\n'))}\n`);
  }
  return 0;
}
