import { InfrastructureError, Problem } from '../../../schemas/problem.ts';
import { readEnvironment } from '../../config/config.ts';
import { readRawEnvironment } from '../../config/raw-environment.ts';
import { loadConfig } from '../../config/load-config.ts';
import { useNetwork } from '../../config/network.ts';
import { readScores, SCORES_FILE } from '../../analyse/model-scores.ts';
import { handleIntent } from '../../pull-request/handle-intent.ts';
import { stateFile } from '../../config/state-home.ts';
import { loadTelemetry } from '../../telemetry/load-telemetry.ts';
import { readTelemetrySettings, secretsOfTelemetry } from '../../telemetry/telemetry-settings.ts';
import { createIdentity } from '../../webhook/identity.ts';
import { createLog } from '../../webhook/log.ts';
import { environmentOfApp } from '../../webhook/registration/first-start.ts';
import { createScrubber } from '../../webhook/scrub.ts';
import type { ServeRole } from '../../webhook/assemble.ts';
import { serve } from '../../webhook/serve.ts';
import { requireFleet } from '../../webhook/require-fleet.ts';
import { readSettings, secretsOfQueue } from '../../webhook/settings.ts';
import { secretsOf } from '../../known-secrets.ts';
import { stopSignal } from '../stop-signal.ts';

/** What is left of the process after it has stopped is cut off after this. */
const LINGER_MS = 1000;

/** The options of `docket serve`, as commander hands them over. */
export interface ServeOptions {
  readonly role: ServeRole;
}

/** `docket serve`: the GitHub App, or its part of a fleet, until it is told to stop. Returns the exit code. */
export async function serveCommand({ role }: ServeOptions): Promise<number> {
  const raw = await ofItsApp();
  if (raw === null) return 0;
  // Whoever takes no deliveries need not know how they are signed.
  const settings = readSettings(raw, { webhook: role !== 'worker' });
  const telemetrySettings = readTelemetrySettings(raw);
  const environment = readEnvironment(raw);
  // A configuration that cannot be used is told at the start, not by every review.
  const { config } = loadConfig({ environment, repository: null, file: settings.configFile, flags: [] });
  requireFleet(role, settings, config);
  const scrubber = createScrubber([
    settings.privateKey,
    settings.webhookSecret,
    ...secretsOfQueue(settings),
    ...(settings.status === null ? [] : [settings.status.token]),
    ...secretsOfTelemetry(raw),
    ...secretsOf(raw),
  ]);
  const log = createLog({ level: settings.logLevel, scrubber, write: (line) => process.stdout.write(line) });
  for (const notice of useNetwork({ isServer: true })) log.warn(notice);
  const telemetry = await loadTelemetry(telemetrySettings, { role, log, now: Date.now });
  const stop = stopSignal();
  const crash = crashed();
  const serving = await serve({
    settings,
    role,
    environment,
    store: config,
    log,
    telemetry,
    handleIntent,
    ...(process.argv[1] === undefined ? {} : { program: process.argv[1] }),
    scores: await readScores(stateFile(SCORES_FILE, environment)),
    identity: createIdentity(settings, scrubber),
  });
  try {
    const stopped = aborted(stop.signal);
    await Promise.race([serving.ready.then(() => stopped), stopped, crash.happens]);
    return 0;
  } catch (error) {
    // What is printed in the end passes the scrubber, too.
    if (error instanceof Problem) throw error;
    log.fatal({ err: error }, 'the server has crashed');
    throw new InfrastructureError({
      what: `the server has crashed: ${scrubber.scrub(String(error))}`,
      remedy: 'Start it again: what it was working on is picked up. Report it with the log.',
      cause: error,
    });
  } finally {
    await serving.stop();
    crash.forget();
    stop.forget();
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
}

/** With the App's credentials, which a first start gets from GitHub. */
async function ofItsApp(): ReturnType<typeof environmentOfApp> {
  const raw = readRawEnvironment();
  const stop = stopSignal();
  const scrubber = createScrubber([...secretsOf(raw)]);
  const log = createLog({ level: 'info', scrubber, write: (line) => process.stdout.write(line) });
  try {
    return await environmentOfApp(raw, { log, signal: stop.signal });
  } finally {
    stop.forget();
  }
}

/** Rejects with what nobody caught, so that the server can put back what it works on before it ends. */
function crashed(): { readonly happens: Promise<never>; forget(): void } {
  let fail: (error: unknown) => void = () => {};
  const happens = new Promise<never>((_, reject) => (fail = reject));
  happens.catch(() => {
    // It is told by whoever waits for it; before that there is nothing to put back.
  });
  process.on('uncaughtException', fail);
  return { happens, forget: () => process.off('uncaughtException', fail) };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}
