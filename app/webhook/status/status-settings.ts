import { z } from 'zod';
import { secretOf } from '../secret-settings.ts';

/** The status page, as the operator wants it. */
export interface StatusSettings {
  readonly token: string;
  readonly host: string;
  readonly port: number;
}

/** 20 characters of 64 kinds are 120 bits. */
const SHORTEST_TOKEN = 20;

/** The variables of the status page; without a token there is none. */
export const STATUS_VARIABLES = {
  DOCKET_STATUS_TOKEN: z.string().optional(),
  DOCKET_STATUS_TOKEN_FILE: z.string().optional(),
  DOCKET_STATUS_HOST: z.string().default('127.0.0.1'),
  DOCKET_STATUS_PORT: z.coerce.number('must be a port').int().min(0).max(65_535).default(3001),
};

const StatusEnvironment = z.object(STATUS_VARIABLES);

/** What the operator says of it; null where there is no token. What is wrong is added to `faults`, never with a value. */
export function statusSettingsOf(
  given: Readonly<Record<string, string | undefined>>,
  faults: string[],
): StatusSettings | null {
  if (given['DOCKET_STATUS_TOKEN'] === undefined && given['DOCKET_STATUS_TOKEN_FILE'] === undefined) return null;
  const token = secretOf('DOCKET_STATUS_TOKEN', given, faults);
  const parsed = StatusEnvironment.safeParse(given);
  // What is wrong with the others is told with all other variables.
  if (token === null || !parsed.success) return null;
  if (token.length < SHORTEST_TOKEN) {
    faults.push(`DOCKET_STATUS_TOKEN is shorter than ${SHORTEST_TOKEN} characters`);
    return null;
  }
  return { token, host: parsed.data.DOCKET_STATUS_HOST, port: parsed.data.DOCKET_STATUS_PORT };
}
