import { type Logger, pino } from 'pino';
import type { Scrubber } from './scrub.ts';

/** The log of the server: lines of JSON. */
export type ServerLog = Logger;

/** How much is logged. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A log that writes to `write`, each line through the scrubber: it stands behind everything, so that no serializer can go round it. */
export function createLog(options: {
  readonly level: LogLevel;
  readonly scrubber: Scrubber;
  readonly write: (line: string) => void;
}): ServerLog {
  const { level, scrubber, write } = options;
  return pino(
    {
      name: 'docket',
      level,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      // Named paths are blanked before anything is written; the scrubber is for what nobody thought of.
      redact: {
        paths: ['*.authorization', '*.headers.authorization', 'err.request', 'err.response'],
        censor: '[secret]',
      },
    },
    { write: (line: string) => write(scrubber.scrub(line)) },
  );
}
