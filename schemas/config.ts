import { z } from 'zod';
import { CommentWishes } from './coordination.ts';
import { ReviewerId } from './finding.ts';
import { PathGlob } from './path-globs.ts';
import { BatchWish, Effort, ModelCapability, ModelTier, ProviderSettings } from './model.ts';
import { RuleSettings } from './rule-settings.ts';
import { Severity } from './severity.ts';
import { POLICY_KEYS, PolicySettings } from './policy.ts';

/** Settings of one reviewer. */
export const ReviewerSettings = z.strictObject({
  enabled: z.boolean().optional().describe('Run this reviewer. Default: true.'),
  required: z
    .boolean()
    .optional()
    .describe('When a required reviewer does not finish, the review is incomplete. Default: true.'),
});
export type ReviewerSettings = z.infer<typeof ReviewerSettings>;
const ACCEPT = 'Kinds of files, or globs, that may stay unjudged: a change to them is told, and not called incomplete.';

/** Names of branches, as git allows them (git-check-ref-format(1)), and `*`. */
const BranchPattern = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\s~^:?[\\]+$/, 'the name of a branch; * is any text')
  .check(({ value, issues }) => {
    const name = value.replace(/^refs\/heads\//, '').replace(/^\/|\/$/g, '');
    const problem = value.startsWith('!')
      ? 'this list has no exceptions; name the branches that are meant'
      : `a branch is named as git names it: ${JSON.stringify(name)}`;
    if (value.startsWith('!') || name !== value) issues.push({ code: 'custom', message: problem, input: value });
  });

/** What a repository may say about reviews of its pull requests. */
const PullRequestWishes = z.strictObject({
  drafts: z.boolean().optional().describe('Review drafts too. Default: false.'),
  bots: z.boolean().optional().describe('Review what bots open. Default: true.'),
  skipLabel: z
    .string()
    .min(1)
    .max(50)
    .optional()
    .describe('A pull request with this label is not reviewed. Default: docket:skip.'),
  onRequest: z
    .boolean()
    .optional()
    .describe('Review only when somebody asks: by /docket review, or by hand (workflow_dispatch). Default: false.'),
  requiredLabel: z
    .string()
    .min(1)
    .max(50)
    .nullable()
    .optional()
    .describe('Only pull requests with this label are reviewed. Default: none is needed.'),
  baseBranches: z
    .array(BranchPattern)
    .max(100)
    .optional()
    .describe('Only pull requests into these branches are reviewed; * is any text. Default: all.'),
  skipTitles: z
    .array(z.string().trim().min(1).max(100))
    .max(100)
    .optional()
    .describe('Pull requests with one of these texts in their title are not reviewed. Default: none.'),
  skipAuthors: z
    .array(z.string().trim().min(1).max(100))
    .max(100)
    .optional()
    .describe(
      'Pull requests of these logins (an app as name[bot]) are not reviewed, and their check passes. Default: none.',
    ),
  commands: z.boolean().optional().describe('Do what comments with /docket ask for. Default: true.'),
});

/** What only the operator may say about them. */
const PullRequestPowers = z.strictObject({
  requestChanges: z
    .boolean()
    .optional()
    .describe('Ask for changes when the verdict is significant_concerns, instead of commenting. Default: false.'),
  approve: z
    .boolean()
    .optional()
    .describe('Approve when the verdict is approved, instead of commenting. Default: false.'),
  checkName: z.string().min(1).max(100).optional().describe('Name of the check run. Default: docket.'),
});

/**
 * `.github/docket.yml`: what the repository itself may decide. Read from the tip of the base branch, never from the change.
 *
 * @throws z.ZodError from `parse` for an unknown key or a value of another type: a typing mistake must not switch something off.
 * @example
 * ```ts
 * RepositoryConfig.parse({ ignore: ['docs/generated/**'], comments: { maxInline: 8 }, reviewers: { release: { required: false } } });
 * ```
 */
export const RepositoryConfig = z.strictObject({
  $schema: z.string().optional(),
  reviewers: z.record(ReviewerId, ReviewerSettings).optional().describe('Settings by reviewer.'),
  ignore: z.array(PathGlob).optional().describe('Globs of paths that are listed but not reviewed.'),
  sensitivePaths: z
    .array(PathGlob)
    .optional()
    .describe('Globs of security-sensitive paths, added to the embedded list; touching one makes the tier full.'),
  instructions: z
    .array(z.strictObject({ paths: z.array(PathGlob).optional(), text: z.string().min(1).max(10_000) }))
    .optional()
    .describe('Guidance for the model halves, for all files or for those under some globs.'),
  modelHalves: z
    .strictObject({
      trivial: z.array(ReviewerId).optional(),
      lite: z.array(ReviewerId).optional(),
      full: z.array(ReviewerId).optional(),
    })
    .optional()
    .describe('Whose model halves run in each risk tier.'),
  policy: z.strictObject(POLICY_KEYS).partial().optional().describe('What the policy reviewer holds a change against.'),
  comments: CommentWishes.optional(),
  coverage: z
    .strictObject({
      accept: z.array(PathGlob).optional().describe(ACCEPT),
    })
    .optional()
    .describe('What may stay unjudged. Counts where the tips of the default branch and of the base both say it.'),
  rules: RuleSettings.optional().describe(
    'Rules that are switched off, or at most a suggestion or a warning: reviewer/rule-name, * in the name is any text. Counts where the tips of the default branch and of the base both say it.',
  ),
  pullRequests: PullRequestWishes.optional().describe(
    'Which pull requests are reviewed, and whether comments may ask for something. Read from the tip of the default branch.',
  ),
});
export type RepositoryConfig = z.infer<typeof RepositoryConfig>;

/** `provider/model`. */
const ModelName = z.string().regex(/^[^/\s]+\/\S+$/, 'a model is named provider/model');

/** Most that may be spent; what is absent is unlimited. */
const Limit = z.strictObject({ usd: z.number().min(0).optional(), tokens: z.int().min(0).optional() });
/** With the reason, where no file says so. */
const GivenLimit = Limit.extend({ because: z.string().max(300).optional() });
/** Only the operator may set these: in the user configuration, by `--config`, in the environment or by a flag. */
export const OperatorOnlyConfig = z.strictObject({
  models: z
    .strictObject({ deep: ModelName.optional(), standard: ModelName.optional(), light: ModelName.optional() })
    .optional()
    .describe(
      'Which model serves each tier: `provider/model`, for example anthropic/claude-sonnet-5-5 or local/qwen3-coder.',
    ),
  reviewerModels: z
    .record(ReviewerId, ModelTier.or(ModelName))
    .optional()
    .describe('A tier or a model for one reviewer; `judge` is one of the names. Default: standard, the judge deep.'),
  effort: z
    .strictObject({ deep: Effort.optional(), standard: Effort.optional(), light: Effort.optional() })
    .optional()
    .describe(
      'How much the models of a tier think, where they offer it. Default: deep high, light low, standard as its provider likes.',
    ),
  failover: z
    .record(ModelName, z.array(ModelName))
    .optional()
    .describe('Models of the same family that stand in, in order, when one is rate limited, overloaded or times out.'),
  providers: z
    .record(z.string().min(1), ProviderSettings)
    .optional()
    .describe('Where models are asked. `anthropic` and `openai` are known without being listed.'),
  capabilities: z
    .record(ModelName, ModelCapability.omit({ id: true, provider: true }).partial())
    .optional()
    .describe('Corrections to what is known of a model, or the facts of an unknown one.'),
  forceModels: z.boolean().optional().describe('Use models although `docket models --check` refused them.'),
  batch: BatchWish.optional().describe('Ask by batches where a model has them: later, for less. Default: false.'),
  budget: z
    .strictObject({ run: Limit.optional(), pullRequest: Limit.optional(), month: Limit.optional() })
    .optional()
    .describe('Most money and tokens; at its end the review is published as incomplete with what was found.'),
  offline: z.boolean().optional().describe('Ask no model, even when a key is there. Default: false.'),
  history: z.string().min(1).optional().describe('Path of the history file.'),
  store: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where the history is kept between runners: s3://bucket/prefix, or file:///folder for the runs of one host.',
    ),
  storeRegion: z.string().min(1).optional().describe('Region of the bucket. Default: what the AWS environment says.'),
  storeEndpoint: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address of an S3-compatible server.'),
  storeEncryption: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('sse-s3') }),
      z.strictObject({ kind: z.literal('sse-kms'), keyId: z.string().min(1) }),
      z.strictObject({ kind: z.literal('customer-key') }),
    ])
    .optional()
    .describe(
      'How the store encrypts: sse-s3, sse-kms with a keyId, or customer-key, whose key DOCKET_STORE_CUSTOMER_KEY holds (32 bytes, base64).',
    ),
  storeRepository: z
    .string()
    .regex(/^[^/\s]+\/[^/\s]+$/)
    .optional()
    .describe('Whose history is meant, host/id, where it cannot be told: github.com/123456.'),
  retention: z
    .strictObject({
      days: z
        .int()
        .min(1)
        .optional()
        .describe('Runs older than this lose their bytes (their rows stay). Default: for ever.'),
      megabytes: z.number().min(1).optional().describe('Most stored bytes, oldest runs go first. Default: no bound.'),
    })
    .optional()
    .describe('How much of the past is kept in full; applied when the history is folded.'),
  plugins: z
    .array(z.string().min(1))
    .optional()
    .describe('npm packages of third-party reviewers, installed beside Docket.'),
  failOn: Severity.or(z.literal('never'))
    .optional()
    .describe('Exit with 1 when a published finding is at least this severe. Default: never.'),
  pullRequests: PullRequestPowers.optional().describe('How reviews of pull requests speak.'),
});
export type OperatorOnlyConfig = z.infer<typeof OperatorOnlyConfig>;

