import { setFlagsFromString } from 'node:v8';
import { z } from 'zod';
import type { Analyser, AnalyserRules } from './analyser.ts';
import { ChildRequest, type ChildReply } from './protocol.ts';
import { describeCause } from '../schemas/problem.ts';
import { toldParent, watchParent } from './watch-parent.ts';

/**
 * The killable child: one outside tool, one file at a time. It is started by the pool with an allow-listed environment and
 * talks over the IPC channel alone; when the parent goes away, so does it, also in the middle of a file.
 */
async function load(tool: string | undefined): Promise<Analyser> {
  // Only the tool that is asked for is loaded: a start costs what that one library costs.
  switch (z.enum(['ast-grep', 'markdown', 'ruff', 'secrets']).parse(tool)) {
    case 'ast-grep':
      return (await import('./ast-grep.ts')).astGrep;
    case 'markdown':
      return (await import('./markdown.ts')).markdown;
    case 'ruff':
      // Optimising its WebAssembly would keep two cores busy for seconds, longer than most reviews last.
      setFlagsFromString('--no-wasm-tier-up');
      setFlagsFromString('--no-wasm-dynamic-tiering');
      return (await import('./ruff.ts')).ruff;
    case 'secrets':
      return (await import('./secrets/secrets.ts')).secretSearch;
  }
}

async function serve(tool: string | undefined): Promise<void> {
  const analyser = await load(tool);
  let rules: AnalyserRules = {};
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const request = ChildRequest.parse(message);
    if (request.kind === 'rules') rules = request.rules;
    else void answer(analyser, request, rules);
  });
  reply({ kind: 'ready' });
}

async function answer(
  analyser: Analyser,
  request: Extract<ChildRequest, { kind: 'file' }>,
  rules: AnalyserRules,
): Promise<void> {
  const { id, path, text } = request;
  try {
    reply({ kind: 'matches', id, matches: [...(await analyser.analyse({ path, text }, rules))] });
  } catch (error) {
    reply({ kind: 'failed', id, reason: describeCause(error) });
  }
}

function reply(message: ChildReply): void {
  process.send?.(message);
}

watchParent(toldParent(process.argv[3]));
await serve(process.argv[2]);
