import { DOCKET_VERSION } from '../version.ts';
import type { ServerLog } from '../webhook/log.ts';
import { NO_TELEMETRY, type Telemetry } from './telemetry.ts';
import type { TelemetrySettings } from './telemetry-settings.ts';

/** Telemetry as the operator asked for it. The SDK is loaded, and needed, only where he did. */
export async function loadTelemetry(
  settings: TelemetrySettings | null,
  { role, log, now }: { readonly role: string; readonly log: ServerLog; readonly now: () => number },
): Promise<Telemetry> {
  if (settings === null) return NO_TELEMETRY;
  const { startOpenTelemetry } = await import('./open-telemetry.ts');
  log.info({ traces: settings.traces, metrics: settings.metrics }, 'telemetry is sent by OTLP');
  return startOpenTelemetry({
    settings,
    version: DOCKET_VERSION,
    role,
    onFault: (error) =>
      log.warn({ err: error }, 'telemetry could not be sent; reviews go on, and what fails is dropped'),
    now,
  });
}
