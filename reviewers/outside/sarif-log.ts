import { z } from 'zod';

/**
 * The part of SARIF 2.1.0 that is read. Everything else in a file is passed over, whatever it looks like, and a value beside the standard
 * counts as absent: it costs itself, not the result that it stands in, and never the file.
 */
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined);
const Text = z.object({ text: optional(z.string()), markdown: optional(z.string()) });
/** An index of -1 means "none" in SARIF. */
const Index = z.int().min(-1);
/** Properties are the tools' own; only those with a known name and type count. */
const Properties = z.record(z.string(), z.unknown());

export const SarifMessage = z.object({
  ...Text.shape,
  id: optional(z.string()),
  arguments: optional(z.array(z.string())),
});
export type SarifMessage = z.infer<typeof SarifMessage>;

export const SarifArtifactLocation = z.object({
  uri: optional(z.string()),
  uriBaseId: optional(z.string()),
  index: optional(Index),
});
export type SarifArtifactLocation = z.infer<typeof SarifArtifactLocation>;

/** Lines as tools write them: some write 0 for "no line". */
export const SarifRegion = z.object({
  startLine: optional(z.int().min(0).max(2_147_483_647)),
  endLine: optional(z.int().min(0).max(2_147_483_647)),
  startColumn: optional(z.int().min(0)),
  endColumn: optional(z.int().min(0)),
  /** Where the region begins, in characters or bytes from the beginning of the file: of tools that know no lines. */
  charOffset: optional(z.int().min(0)),
  byteOffset: optional(z.int().min(0)),
  snippet: optional(Text),
});
export type SarifRegion = z.infer<typeof SarifRegion>;

export const SarifLocation = z.object({
  id: optional(z.int()),
  physicalLocation: optional(
    z.object({ artifactLocation: optional(SarifArtifactLocation), region: optional(SarifRegion) }),
  ),
});
export type SarifLocation = z.infer<typeof SarifLocation>;

const ComponentReference = z.object({
  index: optional(Index),
  guid: optional(z.string()),
  name: optional(z.string()),
});
const LEVELS = ['none', 'note', 'warning', 'error'] as const;
export type SarifLevel = (typeof LEVELS)[number];
/** What tools write in the place of the standard's four levels: the grades of CVSS, of SonarQube and of older linters. */
const OTHER_LEVELS: ReadonlyMap<string, SarifLevel> = new Map([
  ...(['fatal', 'critical', 'blocker', 'high', 'failure', 'err'] as const).map((word) => [word, 'error'] as const),
  ...(['warn', 'medium', 'moderate', 'major'] as const).map((word) => [word, 'warning'] as const),
  ...(
    ['info', 'information', 'informational', 'low', 'minor', 'recommendation', 'suggestion', 'notice', 'hint'] as const
  ).map((word) => [word, 'note'] as const),
]);
const Level = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  const word = value.toLowerCase();
  return OTHER_LEVELS.get(word) ?? word;
}, z.enum(LEVELS));

const Configuration = z.object({ level: optional(Level) });

export const SarifRule = z.object({
  id: z.string().catch(''),
  guid: optional(z.string()),
  name: optional(z.string()),
  shortDescription: optional(Text),
  fullDescription: optional(Text),
  help: optional(Text),
  helpUri: optional(z.string()),
  messageStrings: optional(z.record(z.string(), Text)),
  defaultConfiguration: optional(Configuration),
  relationships: optional(
    z.array(z.object({ target: z.object({ id: optional(z.string()), toolComponent: optional(ComponentReference) }) })),
  ),
  properties: optional(Properties),
});
export type SarifRule = z.infer<typeof SarifRule>;

const NO_RULE: z.infer<typeof SarifRule> = { id: '' };

const Component = z.object({
  name: z.string().trim().min(1),
  guid: optional(z.string()),
  rules: optional(z.array(SarifRule.catch(NO_RULE))),
  globalMessageStrings: optional(z.record(z.string(), Text)),
});

export const SarifResult = z.object({
  ruleId: optional(z.string().min(1)),
  ruleIndex: optional(Index),
  rule: optional(
    z.object({
      id: optional(z.string().min(1)),
      guid: optional(z.string().min(1)),
      index: optional(Index),
      toolComponent: optional(ComponentReference),
    }),
  ),
  kind: optional(z.enum(['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'])),
  level: optional(Level),
  message: SarifMessage.catch({}),
  locations: optional(z.array(SarifLocation.catch({}))),
  relatedLocations: optional(z.array(SarifLocation.catch({}))),
  guid: optional(z.string().min(1)),
  /** 0 to 100 by the standard, -1 for none; tools differ. */
  rank: optional(z.union([z.number(), z.string()])),
  baselineState: optional(z.string()),
  suppressions: optional(
    z.array(
      z.object({ kind: optional(z.string()), status: optional(z.string()), justification: optional(z.string()) }),
    ),
  ),
  fixes: optional(
    z.array(
      z.object({
        artifactChanges: z.array(
          z.object({
            artifactLocation: SarifArtifactLocation,
            replacements: z.array(
              z.object({
                deletedRegion: SarifRegion,
                insertedContent: optional(z.object({ text: optional(z.string()) })),
              }),
            ),
          }),
        ),
      }),
    ),
  ),
  properties: optional(Properties),
});
export type SarifResult = z.infer<typeof SarifResult>;

export const SarifNotification = z.object({
  level: optional(Level),
  message: SarifMessage,
  locations: optional(z.array(SarifLocation)),
  descriptor: optional(z.object({ id: optional(z.string()) })),
});
export type SarifNotification = z.infer<typeof SarifNotification>;

/** What the tool's own configuration made of a rule for this run. */
const RuleOverride = z
  .object({
    configuration: optional(Configuration),
    descriptor: optional(
      z.object({
        id: optional(z.string().min(1)),
        guid: optional(z.string().min(1)),
        index: optional(Index),
        toolComponent: optional(ComponentReference),
      }),
    ),
  })
  .catch({});

export const SarifRun = z.object({
  tool: z.object({ driver: Component, extensions: optional(z.array(Component)) }),
  invocations: optional(
    z.array(
      z.object({
        executionSuccessful: optional(z.boolean()),
        exitCodeDescription: optional(z.string()),
        workingDirectory: optional(SarifArtifactLocation),
        ruleConfigurationOverrides: optional(z.array(RuleOverride)),
        toolExecutionNotifications: optional(z.array(SarifNotification)),
        toolConfigurationNotifications: optional(z.array(SarifNotification)),
      }),
    ),
  ),
  artifacts: optional(z.array(z.object({ location: optional(SarifArtifactLocation) }))),
  originalUriBaseIds: optional(z.record(z.string(), SarifArtifactLocation)),
  versionControlProvenance: optional(z.array(z.object({ mappedTo: optional(SarifArtifactLocation) }))),
  externalPropertyFileReferences: optional(z.object({ results: optional(z.array(z.unknown())) })),
  /** Null when the tool did not get as far as looking; absent when the run only describes rules. */
  results: z.array(SarifResult.nullable().catch(null)).nullish(),
});
export type SarifRun = z.infer<typeof SarifRun>;

export const SarifLog = z.object({
  version: z.literal('2.1.0', { error: 'only SARIF version "2.1.0" is understood' }),
  runs: z.array(SarifRun),
});
export type SarifLog = z.infer<typeof SarifLog>;
