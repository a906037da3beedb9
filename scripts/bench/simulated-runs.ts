import type { SimulationOptions } from './simulated-log.ts';
import { chance, pick, randomNumbers } from './random-numbers.ts';

/** One row of a table. */
interface SimulatedRow {
  readonly table: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A finding and how it ended. */
export interface SimulatedFinding {
  readonly id: string;
  readonly reviewer: string;
  readonly rule: string;
  readonly origin: 'check' | 'model';
  readonly severity: 'critical' | 'warning' | 'suggestion';
  readonly confidence: number;
  readonly path: string;
  readonly state: string;
  readonly concern: string;
}

/** One run and all of its rows. */
export interface Simulated {
  readonly run: string;
  readonly rows: readonly SimulatedRow[];
  readonly findings: readonly SimulatedFinding[];
  /** The step that decided, whose end is written with the review. */
  readonly coordination: { readonly step: string; readonly at: string };
  readonly hasModels: boolean;
  readonly failed: string | null;
  /** Gives the next id and place in the run. */
  readonly head: () => { readonly id: string; readonly run: string; readonly sequence: number };
}

const REVIEWERS = ['security', 'quality', 'performance', 'documentation', 'release', 'policy', 'agents-md'];
/** How a raw finding ends, as often as in recorded reviews of several pushes to one pull request. */
const STATES = weighted({ inline: 14, file: 2, summary: 8, merged: 20, suppressed: 54, failed: 2 });
const REASONS = ['already-raised', 'already-raised', 'low-confidence', 'untouched-line', 'refuted', 'dismissed'];
const OUTCOMES = weighted({ accepted: 40, dismissed: 10, unaddressed: 35, claimed: 15 });
const MODELS = ['claude-opus-5', 'claude-sonnet-5-5', 'claude-haiku-5'];
const YEAR_MS = 365 * 86_400_000;
const BATCH = 1000;
const RULES_A_REVIEWER = 9;
const FOLDERS = 60;
/** Pushes to one pull request, on average. */
const PUSHES = 3;

/** Gives the runs in their order, a thousand at once. */
export function* simulateRuns({ runs, seed, until, years = 2 }: SimulationOptions): Generator<readonly Simulated[]> {
  const random = randomNumbers(seed);
  const pace = (years * YEAR_MS) / runs;
  const waiting: string[] = [];
  for (let from = 0; from < runs; from += BATCH) {
    const size = Math.min(BATCH, runs - from);
    yield Array.from({ length: size }, (_, at) =>
      simulateRun({ number: from + at, began: until - (runs - from - at) * pace, random, waiting }),
    );
  }
}

/** The shape of a uuid of version 7: 48 bits of time, then a number that counts. */
function idAt(time: number, count: number): string {
  const hex = Math.floor(time).toString(16).padStart(12, '0');
  const tail = count.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${tail}`;
}

let counter = 0;

function simulateRun({
  number,
  began,
  random,
  waiting,
}: {
  readonly number: number;
  readonly began: number;
  readonly random: () => number;
  /** Published concerns that have no outcome yet. */
  readonly waiting: string[];
}): Simulated {
  const run = idAt(began, (counter += 1));
  let sequence = 0;
  let clock = began;
  const at = () => new Date(clock).toISOString();
  const head = () => ({ id: idAt(clock, (counter += 1)), run, sequence: (sequence += 1) });
  const rows: SimulatedRow[] = [];
  const add = (table: string, values: Readonly<Record<string, unknown>>) => void rows.push({ table, values });
  const pull = Math.floor(number / PUSHES);
  const hasModels = chance(random, 0.6);
  const dies = chance(random, 0.004);
  const failed = chance(random, 0.02) ? pick(random, REVIEWERS) : null;
  add('runs', {
    id: run,
    started_at: at(),
    docket_version: '0.1.0',
    coordinator_version: '1',
    source: 'pull-request',
    label: `acme/shop#${pull}`,
    base_commit: 'a'.repeat(40),
    head_commit: 'b'.repeat(40),
    trust: pull % 8 === 0 ? 'fork' : 'trusted',
    config_digest: '0'.repeat(64),
  });
  add('run_events', { ...head(), at: at(), state: 'started', note: null });
  const findings: SimulatedFinding[] = [];
  const begin = (kind: string, name: string) => {
    const step = head();
    add('steps', { ...step, kind, name, key: '0'.repeat(64) });
    add('step_events', { ...head(), step: step.id, at: at(), state: 'started', reason: null, artifact: null });
    return step.id;
  };
  const end = (step: string, state: string) =>
    add('step_events', { ...head(), step, at: at(), state, reason: state === 'ok' ? null : 'timeout', artifact: null });

  const change = begin('change-set', 'change-set');
  clock += 200 + 400 * random();
  end(change, 'ok');
  for (const reviewer of REVIEWERS) {
    const step = begin('reviewer', reviewer);
    clock += 100 + 300 * random() ** 2;
    if (hasModels && chance(random, 0.6)) {
      clock += 4000 + 20_000 * random() ** 3;
      modelCall({ step, at: at(), head, add, random });
    }
    while (chance(random, 0.3)) findings.push(raise({ step, reviewer, head, add, random }));
    end(step, reviewer === failed ? 'failed' : 'ok');
  }
  const coordination = begin('coordinate', 'coordinate');
  for (const finding of findings) decide({ step: coordination, finding, head, add, random, waiting });
  clock += 50 + 100 * random();
  if (dies) return { run, rows, findings, coordination: { step: coordination, at: at() }, hasModels, failed, head };
  const publication = head();
  add('publications', { ...publication, target: `acme/shop#${pull}`, body_digest: '1'.repeat(64) });
  for (const state of ['intent', 'receipt'])
    add('publication_events', { ...head(), publication: publication.id, at: at(), state, reference: null });
  // What was published some hundred runs ago has been merged by now.
  while (waiting.length > 300) {
    const concern = waiting.shift();
    const kind = OUTCOMES(random);
    const person = kind === 'dismissed' || kind === 'claimed' ? 'mona' : null;
    const reason = kind === 'dismissed' ? 'it cannot happen here' : null;
    add('outcomes', { ...head(), concern, kind, actor: person, reason, at: at(), role: null });
  }
  add('run_events', { ...head(), at: at(), state: 'finished', note: null });
  return { run, rows, findings, coordination: { step: coordination, at: at() }, hasModels, failed, head };
}

