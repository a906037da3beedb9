/**
 * What the seven model halves send for some diffs, beside PR-Agent's review of the same ones, on one server that counts by a real tokenizer and keeps
 * prefixes as Anthropic does: `node scripts/compare/prompts.ts DIFFS TOKENIZERS [PYTHON]`. TOKENIZERS is a folder in which `gpt-tokenizer` was installed
 * (o200k), PYTHON the interpreter of an environment with `pr-agent`; neither is a dependency of the project. All seven are asked, whatever routing would
 * leave out. A plain diff has no tree, so nothing stands around it: what the evidence pack may take at most, as much as the patches have up to 8,000 tokens,
 * is added as money in a column of its own. Money is input alone, at the prices of the one model that both name.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';
import { DEFAULT_CONFIG } from '../../app/config/config.ts';
import { openDiff } from '../../forge/local/open-diff.ts';
import { knownCapabilities } from '../../models/selection/capabilities.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import { patchText } from '../../reviewers/model-pass/prompt/patch-text.ts';
import { reviewAt } from '../bench/prompt-cost.ts';
import { type Counted, startCountingServer } from './counting-server.ts';
import { createPoolHere } from '../precision/pool-here.ts';

const MODEL = 'claude-sonnet-5-5';
/** The pack's own bound (`reviewers/model-pass/pack/evidence-pack.ts`). */
const MOST_PACK = 8_000;
/** What PR-Agent reads as a review without findings; both sides' answers are left out of the money. */
const EMPTY_REVIEW =
  'review:\n  estimated_effort_to_review_[1-5]: |\n    1\n  key_issues_to_review: []\n  security_concerns: |\n    No\n';

const [folder = '', tokenizers = '', python] = process.argv.slice(2);
const installed = createRequire(join(resolve(tokenizers), 'index.js'));
const { countTokens } = installed('gpt-tokenizer/encoding/o200k_base') as { countTokens: (text: string) => number };
const price = knownCapabilities().find(({ id }) => id === MODEL)?.price;
if (price === undefined) throw new Error(`${MODEL} is not known`);
const server = await startCountingServer(countTokens, ({ system }) =>
  system.includes('PR-Reviewer') ? EMPTY_REVIEW : JSON.stringify({ findings: [] }),
);
const pool = createPoolHere();
const ids = BUILT_IN_REVIEWERS.map(({ id }) => id);
const rows = [];
try {
  const names = readdirSync(folder).filter((file) => file.endsWith('.diff'));
  const asked =
    python === undefined
      ? []
      : await peers(
          python,
          names.map((name) => resolve(folder, name)),
        );
  for (const [at, name] of names.entries()) {
    const path = resolve(folder, name);
    const bytes = readFileSync(path);
    const forge = await openDiff({ bytes, label: name, scanner: createSecretScanner(pool) });
    const changeSet = await forge.changeSet(DEFAULT_CONFIG);
    const change = { changeSet, contents: forge.contents, inspection: forge.inspection };
    await reviewAt(server.url, ids, change);
    const ours = summed(server.taken());
    const patches = changeSet.files.reduce((sum, file) => sum + countTokens(patchText(file).text), 0);
    await forge.close();
    const counted = asked[at];
    const theirs = counted === undefined ? null : summed(counted);
    const pack = (Math.min(MOST_PACK, patches) * (price.cacheWrite + (ours.calls - 1) * price.cacheRead)) / 1e6;
    rows.push({ name, ours, theirs, pack });
    tell(name, ours, theirs, pack);
  }
  const all = rows.map(({ ours }) => ours).reduce(added, summed([]));
  const reviews = rows.flatMap(({ theirs }) => theirs ?? []);
  const pack = rows.reduce((sum, row) => sum + row.pack, 0);
  tell('all', all, reviews.length === 0 ? null : reviews.reduce(added, summed([])), pack);
} finally {
  server.close();
  await pool.close();
}

interface Sum {
  readonly calls: number;
  readonly tokens: number;
  readonly full: number;
  readonly written: number;
  readonly read: number;
  readonly usd: number;
}

function summed(counted: readonly Counted[]): Sum {
  const of = (key: 'input' | 'cacheWrite' | 'cacheRead') => counted.reduce((sum, one) => sum + one[key], 0);
  const [full, written, read] = [of('input'), of('cacheWrite'), of('cacheRead')];
  const { input = 0, cacheWrite = 0, cacheRead = 0 } = price ?? {};
  const usd = (full * input + written * cacheWrite + read * cacheRead) / 1e6;
  return { calls: counted.length, tokens: full + written + read, full, written, read, usd };
}

function added(one: Sum, other: Sum): Sum {
  const of = (key: keyof Sum) => one[key] + other[key];
  return {
    calls: of('calls'),
    tokens: of('tokens'),
    full: of('full'),
    written: of('written'),
    read: of('read'),
    usd: of('usd'),
  };
}

/** PR-Agent's own command on plain diffs, as it is by default but for the model and where that is. */
async function peers(interpreter: string, diffs: readonly string[]): Promise<Counted[][]> {
  const home = mkdtempSync(join(tmpdir(), 'docket-compare-'));
  const script = join(import.meta.dirname, 'pr-agent-reviews.py');
  const child = spawn(interpreter, [script, home, ...diffs], {
    cwd: home,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
      ANTHROPIC_API_KEY: 'none',
      ANTHROPIC_API_BASE: server.url,
      // What a command line may not say, its environment may.
      CONFIG__MODEL: `anthropic/${MODEL}`,
      CONFIG__FALLBACK_MODELS: '[]',
      CONFIG__CUSTOM_MODEL_MAX_TOKENS: '200000',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const all: Counted[][] = [];
  for await (const line of createInterface(child.stdout)) {
    const taken = server.taken();
    if (taken.length === 0) throw new Error(`PR-Agent asked nothing about ${line}`);
    all.push(taken);
    child.stdin.write('\n');
  }
  rmSync(home, { recursive: true, force: true });
  return all;
}

function tell(name: string, ours: Sum, theirs: Sum | null, pack: number): void {
  const shown = ({ calls, tokens, full, written, read, usd }: Sum) =>
    `${calls} calls, ${tokens} tokens (${full} full, ${written} written, ${read} read), ${usd.toFixed(4)} USD`;
  const beside =
    theirs === null
      ? ''
      : `; PR-Agent: ${shown(theirs)}; ${(ours.usd / theirs.usd).toFixed(2)} times its money, with the pack at its most ${((ours.usd + pack) / theirs.usd).toFixed(2)}`;
  process.stdout.write(`${name}: ${shown(ours)}${beside}\n`);
}
