import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { asksForBot, conditionOf, keepsStrangersOut, whyAlwaysTrue } from './conditions.ts';
import { isPowerful, rightsOf } from './rights.ts';
import { type Job, type WorkflowStep, uses, type Workflow } from './workflow.ts';

/** Conditions that hold whatever happens, and those that a stranger can meet. */
export function conditionHazards(workflow: Workflow): ConfigurationHazard[] {
  return workflow.jobs.flatMap((job) => {
    const places = [job.place, ...job.steps.map(({ place }) => place)];
    const open = places.flatMap((place): ConfigurationHazard[] => {
      const condition = place.at('if');
      const why = whyAlwaysTrue(condition);
      if (why === null) return [];
      return [
        {
          rule: 'ineffective-condition',
          identity: condition.words.replace(/\s+/g, ''),
          lines: condition.lines,
          title: 'The condition is always true',
          explanation:
            why === 'literal'
              ? 'One side of `||` is a text, which counts as true. Compare each side.'
              : 'What stands around `${{ … }}`, be it the line break at the end of a block (`|`), makes a text of the result, and a text that is not empty counts as true. Leave the braces out, or use `>-`.',
          failureScenario: {
            description: `\`${condition.words.replace(/\s+/g, ' ').trim().slice(0, 80)}\` is false, and what it guards runs all the same.`,
          },
        },
      ];
    });
    return [...open, ...botHazards(workflow, job)];
  });
}

function botHazards(workflow: Workflow, job: Job): ConfigurationHazard[] {
  const privileged = ['pull_request_target', 'workflow_run', 'issue_comment'].some((name) =>
    workflow.triggers.has(name),
  );
  if (!privileged) return [];
  const powerful = isPowerful(rightsOf(workflow, job));
  const waits = workflow.triggers.has('workflow_run');
  const author = waits
    ? 'Under `workflow_run` no pull request stands in the event: ask in the workflow that it waits for, or look its author up by `github.event.workflow_run.head_sha`.'
    : `Ask for \`github.event.${workflow.triggers.has('issue_comment') ? 'issue' : 'pull_request'}.user.login\`.`;
  return [job.place, ...job.steps.map(({ place }) => place)]
    .filter((place) => asksForBot(conditionOf(place.at('if'))))
    .map((place) => ({
      rule: 'spoofable-actor',
      identity: place.at('if').words.replace(/\s+/g, ''),
      lines: place.at('if').lines,
      // The condition guards nothing yet; whoever gives the job rights will rely on it.
      ...(!powerful && { severity: 'suggestion' as const, confidence: 500 }),
      // What it waits for may have asked for the author already, in another file: folded.
      ...(waits && { severity: 'suggestion' as const, confidence: 200 }),
      title: 'Whoever caused the event last is taken for the author',
      explanation: `\`github.actor\` is whoever did the last thing to the pull request, not whose code it is. ${author}`,
      failureScenario: {
        description:
          'Somebody opens a pull request from a fork of the bot’s branch and has the bot touch it (`@dependabot recreate`): the condition holds for the stranger’s commits.',
      },
    }));
}

/** Jobs whose token or runner others reach. */
export function jobHazards(workflow: Workflow): ConfigurationHazard[] {
  return workflow.jobs.flatMap((job) => hazardsOf(workflow, job));
}

function hazardsOf(workflow: Workflow, job: Job): ConfigurationHazard[] {
  return [...runnerHazards(workflow, job), ...credentialHazards(job)];
}

function runnerHazards(workflow: Workflow, job: Job): ConfigurationHazard[] {
  const labels = job.place.at('runs-on');
  const own = labels.texts.some(({ words }) => words.toLowerCase() === 'self-hosted');
  const foreign = ['pull_request', 'pull_request_target', 'issue_comment'].some((name) => workflow.triggers.has(name));
  if (!own || !foreign || keepsStrangersOut(conditionOf(job.place.at('if')), workflow)) return [];
  return [
    {
      rule: 'self-hosted-runner',
      identity: job.id,
      lines: [labels.line, workflow.place.at('on').line],
      title: 'Pull requests run on a machine of your own',
      explanation:
        'What a pull request changes runs there, and unlike a runner of GitHub the machine is there for the next job too. Use one that is thrown away, or let only branches of the repository through.',
      failureScenario: {
        description:
          'A pull request of a stranger leaves a program behind on the machine, which reads the secrets of every later job and reaches the network around it.',
      },
    },
  ];
}

/** The checkout's token, uploaded with the whole folder. */
function credentialHazards({ steps }: Job): ConfigurationHazard[] {
  const kept = steps.find(
    (step) => uses(step, 'actions/checkout') && step.place.at('with').at('persist-credentials').words !== 'false',
  );
  if (kept === undefined) return [];
  return steps
    .slice(steps.indexOf(kept) + 1)
    .filter(uploadsAll)
    .map((step) => ({
      rule: 'secrets-exposed',
      identity: 'credentials in an artifact',
      lines: [...step.place.at('with').at('path').lines, kept.place.line],
      title: 'The artifact contains the token of the checkout',
      explanation:
        '`actions/checkout` leaves its token in `.git/config` unless `persist-credentials: false` says otherwise, and the whole folder is uploaded. Name what is to be uploaded.',
      failureScenario: {
        description:
          'Whoever can see the run downloads the artifact while the job still runs, and uses the token in it.',
      },
    }));
}

function uploadsAll(step: WorkflowStep): boolean {
  if (!uses(step, 'actions/upload-artifact')) return false;
  const input = step.place.at('with');
  const all = input
    .at('path')
    .words.split('\n')
    .some((path) => /^(?:\.\/?|\.\/?\*\*\/?\*?|\$\{\{\s*github\.workspace\s*\}\}\/?|\.git\/?.*)$/.test(path.trim()));
  // Since 4.4 hidden files stay behind unless they are asked for.
  return all && (input.at('include-hidden-files').words === 'true' || /^v?[1-3]\b/.test(step.ref));
}
