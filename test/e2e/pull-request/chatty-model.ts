import { json, type Reply } from '../../support/model-server/reply.ts';
import type { ServedRequest } from '../../support/model-server/served-request.ts';
import { askerOf } from '../model-review-fixture.ts';

/** Something that a model finds wherever its quote stands, and the ways in which it words it. */
export interface Chatter {
  readonly asker: string;
  /** The rules that it files it under, in turn. */
  readonly rules: readonly string[];
  readonly severity: 'critical' | 'warning' | 'suggestion';
  readonly quote: string;
  /** The line after it, which it quotes as well every other time. */
  readonly next?: string;
  readonly wordings: readonly (readonly [title: string, explanation: string])[];
}

/**
 * A model that finds the same things each time and words them anew: another title, another explanation, another rule, another confidence,
 * more or less of the code, a line that is only nearly right.
 *
 * @param round says which time it is
 */
export function chattyModel(concerns: readonly Chatter[], round: () => number): (request: ServedRequest) => Reply {
  return (request) => {
    const asker = askerOf(request);
    if (asker === 'judge') return keepAll(request);
    return json({
      findings: concerns
        .filter((one) => one.asker === asker)
        .flatMap((one) => {
          const path = pathWith(one.quote, request.allText);
          return path === null ? [] : [findingOf(one, path, round())];
        }),
    });
  };
}

/** The file whose patch shows this line. */
function pathWith(quote: string, prompt: string): string | null {
  const patches = /<docket-data kind="patches"[^>]*>\n([^]*?)<\/docket-data/.exec(prompt)?.[1] ?? '';
  for (const patch of patches.split('\n\n')) {
    const path = /^[A-Z] (?:.* )?(\S+) \+\d+ -\d+/.exec(patch)?.[1];
    if (path !== undefined && patch.includes(quote)) return path;
  }
  return null;
}

function findingOf({ rules, severity, quote, next, wordings }: Chatter, path: string, round: number) {
  const [title, explanation] = wordings[round % wordings.length] ?? ['', ''];
  const rule = rules[round % rules.length];
  const line = 1 + (round % 4);
  return {
    rule,
    severity,
    confidence: 850 + 10 * (round % 5),
    path,
    side: 'new',
    startLine: line,
    endLine: line,
    quote: next !== undefined && round % 2 === 0 ? `${quote}\n${next}` : quote,
    title,
    explanation,
    failureScenario: { description: explanation, command: null, expected: null, actual: null },
    replacement: null,
    references: [],
  };
}

function keepAll(request: ServedRequest): Reply {
  const ids = new Set([...request.allText.matchAll(/\bc[1-9]\d*\b/g)].map(([id]) => id));
  return json({ answers: [...ids].map((candidate) => ({ candidate, action: 'keep', reason: 'It is real.' })) });
}
