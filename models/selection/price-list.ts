import { z } from 'zod';
import type { OperatorConfig } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';

/** Facts of models as the configuration holds them. */
export type ModelFacts = NonNullable<OperatorConfig['capabilities']>;

const MILLION = 1_000_000;
const Cost = z.number().min(0);
/** What is used of an entry of LiteLLM's public list of prices, in US dollars a token. */
const Entry = z.looseObject({
  input_cost_per_token: Cost,
  output_cost_per_token: Cost,
  cache_read_input_token_cost: Cost.optional(),
  cache_creation_input_token_cost: Cost.optional(),
  max_input_tokens: z.int().min(1).optional(),
  max_output_tokens: z.int().min(1).optional(),
});

/** `input_cost_per_token_above_272k_tokens`: from there on every token of a request costs more, and a record has one price. */
const DEARER_ABOVE = /^input_cost_per_token_above_(\d{1,5})k_tokens$/;

/**
 * The facts of these models (`provider/model`) in a list of prices: LiteLLM's, an object by the provider's names of models. What it does not
 * hold is left out. Throws `InputError` for a text that is no such list, or that holds none of them.
 */
export function factsIn(text: string, names: readonly string[], where: string): ModelFacts {
  const list = z.record(z.string(), z.unknown()).safeParse(jsonIn(text)).data ?? {};
  const facts = names.flatMap((name) => {
    const id = name.slice(name.indexOf('/') + 1);
    const said = [name, id].find((key) => Object.hasOwn(list, key));
    const entry = Entry.safeParse(said === undefined ? null : list[said]);
    return entry.success ? [[name, factsOf(entry.data)] as const] : [];
  });
  if (facts.length > 0) return Object.fromEntries(facts);
  throw new InputError({
    what: `no price of ${names.join(', ')} stands in the list`,
    where,
    remedy:
      "Pass a copy of LiteLLM's model_prices_and_context_window.json, or say prices by capabilities (docs/models.md).",
  });
}

function factsOf(entry: z.infer<typeof Entry>): ModelFacts[string] {
  const { input_cost_per_token: input, output_cost_per_token: output } = entry;
  const { cache_read_input_token_cost: cacheRead = input, cache_creation_input_token_cost: cacheWrite = input } = entry;
  const bounds = Object.keys(entry).flatMap((key) => {
    const above = DEARER_ABOVE.exec(key)?.[1];
    return above === undefined ? [] : [Number(above) * 1000];
  });
  const context = Math.min(entry.max_input_tokens ?? Number.POSITIVE_INFINITY, ...bounds);
  return {
    price: {
      input: perMillion(input),
      output: perMillion(output),
      cacheRead: perMillion(cacheRead),
      cacheWrite: perMillion(cacheWrite),
    },
    ...(Number.isFinite(context) ? { contextTokens: context } : {}),
    ...(entry.max_output_tokens === undefined ? {} : { outputTokens: entry.max_output_tokens }),
  };
}

/** Without the dust of binary fractions. */
const perMillion = (cost: number): number => Number((cost * MILLION).toFixed(6));

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
