import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localFolder } from '../../../app/history/local-folder.ts';
import { openHistory } from '../../../history/log.ts';
import { readManifest } from '../../../history/replica/head.ts';
import { replicasFolder, viewPath } from '../../../history/replica/local-files.ts';
import { openStore } from '../../../history/replica/open-store.ts';
import { localReplicas } from '../../../history/replica/run-replica.ts';
import { missingTools, TOOLS_FOLDER } from '../../support/go-tools.ts';
import { ServeScene } from './serve-scene.ts';

const missing = missingTools('litestream');

describe.skipIf(missing !== null)(`a server with a store${missing === null ? '' : `: ${missing}`}`, () => {
  let scene: ServeScene;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'docket-app-store-'));
    scene = await ServeScene.open();
  });
  afterEach(async () => {
    await scene.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps a warm view of a repository and brings the runs of all deliveries into the store', async () => {
    const url = `file://${folder}`;
    const pulls = [scene.openPull('one'), scene.openPull('two')];
    const server = await scene.serve({
      DOCKET_STORE: url,
      PATH: [TOOLS_FOLDER, process.env['PATH'] ?? ''].join(delimiter),
    });
    // Both at once: each run has a log and a Litestream of its own.
    await Promise.all(pulls.map((pull) => scene.delivered('opened', pull, pull.headBranch)));
    for (const pull of pulls)
      await server.printed(`"delivery":"${pull.headBranch}","lane":"acme/shop#${pull.number}","state":"done"`);
    expect(pulls.map((pull) => scene.reviews(pull).length)).toEqual([1, 1]);
    const figures = await (await fetch(`${scene.url}/metrics`)).text();
    // Both runs are over and in the store.
    for (const name of ['runs_waiting', 'lag_seconds', 'crash_window_seconds'])
      expect(figures).toMatch(new RegExp(`^docket_store_${name} 0$`, 'm'));
    expect(await server.end('SIGTERM')).toBe(0);

    const { host, hostname } = new URL(scene.github.serverUrl);
    const id = String(scene.repository.id);
    const store = openStore({ url, region: null, endpoint: null, encryption: null }, { host, repositoryId: id });
    const manifest = await readManifest(store);
    expect(manifest?.tails.map(({ state }) => state)).toEqual(['done', 'done']);

    const local = localFolder(join(scene.folder, 'data', 'history', hostname, `${id}.db`));
    expect(existsSync(viewPath(local, store))).toBe(true);
    const view = openHistory(viewPath(local, store), { readonly: true });
    const labels = view.runs({ limit: 10 }).map(({ run }) => run.label);
    view.close();
    expect(labels.toSorted()).toEqual(['acme/shop#1', 'acme/shop#2']);
    // Nothing is left to push, and nobody streams any more.
    expect(await localReplicas(replicasFolder(local))).toEqual([]);
  });
});