interface Parts {
  readonly step: string;
  readonly head: () => { readonly id: string };
  readonly add: (table: string, values: Readonly<Record<string, unknown>>) => void;
  readonly random: () => number;
}

function modelCall({ step, at, head, add, random }: Parts & { readonly at: string }): void {
  const call = {
    step,
    call: idAt(Date.parse(at), (counter += 1)),
    attempt: 1,
    at,
    request_digest: '2'.repeat(64),
    provider: 'anthropic',
    host: 'api.anthropic.com',
    local: 0,
    model: pick(random, MODELS),
    reserved_micro_usd: 50_000,
    reserved_tokens: 20_000,
  };
  const none = { error: null, response_digest: null, input_tokens: null, output_tokens: null };
  const noCache = { cache_read_tokens: null, cache_write_tokens: null, cost_micro_usd: null };
  add('model_calls', { ...head(), ...call, ...none, ...noCache, state: 'started' });
  const input_tokens = Math.floor(2000 + 4000 * random());
  const said = { input_tokens, output_tokens: Math.floor(900 * random()), cache_read_tokens: 3 * input_tokens };
  const failed = chance(random, 0.02);
  const end = failed ? { ...none, ...noCache, error: '529' } : { ...none, ...said, cache_write_tokens: 500 };
  add('model_calls', {
    ...head(),
    ...call,
    ...end,
    state: failed ? 'failed' : 'ok',
    cost_micro_usd: failed ? 0 : input_tokens * 4,
  });
}

function raise({ step, reviewer, head, add, random }: Parts & { readonly reviewer: string }): SimulatedFinding {
  const origin = chance(random, 0.5) ? 'check' : 'model';
  const rule = `${reviewer}/rule-${Math.floor(RULES_A_REVIEWER * random() ** 2)}`;
  const path = `src/area-${Math.floor(FOLDERS * random() ** 2)}/file-${Math.floor(30 * random())}.ts`;
  const severity = pick(random, ['critical', 'warning', 'warning', 'suggestion'] as const);
  const { id } = head();
  const finding = { id: `F-${id.slice(-9)}`, reviewer, origin, rule, severity, path } as const;
  const confidence = 500 + 50 * Math.floor(random() * 10);
  const body = {
    id: finding.id,
    reviewer,
    origin,
    rule,
    severity,
    confidence,
    location: { path, side: 'new', startLine: 12, endLine: 12 },
    evidence: 'db.query("SELECT * FROM users WHERE name = " + name)',
    title: 'SQL built from input',
    explanation: 'The name reaches the statement unescaped; anybody who can ask for a user can read the table.',
    failureScenario: { description: "the name is `' OR 1=1 --`" },
    replacement: null,
    references: ['CWE-89'],
  };
  const row = { ...head(), step, finding: finding.id, reviewer, rule };
  add('findings', { ...row, body: JSON.stringify(body) });
  return { ...finding, confidence, state: STATES(random), concern: `concern-${finding.id}` };
}

function decide({
  step,
  finding,
  head,
  add,
  random,
  waiting,
}: Parts & { readonly finding: SimulatedFinding; readonly waiting: string[] }): void {
  const { state, id, concern, path } = finding;
  const at = { path, side: 'new', startLine: 12, endLine: 12 };
  const said = {
    inline: { at },
    file: { path },
    merged: { into: 'F-other' },
    suppressed: { reason: pick(random, REASONS), bar: 'it was raised before' },
    failed: { reason: 'no such rule' },
  };
  const detail = Object.entries(said).find(([kind]) => kind === state)?.[1] ?? {};
  const steps = [{ step: 'verify', note: 'the quote stands on the line given' }];
  const body = { finding: id, fingerprint: `fp-${id}`, concern, state: { kind: state, ...detail }, steps };
  const known = { finding: id, fingerprint: `fp-${id}`, concern, state };
  const merged_into = state === 'merged' ? 'F-other' : null;
  add('decisions', { ...head(), step, ...known, merged_into, body: JSON.stringify(body) });
  if (state === 'inline' || state === 'file' || state === 'summary') waiting.push(concern);
}

/** Gives one of the names, as often as its number says. */
function weighted<Name extends string>(weights: Readonly<Record<Name, number>>): (random: () => number) => Name {
  const names = Object.entries<number>(weights).flatMap(([name, times]) => Array.from({ length: times }, () => name));
  return (random) => pick(random, names) as Name;
}
