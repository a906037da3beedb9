import type { StartedRun } from '../../forge/github/checks/start-check.ts';
import { publish } from '../../forge/github/publish/publish.ts';
import type { Published, PublishRequest } from '../../forge/github/publish/published.ts';
import type { PostedState } from '../../forge/github/read/posted-state.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { ObjectId } from '../../schemas/change-set.ts';
import type { Config } from '../../schemas/config.ts';
import { InfrastructureError } from '../../schemas/problem.ts';
import { PlannedPublication } from '../../schemas/publication.ts';
import { planPublication } from '../output/github/plan-publication.ts';
import type { PublicationFacts } from '../output/github/publication-facts.ts';
import { scrubPublication } from '../output/github/scrub-publication.ts';
import type { ReviewOutput } from '../output/review-output.ts';
import { type Publisher, Superseded } from '../publisher.ts';
import { observedPublish } from '../telemetry/observed-run.ts';
import type { PullContext } from './context.ts';
import { breakGlassFor, publicationFacts } from './publication-facts.ts';

interface PublishingParts {
  readonly context: PullContext;
  readonly config: Config;
  readonly base: ObjectId;
  /** Publications on this pull request that the log knows. */
  readonly known: readonly string[];
  /** The check that was begun for this review. */
  readonly started?: StartedRun | null;
  /** A break-glass that is about to be answered and therefore stands nowhere yet. */
  readonly breakGlass?: PublicationFacts['breakGlass'];
}

/** Publishes on the pull request, and remembers what came of it. */
export interface GitHubPublisher extends Publisher {
  /** The review that was rendered, whether or not it arrived. */
  readonly output: ReviewOutput | null;
  readonly published: Published | null;
}

/** How long a pending review of somebody else with our identity is waited for, where the host does not say. */
const PATIENCE_MS = 30_000;

/**
 * Says a review on its pull request. What GitHub did not take becomes a problem; a review that did not arrive at all is an
 * `InfrastructureError`, and one that is not wanted any more is `Superseded`.
 */
export function githubPublisher(parts: PublishingParts): GitHubPublisher {
  return new OnPullRequest(parts);
}

class OnPullRequest implements GitHubPublisher {
  output: ReviewOutput | null = null;
  published: Published | null = null;
  #posted: PostedState | null = null;
  readonly target: string;
  readonly #parts: PublishingParts;

  constructor(parts: PublishingParts) {
    this.#parts = parts;
    this.target = `pull-request:${parts.context.label}`;
  }

  async render(output: ReviewOutput): Promise<string> {
    this.output = output;
    const { context, config, base, breakGlass } = this.#parts;
    const { pull, reading } = context;
    // A review takes minutes: what people said meanwhile counts.
    const { conversation, posted } = await reading.recent();
    this.#posted = posted;
    const head = pull.head.commit;
    const facts = publicationFacts(output, {
      conversation,
      config: config.pullRequests,
      head,
      base,
      pullUrl: pull.url,
      pausedBy: conversation.summary?.mark.pausedBy ?? null,
      breakGlass: breakGlass ?? breakGlassFor(conversation, head),
    });
    const plan = planPublication(output, facts);
    return canonicalJson(await scrubPublication(plan, context.scanner));
  }

  async publish(body: string, { publication }: { readonly publication: string }): Promise<string | null> {
    const { context, known, started = null } = this.#parts;
    const plan = PlannedPublication.parse(JSON.parse(body));
    this.published = await publishPlan(context, {
      plan,
      publication,
      known,
      ...(started === null ? {} : { started }),
      ...(this.#posted === null ? {} : { first: this.#posted }),
    });
    const { reviewUrl, summaryUrl, checkUrl } = this.published;
    return reviewUrl ?? summaryUrl ?? checkUrl;
  }
}

type SaidToPublish = Pick<PublishRequest, 'plan' | 'publication' | 'known' | 'started' | 'first'>;

/** Publishes a plan; what GitHub did not take becomes a problem. Throws when nothing of it arrived. */
export function publishPlan(context: PullContext, said: SaidToPublish): Promise<Published> {
  return observedPublish(context.host.observer, () => publishAll(context, said));
}

async function publishAll({ host, ref, problems, label }: PullContext, said: SaidToPublish): Promise<Published> {
  const published = await publish({
    github: host.github,
    ref,
    ...said,
    patienceMs: host.patienceMs ?? PATIENCE_MS,
    onNotice: (text) => host.onProgress({ kind: 'notice', text }),
    signal: host.signal,
  });
  const { state, degraded } = published;
  if (state === 'superseded') {
    throw new Superseded({
      what: 'the pull request has moved on to another commit',
      where: label,
      remedy: 'Nothing: its newest commit has a review of its own.',
    });
  }
  const errors = degraded.map((one) => new InfrastructureError(one));
  const [first, ...others] = errors;
  if (state !== 'failed' || first === undefined) {
    problems.push(...errors);
    return published;
  }
  problems.push(...others);
  throw first;
}
