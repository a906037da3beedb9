import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import type { YamlPlace } from '../configuration/yaml-place.ts';
import { cacheOf } from './caches.ts';
import { publishesIn, PUBLISHING_ACTION, publishedByToken } from './publishing.ts';
import type { Job, Workflow } from './workflow.ts';

/** Jobs that publish: what they are built from, and by whose key they do it. */
export function releaseHazards(workflow: Workflow): ConfigurationHazard[] {
  return workflow.jobs.flatMap((job) => [...cacheHazards(workflow, job), ...publishedByToken(workflow, job)]);
}

/** Branches that stand for a release. */
const RELEASE_BRANCH = /^releases?(?:[-/]|$)/;

/** Whether a release, or a tag or branch that stands for one, starts it. When an action is used is not known in it. */
function startsOnRelease({ triggers, place, isAction }: Workflow): boolean {
  const push = place.at('on').at('push');
  const branches = push.at('branches').items.map(({ words }) => words);
  return (
    isAction ||
    triggers.has('release') ||
    push.at('tags').exists ||
    (branches.length > 0 && branches.every((branch) => RELEASE_BRANCH.test(branch)))
  );
}

function cacheHazards(workflow: Workflow, job: Job): ConfigurationHazard[] {
  const publishes = job.steps.some((step) => publishesIn(step.run.words) || PUBLISHING_ACTION.test(step.action));
  if (!publishes || !startsOnRelease(workflow)) return [];
  return job.steps
    .filter(({ place }) => !place.at('if').exists)
    .flatMap((step) => {
      const cache = cacheOf(step);
      return cache === null ? [] : [cacheHazard(step.place, { job, action: step.action, cache, workflow })];
    });
}

interface Cached {
  readonly job: Job;
  readonly action: string;
  readonly cache: NonNullable<ReturnType<typeof cacheOf>>;
  readonly workflow: Workflow;
}

function cacheHazard(place: YamlPlace, { job, action, cache, workflow }: Cached): ConfigurationHazard {
  const isPart = cache.kind === 'part';
  return {
    rule: 'cache-poisoning',
    identity: `${action} ${job.id}`,
    lines: place.lines,
    ...((workflow.isAction || isPart) && { severity: 'suggestion' as const }),
    title: 'What is published is built from a cache that other runs fill',
    explanation: `Runs of the default branch, and every job there that executes foreign code, write the same cache. Build what is published from scratch${isPart ? `: \`${cache.off}\`` : ''}.`,
    failureScenario: {
      description:
        'A dependency or a workflow that handles pull requests leaves a changed file in the cache. The next release takes it over and publishes it.',
    },
  };
}
