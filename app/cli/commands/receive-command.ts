import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { InputError } from '../../../schemas/problem.ts';
import { readEnvironment } from '../../config/config.ts';
import { readRawEnvironment } from '../../config/raw-environment.ts';
import { loadConfig } from '../../config/load-config.ts';
import { readScores, SCORES_FILE } from '../../analyse/model-scores.ts';
import { handleIntent } from '../../pull-request/handle-intent.ts';
import type { IntentOutcome } from '../../pull-request/host.ts';
import { stateFile } from '../../config/state-home.ts';
import { createIdentity } from '../../webhook/identity.ts';
import { createLog } from '../../webhook/log.ts';
import { receiveOne } from '../../webhook/receive-one.ts';
import { createScrubber } from '../../webhook/scrub.ts';
import { secretsOf } from '../../known-secrets.ts';
import { readSettings } from '../../webhook/settings.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { renderProblem } from '../render/render-problem.ts';
import { stopSignal } from '../stop-signal.ts';

/** The options of `docket receive`, as commander hands them over. */
export interface ReceiveOptions {
  readonly event: string;
  readonly payload: string;
  readonly json?: boolean;
}

/** `docket receive`: one payload by hand, as if GitHub had delivered it, but now and without the queue. Returns the exit code. */
export async function receiveCommand({ event, payload: file, json }: ReceiveOptions): Promise<number> {
  const raw = readRawEnvironment();
  // Nothing is verified here, so the secret of the deliveries is not asked for.
  const settings = readSettings(raw, { webhook: false });
  const environment = readEnvironment(raw);
  const scrubber = createScrubber([settings.privateKey, settings.webhookSecret, ...secretsOf(raw)]);
  const log = createLog({ level: settings.logLevel, scrubber, write: (line) => process.stderr.write(line) });
  const stop = stopSignal();
  try {
    const handled = await receiveOne(
      { event, payload: await payloadOf(file) },
      {
        settings,
        environment,
        store: loadConfig({ environment, repository: null, file: settings.configFile, flags: [] }).config,
        log,
        handleIntent,
        scores: await readScores(stateFile(SCORES_FILE, environment)),
        identity: createIdentity(settings, scrubber),
        signal: stop.signal,
      },
    );
    const text = json === true ? `${JSON.stringify(report(handled), null, 2)}\n` : textOf(handled);
    process.stdout.write(scrubber.scrub(text));
    for (const problem of handled.problems) process.stderr.write(scrubber.scrub(renderProblem(problem)));
    return handled.exit.code;
  } finally {
    stop.forget();
  }
}

async function payloadOf(file: string): Promise<string> {
  try {
    const read = file === '-' ? text(process.stdin) : readFile(file, 'utf8');
    const payload = await read;
    JSON.parse(payload);
    return payload;
  } catch (cause) {
    const isJson = cause instanceof SyntaxError;
    throw new InputError({
      what: isJson ? 'the payload is not JSON' : 'the payload cannot be read',
      where: file,
      remedy: "Save a payload from the App's settings (Advanced, Recent deliveries) into a file and name it with -p.",
      cause,
    });
  }
}

/** What scripts may care for. */
function report({ kind, reason, exit, published, output }: IntentOutcome): object {
  return {
    kind,
    reason,
    exit,
    verdict: output?.review.verdict ?? null,
    run: output?.runId ?? null,
    review: published?.reviewUrl ?? null,
    summary: published?.summaryUrl ?? null,
    check: published?.checkUrl ?? null,
  };
}

function textOf(handled: IntentOutcome): string {
  const { kind, reason, published } = handled;
  const lines = [`${kind}: ${reason}`];
  if (published?.reviewUrl) lines.push(`review: ${published.reviewUrl}`);
  if (published?.summaryUrl) lines.push(`summary: ${published.summaryUrl}`);
  if (published?.checkUrl) lines.push(`check: ${published.checkUrl}`);
  return `${neutraliseTerminal(lines.join('\n'))}\n`;
}
