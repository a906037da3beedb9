import { z } from 'zod';

/** The part of SARIF 2.1.0 that is read. Everything else in a file is passed over, whatever it looks like. */
const optional = <T extends z.ZodType>(schema: T) => schema.nullish();
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

const ComponentReference = z.object({ index: optional(Index), name: optional(z.string()) });
const Level = z.enum(['none', 'note', 'warning', 'error']);
export type SarifLevel = z.infer<typeof Level>;

export const SarifRule = z.object({
  id: z.string().min(1),
  shortDescription: optional(Text),
  fullDescription: optional(Text),
  help: optional(Text),
  helpUri: optional(z.string()),
  messageStrings: optional(z.record(z.string(), Text)),
  defaultConfiguration: optional(z.object({ level: optional(Level) })),
  relationships: optional(
    z.array(z.object({ target: z.object({ id: optional(z.string()), toolComponent: optional(ComponentReference) }) })),
  ),
  properties: optional(Properties),
});
export type SarifRule = z.infer<typeof SarifRule>;

const Component = z.object({
  name: z.string().trim().min(1),
  rules: optional(z.array(SarifRule)),
  globalMessageStrings: optional(z.record(z.string(), Text)),
});

export const SarifResult = z.object({
  ruleId: optional(z.string().min(1)),
  ruleIndex: optional(Index),
  rule: optional(
    z.object({ id: optional(z.string().min(1)), index: optional(Index), toolComponent: optional(ComponentReference) }),
  ),
  kind: optional(z.enum(['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'])),
  level: optional(Level),
  message: SarifMessage,
  locations: optional(z.array(SarifLocation)),
  relatedLocations: optional(z.array(SarifLocation)),
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

export const SarifRun = z.object({
  tool: z.object({ driver: Component, extensions: optional(z.array(Component)) }),
  invocations: optional(
    z.array(
      z.object({
        executionSuccessful: optional(z.boolean()),
        exitCodeDescription: optional(z.string()),
        workingDirectory: optional(SarifArtifactLocation),
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
  results: optional(z.array(SarifResult)),
});
export type SarifRun = z.infer<typeof SarifRun>;

export const SarifLog = z.object({
  version: z.literal('2.1.0', { error: 'only SARIF version "2.1.0" is understood' }),
  runs: z.array(SarifRun),
});
export type SarifLog = z.infer<typeof SarifLog>;
