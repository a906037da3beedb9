import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveryFacts } from '../../../app/webhook/facts.ts';
import { openPostgresQueue } from '../../../history/deliveries/postgres/open-postgres-queue.ts';
import { DOCKET_ENTRY } from '../../support/program-entry.ts';
import { missingTools } from '../../support/go-tools.ts';
import type { Pull } from '../../support/github/state.ts';
import { missingPostgres } from '../../support/postgres/postgres-server.ts';
import { FleetScene } from './fleet-scene.ts';

const missing = missingPostgres ?? missingTools('litestream', 'gofakes3');
const PROGRAM = dirname(dirname(dirname(DOCKET_ENTRY)));
/** The older program: this one, or the entry of a real earlier build where one is named. */
// oxlint-disable-next-line node/no-process-env -- the test runner's own switch
const OLDER = process.env['DOCKET_TEST_OLDER'] ?? DOCKET_ENTRY;

describe.skipIf(missing !== null)(`an upgrade of a fleet${missing === null ? '' : `: ${missing}`}`, () => {
  let fleet: FleetScene;
  let newer: string;
  beforeEach(async () => {
    newer = mkdtempSync(join(dirname(PROGRAM), 'program-newer-'));
    fleet = await FleetScene.open();
  });
  afterEach(async () => {
    await fleet.close();
    rmSync(newer, { recursive: true, force: true });
  });

  it('server by server: an older worker goes on with what it knows, and leaves what a newer web writes to a newer one', async () => {
    const entry = nextVersion(newer);
    const [first, second, third] = ['one', 'two', 'three'].map((name) => fleet.github.openPull(name));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were opened');
    const web = await fleet.start('web', OLDER);
    const worker = await fleet.start('worker', OLDER);
    await fleet.deliver(opened(fleet, first), 'first');
    await reviewed(fleet, first);

    // The web goes first.
    await fleet.kill(web);
    await fleet.start('web', entry);
    await fleet.deliver(opened(fleet, second), 'second');
    // What is written in the form that it knows, the older worker does meanwhile.
    const queue = await openPostgresQueue(fleet.queueUrl, { limits: LIMITS, format: 1, onFault: () => undefined });
    const { delivery } = deliveryFacts({
      id: 'third',
      event: 'pull_request',
      payload: JSON.stringify(opened(fleet, third)),
    });
    await queue.add(delivery);
    await reviewed(fleet, third);
    expect(await queue.find('second')).toMatchObject({ state: 'queued', format: 2, attempts: 0 });
    expect(worker.process.child.exitCode).toBe(null);

    // A newer worker beside it takes what was left.
    await fleet.start('worker', entry);
    await reviewed(fleet, second);
    await fleet.quiet();
    await queue.close();
    for (const pull of [first, second, third]) {
      expect(fleet.checksOf(pull)).toEqual(['completed']);
      expect(fleet.github.reviews(pull).length).toBe(1);
    }
    expect(new Set(await fleet.drain())).toEqual(new Set([0]));
  });
});

const LIMITS = { perInstallation: 100, perRepository: 100 };

const opened = ({ github: { github } }: FleetScene, pull: Pull) => github.payloads.pullRequest('opened', pull);

async function reviewed(fleet: FleetScene, pull: Pull): Promise<void> {
  while (!fleet.checksOf(pull).includes('completed')) await sleep(50);
}

/** This program as its next version may be: it writes deliveries in a form that this one does not know. Returns its entry. */
function nextVersion(folder: string): string {
  cpSync(PROGRAM, folder, { recursive: true });
  const changed = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => {
    if (!path.endsWith('.js')) return false;
    const text = readFileSync(join(folder, path), 'utf8');
    const next = text.replace(/\bDELIVERY_FORMAT ?= ?1\b/, 'DELIVERY_FORMAT=2');
    if (next !== text) writeFileSync(join(folder, path), next);
    return next !== text;
  });
  expect(changed.length).toBeGreaterThan(0);
  return join(folder, 'app/cli/docket.mjs');
}