/**
 * The operator's file: everything the repository may say, and the operator's own keys.
 *
 * @throws z.ZodError from `parse` for an unknown key or a value of another type.
 * @example
 * ```ts
 * OperatorConfig.parse({ failOn: 'critical', models: { standard: 'anthropic/claude-sonnet-5-5' }, plugins: ['docket-reviewer-licences'] });
 * ```
 */
export const OperatorConfig = z.strictObject({
  ...RepositoryConfig.shape,
  ...OperatorOnlyConfig.shape,
  coverage: z
    .strictObject({ accept: z.array(PathGlob).optional().describe(`${ACCEPT} \`*\` is everything.`) })
    .optional()
    .describe('What may stay unjudged.'),
  pullRequests: z
    .strictObject({ ...PullRequestWishes.shape, ...PullRequestPowers.shape })
    .optional()
    .describe('Which pull requests are reviewed, and how.'),
});
export type OperatorConfig = z.infer<typeof OperatorConfig>;

/** The effective configuration: every key has a value. */
export const Config = z.strictObject({
  reviewers: z.record(
    ReviewerId,
    z.strictObject({ enabled: z.boolean().default(true), required: z.boolean().default(true) }),
  ),
  ignore: z.array(z.string()),
  sensitivePaths: z.array(z.string()),
  comments: z.strictObject({
    maxInline: z.int().min(0),
    minimumSeverity: Severity,
    minimumPercent: z.number().min(0).max(100),
    openPercent: z.int().min(0).max(100),
    /** Absent in logs that were recorded before checks had a percentage of their own. */
    openCheckPercent: z.int().min(0).max(100).default(50),
    maxCriticalPerTool: z.int().min(0),
  }),
  policy: PolicySettings,
  /** Absent in logs that were recorded before anything could be accepted. */
  coverage: z.strictObject({ accept: z.array(z.string()) }).default({ accept: [] }),
  /** Absent in logs that were recorded before rules could be switched off. */
  rules: RuleSettings.default({}),
  instructions: z.array(z.strictObject({ paths: z.array(z.string()).optional(), text: z.string() })),
  modelHalves: z.strictObject({ trivial: z.array(ReviewerId), lite: z.array(ReviewerId), full: z.array(ReviewerId) }),
  models: z.strictObject({ deep: ModelName.nullable(), standard: ModelName.nullable(), light: ModelName.nullable() }),
  reviewerModels: z.record(ReviewerId, ModelTier.or(ModelName)),
  effort: OperatorOnlyConfig.shape.effort.unwrap(),
  failover: z.record(ModelName, z.array(ModelName)),
  providers: OperatorOnlyConfig.shape.providers.unwrap(),
  capabilities: OperatorOnlyConfig.shape.capabilities.unwrap(),
  forceModels: z.boolean(),
  batch: BatchWish.default(false),
  budget: z.strictObject({ run: GivenLimit, pullRequest: Limit, month: Limit }),
  offline: z.boolean(),
  history: z.string().nullable(),
  store: z.string().nullable(),
  storeRegion: z.string().nullable(),
  storeEndpoint: z.string().nullable(),
  storeEncryption: OperatorOnlyConfig.shape.storeEncryption.unwrap().nullable(),
  storeRepository: z.string().nullable(),
  retention: z.strictObject({ days: z.int().min(1).nullable(), megabytes: z.number().min(1).nullable() }),
  plugins: z.array(z.string()),
  failOn: Severity.or(z.literal('never')),
  pullRequests: z.strictObject({ ...PullRequestWishes.shape, ...PullRequestPowers.shape }).required(),
});
export type Config = z.infer<typeof Config>;
