import { flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { Analyser, AnalyserRules, SourceFile } from './analyser.ts';
import { ChildRequest, type ChildReply, type ChildTool, type FileReply } from './protocol.ts';
import { describeCause } from '../schemas/problem.ts';
import { toldParent, watchParent } from './watch-parent.ts';

/**
 * The killable child: outside tools that are libraries, one file after the other. It is started by the pool with an allow-listed environment and
 * talks over the IPC channel alone; when the parent goes away, so does it, also in the middle of a file.
 */
const loaded = new Map<ChildTool, Analyser>();
const rulesOf = new Map<ChildTool, AnalyserRules>();
const NO_RULES: AnalyserRules = {};

async function load(tool: ChildTool): Promise<Analyser> {
  // Only a tool that is asked for is loaded: it costs what that one library costs.
  switch (tool) {
    case 'ast-grep':
      return (await import('./ast-grep.ts')).astGrep;
    case 'markdown':
      return (await import('./markdown.ts')).markdown;
    case 'postgres':
      compileWasmOnce();
      return (await import('./postgres.ts')).postgres;
    case 'ruff':
      compileWasmOnce();
      return (await import('./ruff.ts')).ruff;
    case 'secrets':
      return (await import('./secrets/secrets.ts')).secretSearch;
  }
}

/**
 * Optimising a parser's WebAssembly keeps two cores busy for seconds and takes half a gigabyte, for longer than most reviews last. A function is validated when it
 * is compiled: most never are. Said before a module is made: one that is there is optimised all the same.
 */
function compileWasmOnce(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--wasm-lazy-validation'])
    setFlagsFromString(flag);
}

async function answer(request: ChildRequest): Promise<void> {
  const { tool } = request;
  switch (request.kind) {
    case 'load':
      loaded.set(tool, await load(tool));
      reply({ kind: 'ready', tool });
      // Node writes down what it compiled when a process ends by itself, and this one is killed.
      return flushCompileCache();
    case 'rules':
      return void rulesOf.set(tool, request.rules);
    case 'files':
      return analyseAll(request);
  }
}

/** Ends with the first file that fails: the tool's state cannot be trusted after it. */
async function analyseAll({ tool, id, files }: Extract<ChildRequest, { kind: 'files' }>): Promise<void> {
  const results: FileReply[] = [];
  for (const file of files) {
    const result = await analyse(tool, file);
    results.push(result);
    if (result.kind === 'failed') break;
  }
  reply({ kind: 'results', id, results });
}

async function analyse(tool: ChildTool, file: SourceFile): Promise<FileReply> {
  try {
    const analyser = loaded.get(tool);
    if (analyser === undefined) throw new Error(`${tool} was not loaded`);
    return { kind: 'matches', matches: [...(await analyser.analyse(file, rulesOf.get(tool) ?? NO_RULES))] };
  } catch (error) {
    return { kind: 'failed', reason: describeCause(error) };
  }
}

function reply(message: ChildReply): void {
  process.send?.(message);
}

watchParent(toldParent(process.argv[2]));
process.on('disconnect', () => process.exit(0));
// A tool that cannot be loaded ends the child, and its words are on standard error.
process.on('message', (message) => void answer(ChildRequest.parse(message)));
