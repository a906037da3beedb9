import type { SettingHazard } from '../../build-files/manifest-format.ts';
import { standsAt, type Plain } from '../../build-files/setting.ts';
import type { PipelineFormat, ScriptShell } from '../pipeline-format.ts';
import type { PipelineSetting } from '../pipeline-setting.ts';
import { isReleased, movingImageOf, movingPart } from '../third-parties.ts';

/** Tasks of Microsoft's own whose inputs, beside programs among them, only say what and where. */
const TASKS =
  /^(?:ArchiveFiles|AzureCLI|AzureKeyVault|AzurePowerShell|Bash|Cache|CacheBeta|CmdLine|CopyFiles|DeleteFiles|DotNetCoreCLI|DownloadBuildArtifacts|DownloadPipelineArtifact|DownloadSecureFile|ExtractFiles|Gradle|GoTool|GitHubRelease|InstallAppleCertificate|InstallAppleProvisioningProfile|JavaToolInstaller|Maven|MavenAuthenticate|MSBuild|NodeTool|Npm|npmAuthenticate|NuGetAuthenticate|NuGetCommand|NuGetToolInstaller|PipAuthenticate|PowerShell|PublishBuildArtifacts|PublishCodeCoverageResults|PublishPipelineArtifact|PublishSymbols|PublishTestResults|reportgenerator|TwineAuthenticate|UseDotNet|UseNode|UsePythonVersion|UseRubyVersion|VSBuild|VSTest|VisualStudioTestPlatformInstaller|ComponentGovernanceComponentDetection|CodeQL3000Init|CodeQL3000Finalize)@\d{1,3}(?:\.\d{1,6}){0,2}$/i;
/** Inputs that name a place of packages, or let a check pass. */
const TELLING = /^(?:customEndpoint|customRegistry|feedUrl|externalEndpoints?|allowUntrusted|.*url)$/i;

const BOTH = [
  '',
  'jobs/#/',
  'stages/#/jobs/#/',
  'stages/#/',
  'jobs/#/strategy/runOnce/deploy/',
  'stages/#/jobs/#/strategy/runOnce/deploy/',
];
const everywhere = (keys: string, shape?: RegExp): Plain[] =>
  BOTH.map((prefix) => (shape === undefined ? [`${prefix}${keys}`] : [`${prefix}${keys}`, shape]));

const PLAIN: readonly Plain[] = [
  ['trigger|pr'],
  ['trigger|pr|schedules/**'],
  ['name|appendCommitMessageToRunName|lockBehavior'],
  ['parameters/**'],
  ...everywhere('steps|jobs|stages', /^$/),
  ...everywhere('pool/**'),
  ...everywhere('pool'),
  ...everywhere('variables/**', /^(?!.*(?:SSL|TLS|VERIFY|INSECURE))[^]{0,2000}$/i),
  ...everywhere(
    'job|deployment|stage|displayName|dependsOn|condition|timeoutInMinutes|cancelTimeoutInMinutes|continueOnError|environment|trigger|group|lockBehavior',
  ),
  ...everywhere('dependsOn/#'),
  ...everywhere('environment/name|resourceName|resourceType'),
  ...everywhere('workspace/clean'),
  ...everywhere('strategy/parallel|maxParallel'),
  ...everywhere('strategy/matrix/**'),
  ...everywhere(
    'steps/#/displayName|name|condition|continueOnError|enabled|timeoutInMinutes|retryCountOnTaskFailure|workingDirectory|failOnStderr|errorActionPreference|ignoreLASTEXITCODE|artifact|patterns|path|publish|download|target',
  ),
  ...everywhere('steps/#/env/*'),
  ...everywhere('steps/#/checkout', /^(?:self|none)$/),
  ...everywhere('steps/#/clean|fetchDepth|fetchTags|lfs|submodules|fetchFilter'),
  ...everywhere('steps/#/persistCredentials', /^false$/),
  ...everywhere('steps/#/task', TASKS),
  ...everywhere('steps/#/template|template', /^(?!.*@)[\w./-]{1,200}$/),
  ['extends/template', /^(?!.*@)[\w./-]{1,200}$/],
  ...everywhere('steps/#/parameters/**', /^(?!.*(?:\n|\bcurl\b|\|))[^]{0,500}$/),
  ['resources/repositories/#/repository|type|name|endpoint|ref|trigger'],
  ['resources/repositories/#/trigger/**'],
  ['resources/pipelines/**'],
  ['resources/containers/#/container|image|endpoint'],
  ...everywhere('container|container/image|container/alias'),
];

