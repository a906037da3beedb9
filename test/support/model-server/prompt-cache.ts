import { createHash } from 'node:crypto';
import { isJson, list } from './served-request.ts';
import type { Json, ServedRequest } from './served-request.ts';

export interface PromptCacheOptions {
  /** Shortest prefix that is cached, in tokens. Default: 512, as for the newest Anthropic models. */
  readonly minimumTokens?: number | ((model: string) => number);
  /** Milliseconds; default: the system clock. */
  readonly now?: () => number;
  /** Of a text; default: a quarter of its bytes. */
  readonly tokensOf?: (text: string) => number;
}

export interface CachedUsage {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

const LIFETIME_MS = 5 * 60_000;
const MOST_BREAKPOINTS = 4;
/** How many blocks before a breakpoint are searched for an earlier entry. */
const LOOK_BACK = 20;

/** Tokens of so many bytes; deterministic, and near enough for code and English. */
export const tokensOfBytes = (bytes: number): number => Math.ceil(bytes / 4);

/** One boundary of the prompt: everything up to and including a block. */
interface Boundary {
  readonly digest: string;
  readonly tokens: number;
  readonly breakpoint: boolean;
}

/**
 * The provider's prompt cache as its documentation tells it: an exact prefix over tools, system and messages (in this order) up
 * to a `cache_control` mark, at most four marks, per model; an entry can be read only once the response that wrote it has begun,
 * lives for five minutes from its last use, and is not made below a minimum size. The output format stands before
 * everything, because changing it invalidates the cache.
 */
export class PromptCache {
  readonly #entries = new Map<string, number>();
  readonly #minimum: (model: string) => number;
  readonly #now: () => number;
  readonly #tokensOf: PromptCacheOptions['tokensOf'];

  constructor(options: PromptCacheOptions) {
    const minimum = options.minimumTokens ?? 512;
    this.#minimum = typeof minimum === 'number' ? () => minimum : minimum;
    this.#now = options.now ?? Date.now;
    this.#tokensOf = options.tokensOf;
  }

  /** The usage of one request; `begun` is to be called at the first event of its response. Throws the provider's words on five marks. */
  look(request: ServedRequest): { readonly usage: CachedUsage; readonly begun: () => void } {
    const boundaries = boundariesOf(request, this.#tokensOf);
    const marks = boundaries.flatMap((boundary, index) => (boundary.breakpoint ? [index] : []));
    if (marks.length > MOST_BREAKPOINTS) {
      throw new Error(`A maximum of 4 blocks with cache_control may be provided. Found ${marks.length}.`);
    }
    const total = boundaries.at(-1)?.tokens ?? 0;
    const minimum = this.#minimum(request.model);
    const hit = this.#longestHit(boundaries, marks);
    const written = marks
      .map((index) => boundaries[index])
      .filter((mark) => mark !== undefined && mark.tokens >= minimum);
    const read = hit?.tokens ?? 0;
    const upTo = Math.max(read, written.at(-1)?.tokens ?? 0);
    if (hit !== undefined) this.#entries.set(hit.digest, this.#now());
    return {
      usage: { input: total - upTo, cacheRead: read, cacheWrite: upTo - read },
      begun: () => {
        for (const mark of written) if (mark !== undefined) this.#entries.set(mark.digest, this.#now());
      },
    };
  }

  #longestHit(boundaries: readonly Boundary[], marks: readonly number[]): Boundary | undefined {
    for (const mark of marks.toReversed()) {
      for (let index = mark; index >= Math.max(0, mark - LOOK_BACK + 1); index -= 1) {
        const boundary = boundaries[index];
        const usedAt = boundary === undefined ? undefined : this.#entries.get(boundary.digest);
        if (boundary === undefined || usedAt === undefined) continue;
        if (this.#now() - usedAt < LIFETIME_MS) return boundary;
      }
    }
    return undefined;
  }
}

function boundariesOf(request: ServedRequest, tokensOf?: (text: string) => number): Boundary[] {
  const { body } = request;
  const seed = JSON.stringify([request.model, body['output_config'] ?? null, body['thinking'] ?? null]);
  const hash = createHash('sha256').update(seed);
  const format = isJson(body['output_config']) ? body['output_config']['format'] : undefined;
  let bytes = format === undefined ? 0 : Buffer.byteLength(JSON.stringify(format));
  let counted = format === undefined ? 0 : (tokensOf?.(JSON.stringify(format)) ?? 0);
  return blocksOf(body).map(({ section, block }) => {
    const { cache_control: mark, ...rest } = block;
    const canonical = JSON.stringify(rest);
    // The section and a separator keep `ab` + `c` apart from `a` + `bc`.
    hash.update(`\n${section}\0${canonical}`);
    bytes += Buffer.byteLength(canonical);
    counted += tokensOf?.(typeof rest['text'] === 'string' ? rest['text'] : canonical) ?? 0;
    const digest = hash.copy().digest('hex');
    return {
      digest,
      tokens: tokensOf === undefined ? tokensOfBytes(bytes) : counted,
      breakpoint: mark !== undefined && mark !== null,
    };
  });
}

function blocksOf(body: Json): { readonly section: string; readonly block: Json }[] {
  const asBlocks = (content: unknown): readonly Json[] =>
    typeof content === 'string' ? [{ type: 'text', text: content }] : list(content);
  return [
    ...list(body['tools']).map((block) => ({ section: 'tools', block })),
    ...asBlocks(body['system']).map((block) => ({ section: 'system', block })),
    ...list(body['messages']).flatMap((message, index) =>
      asBlocks(message['content']).map((block) => ({ section: `${index} ${String(message['role'])}`, block })),
    ),
  ];
}
