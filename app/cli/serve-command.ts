import { readEnvironment, readRawEnvironment } from '../config.ts';
import { loadConfig } from '../load-config.ts';
import { readScores, SCORES_FILE } from '../model-scores.ts';
import { handleIntent } from '../pull-request/handle-intent.ts';
import { stateFile } from '../state-home.ts';
import { createIdentity } from '../webhook/identity.ts';
import { createLog } from '../webhook/log.ts';
import { createScrubber } from '../webhook/scrub.ts';
import { serve } from '../webhook/serve.ts';
import { readSettings } from '../webhook/settings.ts';
import { secretsOf } from '../webhook/secrets.ts';
import { stopSignal } from './stop-signal.ts';

/** What is left of the process after it has stopped is cut off after this. */
const LINGER_MS = 1000;

/** `docket serve`: the GitHub App, until it is told to stop. Answers the exit code. */
export async function serveCommand(): Promise<number> {
  const raw = readRawEnvironment();
  const settings = readSettings(raw);
  const environment = readEnvironment(raw);
  // A configuration that cannot be used is told at the start, not by every review.
  loadConfig({ environment, repository: null, file: settings.configFile, flags: [] });
  const scrubber = createScrubber([settings.privateKey, settings.webhookSecret, ...secretsOf(raw)]);
  const log = createLog({ level: settings.logLevel, scrubber, write: (line) => process.stdout.write(line) });
  const stop = stopSignal();
  const serving = await serve({
    settings,
    environment,
    log,
    handleIntent,
    scores: await readScores(stateFile(SCORES_FILE, environment)),
    identity: createIdentity(settings, scrubber),
  });
  try {
    await Promise.race([serving.ready.then(() => aborted(stop.signal)), aborted(stop.signal)]);
    return 0;
  } finally {
    await serving.stop();
    stop.forget();
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}