/** Azure Pipelines. */
export const azurePipeline: PipelineFormat = {
  plain: PLAIN,
  // What a task of others makes of its inputs is not known.
  isPlain: ({ keys, step, value }) =>
    keys.at(-2) === 'inputs' &&
    step.startsWith('task ') &&
    TASKS.test(step.slice('task '.length)) &&
    !value.includes('\n'),
  shellOf,
  inserted:
    /\$\(([\w.]{1,100})\)|\$\{\{\s{0,5}variables(?:\.|\[')([\w.]{1,100})(?:'\])?\s{0,5}\}\}|\$\{\{[^}\n]{0,300}\}\}|\$\[[^\]\n]{0,300}\]/g,
  strangers: [
    [/^(?:System\.PullRequest\.SourceBranch(?:Name)?|Build\.SourceVersionMessage)$/i, 'warning'],
    [/^(?:Build\.SourceBranch(?:Name)?|Build\.SourceVersionAuthor|Build\.RequestedFor)$/i, 'suggestion'],
  ],
  named: ({ keys, group }, all) => {
    if (!keys.includes('variables')) return null;
    const last = keys.at(-1) ?? '';
    if (last !== 'value') return last;
    const around = group.slice(0, group.lastIndexOf('/'));
    return all.find((other) => other.keys.at(-1) === 'name' && other.group === `${around}/name`)?.value ?? null;
  },
  hazards: (settings) => settings.flatMap((setting) => hazardOf(setting, settings) ?? []),
};

function shellOf({ keys, group }: PipelineSetting, all: readonly PipelineSetting[]): ScriptShell | null {
  const last = keys.at(-1) ?? '';
  if (keys.at(-2) === '#' && keys.at(-3) === 'steps') {
    if (last === 'bash') return 'sh';
    if (last === 'pwsh' || last === 'powershell') return 'powershell';
    if (last === 'script') return onWindows(all) ? 'other' : 'sh';
    return null;
  }
  if (!/^(?:inlineScript|script|inline)$/i.test(last) || keys.at(-2) !== 'inputs') return null;
  const step = group.slice(0, group.lastIndexOf('/inputs/'));
  const beside = (name: string): string =>
    all.find((other) => other.group.toLowerCase() === `${step}/${name}`.toLowerCase())?.value ?? '';
  const [task, kind] = [beside('task'), beside('inputs/scriptType')];
  if (/^(?:AzurePowerShell|PowerShell)@/i.test(task) || /^(?:ps|pscore)$/i.test(kind)) return 'powershell';
  if (/^Bash@/i.test(task) || kind === 'bash') return 'sh';
  return /^CmdLine@/i.test(task) && !onWindows(all) ? 'sh' : 'other';
}

/** Whether some job runs on Windows: `script` is for another shell there. */
function onWindows(all: readonly PipelineSetting[]): boolean {
  return all.some(({ keys, value }) => keys.includes('pool') && /win|vs20\d\d/i.test(value));
}

function hazardOf(at: PipelineSetting, all: readonly PipelineSetting[]): SettingHazard | null {
  const { keys, value } = at;
  const last = keys.at(-1) ?? '';
  if (last === 'image' && keys.includes('containers')) return movingImageOf(at);
  if (standsAt(keys, 'resources/repositories/#/repository')) return otherRepository(at, all);
  if (keys.at(-2) === '#' && last === 'persistCredentials' && value === 'true')
    return exposed(at, 'The token of the checkout stays on the disk', 'suggestion');
  if (last === 'addSpnToEnvironment' && value === 'true')
    return exposed(at, 'The script gets the credentials of the service connection themselves', 'suggestion');
  if (keys.at(-2) === 'inputs' && TELLING.test(last) && /^http:\/\/(?!localhost|127\.)/i.test(value))
    return openPlace(at);
  return null;
}

/** Templates of a repository outside of the organisation. */
function otherRepository(at: PipelineSetting, all: readonly PipelineSetting[]): SettingHazard | null {
  const around = at.group.slice(0, at.group.lastIndexOf('/'));
  const beside = (name: string): string => all.find(({ group }) => group === `${around}/${name}`)?.value ?? '';
  const [type = '', ref = '', name = ''] = ['type', 'ref', 'name'].map(beside);
  return /^(?:github|githubenterprise|bitbucket)$/i.test(type) && !isReleased(ref)
    ? movingPart(at, { what: name || at.value, ref })
    : null;
}

function exposed(at: PipelineSetting, title: string, severity: 'suggestion' | 'warning'): SettingHazard {
  return {
    at,
    rule: 'secrets-exposed',
    identity: `${title} ${at.step}`,
    title,
    explanation: 'Every later step, and whatever it runs, can take it. Leave it out where no later step needs it.',
    failureScenario: {
      description: 'A package that a later step installs reads the credentials and uses them from elsewhere.',
    },
    severity,
    confidence: 300,
  };
}

function openPlace(at: PipelineSetting): SettingHazard {
  return {
    at,
    rule: 'registry-override',
    identity: at.value,
    title: 'A step loads or sends packages without TLS',
    explanation:
      'Packages, and the key that is sent along, can be read and replaced on the way. Use the https address.',
    failureScenario: {
      description: 'Somebody on the network answers in the place of the feed and hands out other packages.',
    },
    severity: 'warning',
    confidence: 750,
  };
}
