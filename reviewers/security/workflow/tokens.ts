import { ContextAccess, FunctionCall, IndexAccess } from '@actions/expressions/ast';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { expressionsBelow, insertedIn, parseExpression, pathOf } from './expression.ts';
import { type Workflow, type WorkflowStep, uses } from './workflow.ts';

/** Tokens that reach or last further than the job, and parts of secrets that nobody masks. */
export function tokenHazards({ place, jobs }: Workflow): ConfigurationHazard[] {
  return [...partHazards(place), ...jobs.flatMap(({ steps }) => steps.flatMap(appHazards))];
}

/** `fromJSON(secrets.KEY).password`: the runner masks the whole text, and no part of it. */
function partHazards(place: Workflow['place']): ConfigurationHazard[] {
  return place.texts
    .filter(({ words }) => insertedIn(words).some(({ source }) => takesPart(source)))
    .map((text) => ({
      rule: 'secrets-exposed',
      identity: `a part ${text.words.replace(/\s+/g, '').slice(0, 200)}`,
      lines: text.lines,
      severity: 'suggestion',
      confidence: 600,
      title: 'A part of a secret is used, and only the whole is masked',
      explanation:
        'The runner replaces the text of a secret in logs as it was given. What `fromJSON` takes out of it is another text, which logs show. Keep each value as a secret of its own, or hand the part to `::add-mask::` first.',
      failureScenario: {
        description:
          'A step that fails prints its command or its settings: the password stands in the log in the clear.',
      },
    }));
}

function takesPart(source: string): boolean {
  if (!/secrets/i.test(source) || !/fromjson/i.test(source)) return false;
  const expression = parseExpression(source);
  return (
    expression !== null &&
    [...expressionsBelow(expression)].some(
      (part) =>
        part instanceof IndexAccess &&
        part.expr instanceof FunctionCall &&
        part.expr.functionName.lexeme.toLowerCase() === 'fromjson' &&
        part.expr.args.some((one) => !(one instanceof ContextAccess) && pathOf(one).startsWith('secrets.')),
    )
  );
}

/** Tokens of a GitHub App for all repositories of an owner, or such as stay valid when the job has ended. */
function appHazards(step: WorkflowStep): ConfigurationHazard[] {
  if (!uses(step, 'actions/create-github-app-token', 'tibdex/github-app-token')) return [];
  const input = step.place.at('with');
  const words = {
    severity: 'suggestion' as const,
    confidence: 550,
    lines: step.place.lines,
  };
  const found: ConfigurationHazard[] = [];
  // Rights over the organisation itself are those of no repository.
  const asked = input.keys.filter((key) => key.startsWith('permission-'));
  const isOfOwner = asked.length > 0 && asked.every((key) => /^permission-(?:members|organization-)/.test(key));
  if (input.at('owner').exists && !input.at('repositories').exists && !isOfOwner)
    found.push({
      ...words,
      rule: 'excessive-permissions',
      identity: 'the token of an app for all repositories',
      title: 'The token reaches every repository in which the app is installed',
      explanation: '`owner` without `repositories` asks for all of them. Name those that the job touches.',
      failureScenario: {
        description: 'A step that takes the token writes to repositories that have nothing to do with this job.',
      },
    });
  if (
    ['skip-token-revoke', 'skip_token_revoke', 'revoke'].some(
      (name) => input.at(name).words === (name === 'revoke' ? 'false' : 'true'),
    )
  )
    found.push({
      ...words,
      rule: 'secrets-exposed',
      identity: 'the token of an app stays valid',
      title: 'The token stays valid when the job has ended',
      explanation: 'It lasts for an hour. Let the action revoke it at the end of the job, as it does by itself.',
      failureScenario: {
        description:
          'The token is left in a log, a cache or an artifact, and whoever finds it within the hour uses it.',
      },
    });
  return found;
}
