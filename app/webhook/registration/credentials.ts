import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { readRegularFile } from '../../config/regular-file.ts';
import { stateFile } from '../../config/state-home.ts';
import { isPrivateKey } from '../secret-settings.ts';

type Raw = Readonly<Record<string, string | undefined>>;

/** What GitHub hands out when an App is registered. */
export const NewApp = z.object({
  id: z.int().min(1),
  html_url: z.url({ protocol: /^https?$/ }).max(1000),
  // What cannot be used must not be kept: the server would never start with it, and there would be no page any more.
  pem: z.string().max(16_384).refine(isPrivateKey, 'it is no RSA private key in PEM form'),
  webhook_secret: z
    .string()
    .min(16)
    .max(1000)
    .regex(/^[\x21-\x7e]+$/),
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
  const made = await freshFolder(folder);
  const files = { 'app-id': String(app.id), 'private-key.pem': app.pem, 'webhook-secret': app.webhook_secret };
  for (const [name, text] of Object.entries(files))
    await writeFile(join(made, name), text, { mode: 0o600, flush: true });
  await rename(made, folder);
}

/** Whether they could be kept, found out before GitHub is asked for any: it hands out each key once. Throws what the system says. */
export async function tryStoring(raw: Raw): Promise<void> {
  const made = await freshFolder(folderOf(raw));
  await writeFile(join(made, 'app-id'), '', { mode: 0o600, flush: true });
  await rm(made, { recursive: true });
}

/** In a container each process has the same number: what one left that died here is in the way. */
async function freshFolder(folder: string): Promise<string> {
  const made = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await rm(made, { recursive: true, force: true });
  await mkdir(made, { mode: 0o700 });
  return made;
}
