import { resolve } from 'node:path';
import { InfrastructureError } from '../../../schemas/problem.ts';
import type { ToldStore } from '../../../schemas/fleet/fleet-statistics.ts';
import { stateFile } from '../../config/state-home.ts';
import { askFleet, type FleetAnswer } from '../../fleet/ask-fleet.ts';
import { serveGathering } from '../../fleet/gather-child.ts';
import { createGatherers } from '../../fleet/gatherers.ts';
import { readStores } from '../../fleet/read-stores.ts';
import { tellFleetRuns } from '../../fleet/tell-fleet-runs.ts';
import { jsonText } from '../../output/json-text.ts';
import { reportPage } from '../../statistics/page/report-page.ts';
import { scrub } from '../../known-secrets.ts';
import { coloursOf } from '../../output/text/colours.ts';
import { openHost } from '../host.ts';
import { renderFleet } from '../render/render-fleet.ts';
import { sinceMoment } from '../since.ts';
import { writeReport } from './report-command.ts';

/** The options of `docket fleet`, as commander hands them over. */
export interface FleetOptions {
  readonly stores: string;
  readonly since?: string;
  readonly cache?: string;
  readonly cwd?: string;
  readonly json?: boolean;
}

/** `docket fleet stats`: what all runs of many repositories say together. */
export async function fleetStatsCommand(options: FleetOptions): Promise<number> {
  const host = openHost(options.cwd);
  const { told } = await ask(options);
  const text = { width: host.width, colours: coloursOf(host.colour) };
  process.stdout.write(options.json === true ? jsonText(told) : renderFleet(told, text));
  return codeOf(told.stores);
}

/** `docket fleet report`: the same as one page. */
export async function fleetReportCommand(options: FleetOptions & { readonly html: string }): Promise<number> {
  const { told, newest } = await ask(options);
  const { stores, cache } = placesOf(options);
  const runs = tellFleetRuns(newest, { stores, cache });
  const path = resolve(options.cwd ?? '.', options.html);
  const contents = { statistics: told.statistics, runs, madeAt: new Date().toISOString(), stores: told.stores };
  await writeReport(path, scrub(reportPage(contents)));
  if (options.json === true) process.stdout.write(jsonText(told));
  process.stderr.write(`docket: the report is in ${path}\n`);
  return codeOf(told.stores);
}

/** `docket fleet gather`: the process that reads stores for the other two. */
export async function fleetGatherCommand(): Promise<number> {
  await serveGathering({ in: process.stdin, out: process.stdout });
  return 0;
}

async function ask(options: FleetOptions): Promise<FleetAnswer> {
  const [, program] = process.argv;
  if (program === undefined) throw new InfrastructureError({ what: 'it is not known how this program was started' });
  const gatherers = createGatherers(program);
  try {
    const answer = await askFleet({
      ...placesOf(options),
      since: sinceOf(options),
      gather: (job) => gatherers.gather(job),
    });
    for (const { name, state, exitCode, reason } of answer.told.stores)
      if (state !== 'read')
        process.stderr.write(`docket: ${name} is ${state}, exit code ${exitCode}: ${reason ?? ''}\n`);
    return answer;
  } finally {
    gatherers.close();
  }
}

function placesOf({ stores, cwd, cache }: FleetOptions) {
  const host = openHost(cwd);
  return {
    stores: readStores(stores, host.cwd),
    cache: cache === undefined ? stateFile('fleet', host.environment) : resolve(host.cwd, cache),
  };
}

/** A number of days begins at midnight, so that the same question is the same for a day. */
function sinceOf({ since }: FleetOptions): string | null {
  const now = new Date();
  now.setUTCHours(0, 0, 0, 0);
  return sinceMoment(since, now);
}

/** The worst of what befell a store: what is asked for is there, and not all of it. */
function codeOf(stores: readonly ToldStore[]): number {
  return Math.max(0, ...stores.map(({ exitCode }) => exitCode));
}
