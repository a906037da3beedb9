import type { DialectChanges, ModelCapability, ModelDialect } from '../../../schemas/model.ts';

/** The one host whose own models need the other name of the limit. */
const OPENAI_HOST = 'api.openai.com';

/** How a model is spoken to: the usual way, what the operator says of it, and what was learned in this run. */
export function dialectOf(
  { schemas, minimumCacheTokens, dialect = {} }: Pick<ModelCapability, 'schemas' | 'minimumCacheTokens' | 'dialect'>,
  host: string,
  learned: DialectChanges = {},
): ModelDialect {
  return {
    outputLimit: host === OPENAI_HOST ? 'max_completion_tokens' : 'max_tokens',
    systemRole: 'system',
    alternatingRoles: false,
    parallelTools: true,
    streamUsage: true,
    cacheMarks: minimumCacheTokens !== null,
    thoughts: true,
    effort: true,
    cacheKey: host === OPENAI_HOST,
    schemas,
    ...without(dialect),
    ...learned,
  };
}

/** What was said about a dialect, in one object whose digest can stand in a key; null where nothing was. */
export function saidOf(declared: ModelCapability['dialect'], learned: DialectChanges): DialectChanges | null {
  const said = { ...without(declared ?? {}), ...learned };
  return Object.keys(said).length === 0 ? null : said;
}

/** A key that is there without a value says nothing. */
function without(changes: Readonly<Record<string, unknown>>): DialectChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
