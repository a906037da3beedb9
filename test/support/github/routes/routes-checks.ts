import { renderCheckRun } from '../render/render-check.ts';
import { json, paged, repositoryOf, text, writerOf } from '../call.ts';
import type { Answer, Call, Route } from '../call.ts';
import { commitOf } from '../git.ts';
import { forbidden, notFound, Refusal } from '../refusal.ts';
import { reading } from '../scene.ts';
import type { Need } from '../scene.ts';
import type { App, CheckAnnotation, CheckRun, CheckSuite, Repository } from '../state.ts';

const READ = reading('checks');
const WRITE: Need = { any: [['checks', 'write']], role: 'write' };
const REPO = '/repos/{owner}/{repo}';

/** Only apps write check runs. */
function appOf(call: Call): App {
  const { app } = writerOf(call);
  if (app === null) throw forbidden('You must authenticate via a GitHub App.');
  return app;
}

function runOf(call: Call, need: Need): CheckRun {
  const repository = repositoryOf(call, need);
  const id = Number(call.params['check_run_id']);
  const run = call.scene.store.state.checkRuns.find((one) => one.id === id && one.repository === repository);
  if (run === undefined) throw notFound();
  return run;
}

function suiteOf(call: Call, repository: Repository, app: App, headCommit: string): CheckSuite {
  const { store } = call.scene;
  const found = store.state.checkSuites.find(
    (one) => one.repository === repository && one.app === app && one.headCommit === headCommit,
  );
  if (found !== undefined) return found;
  const suite: CheckSuite = { ...store.entity('CS'), repository, app, headCommit };
  store.state.checkSuites.push(suite);
  return suite;
}

/** Puts the fields of a request into a run. A conclusion completes it; annotations are added to those before. */
function apply(call: Call, run: CheckRun): void {
  const { body, scene } = call;
  const conclusion = text(body['conclusion']);
  const status = conclusion === null ? text(body['status']) : 'completed';
  if (status === 'completed' && conclusion === null && run.conclusion === null)
    throw new Refusal(422, "Invalid request.\n\nFor 'anyOf/0', \"conclusion\" wasn't supplied.");
  if (status !== null) run.status = status;
  if (status !== null && status !== 'completed') Object.assign(run, { conclusion: null, completedAt: null });
  if (conclusion !== null) run.conclusion = conclusion;
  if (status === 'completed') run.completedAt = text(body['completed_at']) ?? scene.store.now();
  run.name = text(body['name']) ?? run.name;
  run.externalId = text(body['external_id']) ?? run.externalId;
  run.detailsUrl = text(body['details_url']) ?? run.detailsUrl;
  run.startedAt = text(body['started_at']) ?? run.startedAt;
  const output = body['output'] as Readonly<Record<string, unknown>> | undefined;
  if (output === undefined) return;
  run.title = text(output['title']) ?? run.title;
  run.summary = text(output['summary']) ?? run.summary;
  run.text = text(output['text']) ?? run.text;
  run.annotations.push(...((output['annotations'] as readonly CheckAnnotation[] | undefined) ?? []));
}

function create(call: Call): Answer {
  const repository = repositoryOf(call, WRITE);
  const app = appOf(call);
  const headCommit = commitOf(repository.folder, text(call.body['head_sha']) ?? '');
  if (headCommit === null) throw new Refusal(422, `No commit found for SHA: ${String(call.body['head_sha'])}`);
  const { store } = call.scene;
  const run: CheckRun = {
    ...store.entity('CR'),
    repository,
    suite: suiteOf(call, repository, app, headCommit),
    app,
    headCommit,
    name: '',
    externalId: '',
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    startedAt: store.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  apply(call, run);
  store.state.checkRuns.push(run);
  return json(renderCheckRun(call.scene, run), 201);
}

function update(call: Call): Answer {
  const run = runOf(call, WRITE);
  const app = appOf(call);
  if (run.app !== app)
    throw forbidden(`Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`);
  apply(call, run);
  return json(renderCheckRun(call.scene, run));
}

function listOf(call: Call, runs: readonly CheckRun[]): Answer {
  const { query } = call;
  const [name, status, app] = [query.get('check_name'), query.get('status'), query.get('app_id')];
  const wanted = runs.filter(
    (run) =>
      (name === null || run.name === name) &&
      (status === null || run.status === status) &&
      (app === null || run.app.id === Number(app)),
  );
  const isLatest = query.get('filter') !== 'all';
  const shown = wanted.filter(
    (run) =>
      !isLatest || !wanted.some((other) => other.id > run.id && other.name === run.name && other.app === run.app),
  );
  const newestFirst = shown.toReversed();
  return paged(call, newestFirst, (page) => ({
    total_count: newestFirst.length,
    check_runs: page.map((run) => renderCheckRun(call.scene, run)),
  }));
}

/** Check runs and their annotations. */
export const CHECK_ROUTES: readonly Route[] = [
  { method: 'POST', path: `${REPO}/check-runs`, need: WRITE, run: create },
  { method: 'PATCH', path: `${REPO}/check-runs/{check_run_id}`, need: WRITE, run: update },
  {
    method: 'GET',
    path: `${REPO}/check-runs/{check_run_id}`,
    need: READ,
    run: (call) => json(renderCheckRun(call.scene, runOf(call, READ))),
  },
  {
    method: 'GET',
    path: `${REPO}/check-runs/{check_run_id}/annotations`,
    need: READ,
    run: (call) => {
      const run = runOf(call, READ);
      const blob = `${call.scene.urls.server}/${run.repository.fullName}/blob/${run.headCommit}`;
      const shown = run.annotations.map((one) => ({
        start_column: null,
        end_column: null,
        title: null,
        raw_details: null,
        ...one,
        blob_href: `${blob}/${one.path}`,
      }));
      return paged(call, shown);
    },
  },
  {
    method: 'GET',
    path: `${REPO}/commits/{ref}/check-runs`,
    need: READ,
    run: (call) => {
      const repository = repositoryOf(call, READ);
      const commit = commitOf(repository.folder, call.params['ref'] ?? '');
      if (commit === null) throw new Refusal(422, `No commit found for SHA: ${call.params['ref']}`);
      const runs = call.scene.store.state.checkRuns;
      return listOf(
        call,
        runs.filter((run) => run.repository === repository && run.headCommit === commit),
      );
    },
  },
  {
    method: 'GET',
    path: `${REPO}/check-suites/{check_suite_id}/check-runs`,
    need: READ,
    run: (call) => {
      const repository = repositoryOf(call, READ);
      const id = Number(call.params['check_suite_id']);
      const suite = call.scene.store.state.checkSuites.find((one) => one.id === id && one.repository === repository);
      if (suite === undefined) throw notFound();
      return listOf(
        call,
        call.scene.store.state.checkRuns.filter((run) => run.suite === suite),
      );
    },
  },
];
