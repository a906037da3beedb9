import type { SettingHazard } from '../../build-files/manifest-format.ts';
import type { PipelineFormat, ScriptShell } from '../pipeline-format.ts';
import type { PipelineSetting } from '../pipeline-setting.ts';
import { evaluatedStrangers } from '../evaluated-strangers.ts';
import { isPlainVariable } from '../plain-variable.ts';

/** Source: AppVeyor's reference of `appveyor.yml`. */
const STEPS =
  /^(?:init|clone_script|install|before_build|build_script|after_build|before_test|test_script|after_test|before_package|after_package|before_deploy|deploy_script|after_deploy|on_success|on_failure|on_finish)$/;
/** A command of words alone means to `cmd` what it means to a shell. */
const WORDS = /^[\w .:/=@,+-]{1,400}$/;
/** Words of whoever opens a pull request. Source: "Environment variables". */
const STRANGERS =
  /APPVEYOR_(?:REPO_COMMIT_MESSAGE(?:_EXTENDED)?|PULL_REQUEST_TITLE|REPO_COMMIT_AUTHOR|PULL_REQUEST_HEAD_REPO_BRANCH)\b/;
const TRUTH = /^(?:true|false)$/;
const NAME = /^[\w.,:/{}() +*-]{1,200}$/;
/** Nothing that fits every message. */
const NOT_ALL = /^(?!\/?[\^(]{0,2}\.[*+]\)?\$?\/?$)[\w.,:/{}() +*-]{1,200}$/;
/** Not all there is: credentials that a checkout leaves would be among it. */
const LOCAL = /^(?![.*\\/]*$)(?!.*\.\.[\\/]\.\.)[\w.*\\/{}() -]{1,200}$/;

/** AppVeyor. What stands in `%…%` or `$…` is a variable of its machine. */
export const appVeyorPipeline: PipelineFormat = {
  plain: [
    ['version|image|os|stack|max_jobs|clone_depth|platform|configuration|clone_folder', NAME],
    ['image|os|platform|configuration/#', NAME],
    ['skip_tags|skip_branch_with_pr|skip_non_tags|shallow_clone|deploy|hosts', TRUTH],
    ['branches/only|except/#', /^(?!none$)[\w.,:/{}() +*-]{1,200}$/],
    ['skip_commits|only_commits/message|files', NOT_ALL],
    ['skip_commits|only_commits/message|files/#', NAME],
    ['cache/#', /^(?!.*(?:\.ssh|\.aws|\.npmrc|\.nuget\\nuget\.config))[\w.*\\/%>< ,:-]{1,200}$/i],
    ['artifacts/#/path|name|type', LOCAL],
    ['nuget/disable_publish_on_pr', /^true$/],
    ['services', NAME],
    ['services/#', NAME],
    ['build|matrix/parallel|verbosity|project|fast_finish|publish_nuget', NAME],
    ['build', /^(?:off|false)$/],
    ['deploy/#/on/branch', NAME],
  ],
  isPlain: (setting) =>
    setting.keys.includes('environment') && !setting.keys.includes('secure') && isPlainVariable(setting),
  shellOf,
  inserted: /%\w{1,80}%/g,
  strangers: [
    [
      /^%APPVEYOR_(?:REPO_COMMIT_MESSAGE(?:_EXTENDED)?|PULL_REQUEST_TITLE|REPO_COMMIT_AUTHOR|PULL_REQUEST_HEAD_REPO_BRANCH)%$/,
      'warning',
    ],
  ],
  hazards: (settings) =>
    settings.flatMap((setting) => openKey(setting) ?? evaluatedStrangers(setting, STRANGERS) ?? []),
};

function shellOf({ keys, value }: PipelineSetting): ScriptShell | null {
  const [step = '', , kind = ''] = keys;
  if (!STEPS.test(step) || value === '') return null;
  const last = keys.at(-1) ?? '';
  if (/^(?:ps|pwsh)$/.test(kind) || /^(?:ps|pwsh)$/.test(last)) return 'powershell';
  if (last === 'sh') return 'sh';
  return WORDS.test(value) ? 'sh' : 'other';
}

/** A key for a place of packages or releases that stands there as it is: AppVeyor's own form for a secret is `secure`. */
function openKey(at: PipelineSetting): SettingHazard | null {
  const last = at.keys.at(-1) ?? '';
  if (at.keys[0] !== 'deploy' || !/^(?:api_key|auth_token|password|secret_key|access_key)$/.test(last)) return null;
  if (at.value.length < 8 || /[%$]/.test(at.value)) return null;
  return {
    at,
    rule: 'hard-coded-secret',
    identity: at.keys.join('/'),
    title: `\`${last}\` stands in the open`,
    explanation: 'Everybody who reads the repository can publish with it. Encrypt it (`secure:`), and revoke this one.',
    failureScenario: {
      description: 'Somebody takes the key out of the repository and publishes a release of their own.',
    },
    severity: 'critical',
    confidence: 800,
  };
}
