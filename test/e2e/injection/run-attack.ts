import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { AnalyserPool } from '../../../analysers/analyser.ts';
import { createSecretScanner } from '../../../analysers/secret-scanner.ts';
import { gatherSources } from '../../../app/analyse/gather-sources.ts';
import { askJudge } from '../../../app/judge/ask-judge.ts';
import { renderJson } from '../../../app/output/json.ts';
import { renderMarkdown } from '../../../app/output/markdown.ts';
import { defuseWorkflow } from '../../../app/output/text/neutralise.ts';
import { renderPretty } from '../../../app/output/pretty.ts';
import { renderSarif } from '../../../app/output/sarif/render-sarif.ts';
import { candidatesOf } from '../../../coordinator/judge/candidates.ts';
import { coordinate, prepare } from '../../../coordinator/coordinate.ts';
import { openRange } from '../../../forge/local/open.ts';
import { openRepository } from '../../../forge/local/git/repository.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import { runModelPass } from '../../../reviewers/model-pass/run-model-pass.ts';
import { sharedPrompt } from '../../../reviewers/model-pass/prompt/shared-prompt.ts';
import { createToolbox } from '../../../reviewers/model-pass/tools/toolbox.ts';
import { quality } from '../../../reviewers/quality/index.ts';
import { runReviewers } from '../../../reviewers/runner/run-reviewers.ts';
import { security } from '../../../reviewers/security/index.ts';
import type { Review } from '../../../schemas/review.ts';
import { MACHINE_PATH } from '../../forge/local/sandbox.ts';
import { GitRepository } from '../../support/git-repository.ts';
import type { Attack } from './attack.ts';
import { HARMLESS, ObeyingModel, STABLE } from './obeying-model.ts';
import type { Planted } from './secrets.ts';

/** A mistake that a check finds in every change, so that a verdict can be flipped. */
export const SINK = { path: 'src/run.js', code: "  exec('ls ' + request.query.dir);" };
const POLICY = { maxInlineComments: 15, minimumConfidence: 300, minimumSeverity: 'suggestion' } as const;

/** What came of an attack. */
export interface Run {
  /** Everything that was sent to a model. */
  readonly sent: readonly string[];
  readonly outputs: Readonly<Record<'markdown' | 'pretty' | 'json' | 'sarif', string>>;
  readonly review: Review;
}

/** The change of an attack in a real repository: the branch `work`, off `main`. */
export function attackRepository(attack: Attack, planted: Planted): GitRepository {
  const spell = (text: string) => text.replaceAll('{OUTSIDE}', planted.outsideFile);
  const repository = new GitRepository('docket-attack-');
  const all = (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, spell(text)]));
  repository.commit('Before', {
    [STABLE.path]: `${STABLE.code}\n`,
    '.env.example': `GITHUB=${planted.committed}\n`,
    ...all(attack.base),
  });
  repository.git('config', 'http.extraheader', `AUTHORIZATION: basic ${planted.gitConfig}`);
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.write({
    [HARMLESS.path]: `${HARMLESS.code}\n`,
    [SINK.path]: `import { exec } from 'node:child_process';\nexport function run(request) {\n${SINK.code}\n}\n`,
    ...all(attack.files),
  });
  for (const [path, target] of Object.entries(attack.links)) symlinkSync(spell(target), join(repository.path, path));
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--cleanup=verbatim', '--message', spell(attack.message));
  return repository;
}

/** Lets the whole pipeline review the change with a model that obeys it. The model half of `quality` fails in every run. */
export async function runAttack(attack: Attack, planted: Planted, pool: AnalyserPool): Promise<Run> {
  const folder = attackRepository(attack, planted);
  const repository = await openRepository(folder.path, { PATH: MACHINE_PATH, HOME: folder.path });
  try {
    const forge = await openRange({ repository, range: 'main...work', scanner: createSecretScanner(pool) });
    try {
      return await review(spelt(attack, planted), forge, pool);
    } finally {
      await forge.close();
    }
  } finally {
    await repository.close();
    folder.remove();
  }
}

function spelt(attack: Attack, planted: Planted): Attack {
  return JSON.parse(JSON.stringify(attack).replaceAll('{OUTSIDE}', planted.outsideFile));
}

async function review(attack: Attack, forge: Awaited<ReturnType<typeof openRange>>, pool: AnalyserPool): Promise<Run> {
  const { contents, inspection } = forge;
  const { signal } = new AbortController();
  const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
  const reviewers = [security, quality];
  const checked = await runReviewers({
    reviewers,
    changeSet,
    contents,
    inspection,
    pool,
    required: () => true,
    signal,
  });
  const model = new ObeyingModel(attack);
  const journal = new MemoryJournal();
  const reports = await runModelPass({
    reviewers,
    reports: checked,
    changeSet,
    contents,
    inspection,
    guidance: [],
    plan: {
      tasks: reviewers.map(({ id }) => ({ reviewers: [id] as const, model: 'standard' })),
      unusable: null,
      notAsked: [],
      sensitivePaths: [],
    },
    callerFor: (task) => model.caller(task.reviewers[0] === 'security' ? 'reviewer' : 'failing'),
    journal,
    signal,
  });
  const input = { changeSet, sources: await gatherSources(contents, reports), reports, policy: POLICY };
  const caller = model.caller('judge');
  const shown = {
    changeSet,
    contents,
    guidance: [],
    findings: [],
    sensitivePaths: [],
    capability: caller.capability,
    pack: async () => '',
  };
  const judged = await askJudge({
    candidates: candidatesOf(prepare(input)),
    changeSet,
    prompt: await sharedPrompt(shown),
    caller,
    toolbox: createToolbox({ changeSet, contents, inspection }, { journal, step: 'judge' }),
    signal,
  });
  const sources = await gatherSources(contents, reports, judged.answers);
  const coordination = coordinate({ ...input, sources, judge: [...judged.answers] });
  const output = {
    ...coordination,
    changeSet,
    findings: reports.flatMap(({ findings }) => findings),
    usage: null,
    judge: { status: judged.status, reason: judged.reason },
    problems: [],
    exit: { code: 0, conditions: [] },
    runId: null,
    historyPath: null,
    docketVersion: '0',
    elapsedMs: 1,
  };
  const rendered = {
    markdown: defuseWorkflow(renderMarkdown(output)),
    pretty: renderPretty(output, { colour: false, width: 100 }),
    json: renderJson(output),
    sarif: renderSarif(output),
  };
  return {
    sent: model.requests.map((request) => JSON.stringify(request)),
    outputs: rendered,
    review: coordination.review,
  };
}
