import { createHash } from 'node:crypto';
import type { CallJournal } from '../../../models/call-journal.ts';
import type { ToolDefinition } from '../../../models/model.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import { type SeenLines, UNNAMED_TOOL } from '../../../schemas/model-call.ts';
import type { Digest } from '../../../schemas/run.ts';
import type { PromptForm } from '../../../schemas/model.ts';
import { fileDiff } from './file-diff.ts';
import { findReferences } from './find-references.ts';
import { lineHistoryTool } from './line-history.ts';
import { listFiles } from './list-files.ts';
import { readFile } from './read-file.ts';
import { search } from './search.ts';
import { type Tool, type ToolOutcome, type ToolWorld, refusal } from './tool.ts';

/** Which files a model has been shown from their first to their last line, piece by piece, as text at head or as a patch. */
class Seen {
  readonly #lines = new Map<string, Set<number>>();
  readonly #whole = new Set<string>();

  add({ path, what, first, last, of }: SeenLines): void {
    const key = `${what} ${path}`;
    const lines = this.#lines.get(key) ?? new Set();
    this.#lines.set(key, lines);
    for (let line = first; line <= last; line += 1) lines.add(line);
    if (lines.size >= of) this.#whole.add(path);
  }

  get whole(): ReadonlySet<string> {
    return this.#whole;
  }
}

/** The order is part of every prompt. */
const TOOLS: readonly Tool[] = [readFile, search, findReferences, listFiles, fileDiff, lineHistoryTool];
const BY_NAME: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.definition.name, tool]));

/** The same object, and the same bytes, for every reviewer. */
export const TOOL_DEFINITIONS: readonly ToolDefinition[] = TOOLS.map((tool) => tool.definition);

/** What a small machine is told of: to read, to find, and to see patches that did not fit. */
const FEW_DEFINITIONS = [readFile, search, fileDiff].map((tool) => tool.definition);

/** Behind a plain diff there are no trees: every other tool could only say so. */
const DEFINITIONS_OF_A_DIFF = [fileDiff.definition];

/** The tools of one journaled step. */
export interface Toolbox {
  readonly definitions: readonly ToolDefinition[];
  /** Whether there is more to look up than the change itself. */
  readonly readsTrees: boolean;
  /** Answers whatever a model asks, journaled. Throws only when the journal or the repository is gone. */
  call(name: string, input: unknown): Promise<ToolOutcome>;
  /** Files that were shown from their first to their last line, at head or as a patch. */
  readonly seen: ReadonlySet<string>;
}

/** Answers by what was asked of which content; the reviewers of a run share one. */
export type ToolCache = Map<string, Promise<ToolOutcome>>;

/** As much of the journal as tools need: what they said, and what they said before. */
export type ToolJournal = Pick<CallJournal, 'toolCalled' | 'recallTool'>;

/** Where what is read is written down, and for whom. */
export interface ToolboxOptions {
  readonly journal: ToolJournal;
  /** A reviewer's id, or `judge`. */
  readonly step: string;
  readonly cache?: ToolCache;
  /** In short, fewer tools are told of; all of them answer. */
  readonly form?: PromptForm;
}

/** Gives one step its tools over a change. */
export function createToolbox(
  world: ToolWorld,
  { journal, step, cache = new Map(), form = 'full' }: ToolboxOptions,
): Toolbox {
  const content = worldDigest(world.changeSet);
  const seen = new Seen();
  const readsTrees = world.changeSet.source !== 'diff';
  const ofTrees = form === 'short' ? FEW_DEFINITIONS : TOOL_DEFINITIONS;
  return {
    definitions: readsTrees ? ofTrees : DEFINITIONS_OF_A_DIFF,
    readsTrees,
    call: async (name, said) => {
      const tool = BY_NAME.get(name);
      const parsed = tool?.parse(said) ?? { ok: false, problem: unknownTool(name) };
      const input = parsed.ok ? parsed.input : said;
      const requestDigest = answerDigest([name, input, content]);
      const outcome =
        parsed.ok && tool !== undefined
          ? await cached(
              cache,
              requestDigest,
              async () => (await recalled(journal, requestDigest)) ?? tool.execute(input, world),
            )
          : refusal(parsed.ok ? unknownTool(name) : parsed.problem);
      await journal.toolCalled({
        step,
        tool: name === '' ? UNNAMED_TOOL : name,
        requestDigest,
        input,
        output: outcome.text,
        isError: outcome.isError,
        seen: outcome.seen ?? null,
      });
      if (outcome.seen !== undefined) seen.add(outcome.seen);
      return outcome;
    },
    seen: seen.whole,
  };
}

/** Has something answered once for this content, by whoever asks first, and writes down that it was read. */
export type Recorded = (name: string, input: unknown, make: () => Promise<ToolOutcome>) => Promise<ToolOutcome>;

/** What is read for a prompt before any model asks, journaled as a tool's answers are. */
export function recordedReading(
  world: Pick<ToolWorld, 'changeSet'>,
  { journal, step, cache = new Map() }: ToolboxOptions,
): Recorded {
  const content = worldDigest(world.changeSet);
  return async (name, input, make) => {
    const requestDigest = answerDigest([name, input, content]);
    const outcome = await cached(cache, requestDigest, async () => (await recalled(journal, requestDigest)) ?? make());
    const { text: output, isError } = outcome;
    await journal.toolCalled({ step, tool: name, requestDigest, input, output, isError, seen: null });
    return outcome;
  };
}

/** The answer of an earlier run: the digest names the content that was looked at, so it cannot be out of date. */
async function recalled(journal: ToolJournal, digest: Digest): Promise<ToolOutcome | null> {
  const answer = await journal.recallTool(digest);
  if (answer === null) return null;
  const { output: text, isError, seen } = answer;
  return seen === null ? { text, isError } : { text, isError, seen };
}

/** A question that failed, because the repository is gone, is not remembered. */
async function cached(cache: ToolCache, key: string, ask: () => Promise<ToolOutcome>): Promise<ToolOutcome> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const answer = ask();
  cache.set(key, answer);
  try {
    return await answer;
  } catch (error) {
    cache.delete(key);
    throw error;
  }
}

function unknownTool(name: string): string {
  const names = TOOL_DEFINITIONS.map((definition) => definition.name).join(', ');
  return `There is no tool ${JSON.stringify(name.slice(0, 100).toWellFormed())}. There are: ${names}.`;
}

/** What tools look at, by content: two changes of one digest give the same answers. */
function worldDigest({ source, mergeBase, headCommit, files, filtered }: ChangeSet): Digest {
  // The head of a work tree is no commit, and a plain diff has none at all: there the changed files themselves are the content.
  const changed = headCommit === null ? [...files, ...filtered].map((file) => ({ ...file })) : null;
  return answerDigest([source, mergeBase, headCommit, changed]);
}

/** Arrays and objects whose keys stand in a fixed order, as zod leaves them. */
function answerDigest(value: unknown): Digest {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? 'undefined')
    .digest('hex');
}
