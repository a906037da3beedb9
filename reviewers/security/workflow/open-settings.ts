import { FunctionCall, Literal } from '@actions/expressions/ast';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import type { YamlPlace } from '../configuration/yaml-place.ts';
import { conditionOf } from './conditions.ts';
import { expressionsBelow } from './expression.ts';
import type { Job, Workflow } from './workflow.ts';

/** Settings of workflows that open something by what they say alone. */
export function openSettings(workflow: Workflow): ConfigurationHazard[] {
  const { place, jobs } = workflow;
  const steps = jobs.flatMap((job) => job.steps.map((step) => step.place));
  const all = [place, ...jobs.map((job) => job.place), ...steps];
  return [...all.flatMap(commandHazards), ...all.flatMap(listHazards), ...jobs.flatMap(credentialHazards)];
}

/** `ACTIONS_ALLOW_UNSECURE_COMMANDS`: what a step prints sets variables of later steps. */
function commandHazards(place: YamlPlace): ConfigurationHazard[] {
  const setting = place.at('env').at('ACTIONS_ALLOW_UNSECURE_COMMANDS');
  if (!/^(?:true|1)$/i.test(setting.words)) return [];
  return [
    {
      rule: 'workflow-injection',
      identity: 'ACTIONS_ALLOW_UNSECURE_COMMANDS',
      lines: setting.lines,
      severity: 'warning',
      title: 'What a step prints sets variables of later steps',
      explanation:
        'GitHub switched `::set-env::` and `::add-path::` off because any printed line could hold them. Write to `$GITHUB_ENV` and `$GITHUB_PATH`.',
      failureScenario: {
        description:
          'A test, a log or the title of a pull request prints `::add-path::/tmp/x`, and the next step runs the program that lies there.',
      },
    },
  ];
}

/** `contains('main,prod', github.ref_name)` asks whether the name is a part of that text. */
function listHazards(place: YamlPlace): ConfigurationHazard[] {
  const condition = place.at('if');
  const parsed = conditionOf(condition);
  if (parsed === null) return [];
  return [...expressionsBelow(parsed)].filter(isPartOfText).map(() => ({
    rule: 'ineffective-condition',
    identity: condition.words.replace(/\s+/g, ''),
    lines: condition.lines,
    severity: 'suggestion',
    title: 'A part of a listed name passes as well',
    explanation:
      "`contains` of a text asks whether it holds the other one anywhere. Compare with `==`, or use `contains(fromJSON('[…]'), …)`.",
    failureScenario: {
      description: `Somebody calls his branch or himself by a part of the list (\`ma\`), and \`${condition.words.replace(/\s+/g, ' ').trim().slice(0, 80)}\` holds.`,
    },
  }));
}

function isPartOfText(part: unknown): boolean {
  if (!(part instanceof FunctionCall) || part.functionName.lexeme.toLowerCase() !== 'contains') return false;
  const [list, one] = part.args;
  return list instanceof Literal && !(one instanceof Literal) && /[^\s,;|][\s,;|]+\S/.test(list.literal.coerceString());
}

/** A password of a registry that stands in the workflow. */
function credentialHazards({ place }: Job): ConfigurationHazard[] {
  const services = place.at('services');
  return [place.at('container'), ...services.keys.map((name) => services.at(name))]
    .map((one) => one.at('credentials').at('password'))
    .filter(({ exists, words }) => exists && words !== '' && !words.includes('${{'))
    .map((password) => ({
      rule: 'hard-coded-secret',
      identity: 'credentials of an image',
      lines: password.lines,
      severity: 'warning',
      title: 'The password of a registry stands in the workflow',
      explanation: 'Whoever can read the repository has it. Keep it as a secret, and replace it.',
      failureScenario: {
        description: 'Somebody who can read the repository logs in to the registry and replaces the image.',
      },
    }));
}
