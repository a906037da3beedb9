import { json, type Reply } from '../../test/support/model-server/reply.ts';
import type { ServedRequest } from '../../test/support/model-server/served-request.ts';

/** A finding as a scripted model says it, with what is usual left out. */
export interface Said {
  readonly rule: string;
  readonly path: string;
  readonly quote: string;
  readonly title: string;
  readonly text: string;
  readonly severity?: 'critical' | 'warning' | 'suggestion';
  readonly confidence?: number;
}

/** The whole finding. */
export function said({ rule, path, quote, title, text, severity = 'warning', confidence = 850 }: Said): object {
  const failureScenario = { description: text, command: null, expected: null, actual: null };
  const place = { path, side: 'new', startLine: 1, endLine: 1 };
  return {
    ...place,
    rule,
    severity,
    confidence,
    quote,
    title,
    explanation: text,
    failureScenario,
    replacement: null,
    references: [],
  };
}

/** What a judge is asked about: names of findings and their titles. */
const CANDIDATE = /^(c[1-9]\d*) \S+\/\S+ .*\n {2}title: (.*)$/gm;

/** A judge that answers by title; `idOf` finds the name of another finding. */
export function judged(
  request: ServedRequest,
  answers: (title: string, idOf: (title: string) => string | null) => readonly object[],
): Reply {
  const asked = [...request.allText.matchAll(CANDIDATE)].map(([, candidate = '', title = '']) => ({
    candidate,
    title,
  }));
  const idOf = (wanted: string) => asked.find(({ title }) => title === wanted)?.candidate ?? null;
  return json({
    answers: asked.flatMap(({ candidate, title }) => answers(title, idOf).map((one) => ({ candidate, ...one }))),
  });
}
