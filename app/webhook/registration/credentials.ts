import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { readRegularFile } from '../../config/regular-file.ts';
import { stateFile } from '../../config/state-home.ts';

type Raw = Readonly<Record<string, string | undefined>>;

/** What GitHub hands out when an App is registered. */
export const NewApp = z.object({
  id: z.int(),
  html_url: z.url(),
  pem: z.string().includes('-----BEGIN'),
  webhook_secret: z.string().min(16),
});
export type NewApp = z.infer<typeof NewApp>;

const GIVEN = [
  'DOCKET_APP_ID',
  'DOCKET_PRIVATE_KEY',
  'DOCKET_PRIVATE_KEY_FILE',
  'DOCKET_WEBHOOK_SECRET',
  'DOCKET_WEBHOOK_SECRET_FILE',
] as const;

/** Whether the operator says who the App is. */
export const hasOwnCredentials = (raw: Raw): boolean => GIVEN.some((name) => (raw[name] ?? '') !== '');

const folderOf = ({ DOCKET_DATA: data, ...raw }: Raw): string =>
  join(data === undefined || data === '' ? stateFile('app', raw) : resolve(data), 'credentials');

/** The environment with the credentials that a registration left; null where there are none. */
export function withStoredCredentials(raw: Raw): Raw | null {
  const folder = folderOf(raw);
  if (!existsSync(join(folder, 'app-id'))) return null;
  return {
    ...raw,
    DOCKET_APP_ID: readRegularFile(join(folder, 'app-id')).trim(),
    DOCKET_PRIVATE_KEY_FILE: join(folder, 'private-key.pem'),
    DOCKET_WEBHOOK_SECRET_FILE: join(folder, 'webhook-secret'),
  };
}

/** Keeps what GitHub handed out, for its owner alone. A folder appears whole or not at all. */
export async function storeCredentials(raw: Raw, app: NewApp): Promise<void> {
  const folder = folderOf(raw);
  const made = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await mkdir(made, { mode: 0o700 });
  const files = { 'app-id': String(app.id), 'private-key.pem': app.pem, 'webhook-secret': app.webhook_secret };
  for (const [name, text] of Object.entries(files)) await writeFile(join(made, name), text, { mode: 0o600 });
  await rename(made, folder);
}
