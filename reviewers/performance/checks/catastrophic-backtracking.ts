import type { Check, Report } from '../../reviewer.ts';
import { addedPatterns, type AddedPattern } from '../patterns/added-patterns.ts';
import { type Attack, attackOn } from '../patterns/attack.ts';
import { isSuspect } from '../patterns/is-suspect.ts';

/** So many patterns of a change are thought through. */
const MOST = 20;

/** Files that answer requests, by their place or by what they read. */
const SERVES_PLACE =
  /(?:^|\/)(?:routes?|routers?|controllers?|handlers?|api|views?|endpoints?|middlewares?|webhooks?|resolvers?)(?:\/|\.\w+$)/i;
const SERVES =
  /\b(?:req|request|ctx)\.(?:body|query|params|headers|url|path|GET|POST|args|form|json)\b|\bControllerBase\b|\bHttpContext\b/;

/** A regular expression is added whose time doubles with every few characters of some text. */
export const catastrophicBacktracking: Check = {
  id: 'catastrophic-backtracking',
  async run(context) {
    const suspects = (await addedPatterns(context)).filter(({ source }) => isSuspect(source));
    for (const [at, pattern] of suspects.entries()) {
      if (at >= MOST) context.unjudged(pattern.file.newPath, `more than ${MOST} patterns of the change repeat repeats`);
      const attack = at < MOST ? await attackOn(pattern) : null;
      if (attack === 'unknown')
        context.unjudged(pattern.file.newPath, 'a pattern is too large or holds what is not thought through');
      else if (attack !== null) context.report(reportOf(pattern, attack));
    }
  },
};

function reportOf({ file, line, evidence, source, text }: AddedPattern, attack: Attack): Report {
  const path = file.newPath;
  const ofOthers = SERVES_PLACE.test(path) || SERVES.test(text);
  const shown = attack.text.replaceAll('`', "'");
  return {
    rule: 'catastrophic-backtracking',
    severity: ofOthers ? 'warning' : 'suggestion',
    location: { path, side: 'new', startLine: line, endLine: line },
    evidence,
    title: 'This pattern takes exponential time',
    explanation: `\`${source.slice(0, 120).replaceAll('`', "'")}\` repeats something that can itself be read in several ways. Where the rest does not match, all of them are tried: the time doubles with each repeat in \`${shown}\`. Let one part of the repeat begin with what the other cannot hold, or bound the text first.`,
    failureScenario: {
      description: `The pattern meets ${shown}, with ten more repeats.`,
      expected: 'it matches or fails at once',
      actual: 'it runs about a thousand times as long, and nothing else runs on its thread',
    },
  };
}
