import type { SettingHazard } from '../../build-files/manifest-format.ts';
import type { Plain } from '../../build-files/setting.ts';
import type { PipelineFormat } from '../pipeline-format.ts';
import type { PipelineSetting } from '../pipeline-setting.ts';
import { isReleased, movingImageOf, movingPart } from '../third-parties.ts';

const NOTHING_INSERTED = /(?!)/g;

/** A service whose scripts stand under some keys, and that puts nothing into them. */
function simple(
  plain: readonly Plain[],
  {
    scripts,
    hazards = () => null,
  }: { readonly scripts: RegExp; readonly hazards?: (at: PipelineSetting) => SettingHazard | null },
): PipelineFormat {
  return {
    plain,
    shellOf: ({ keys }) => (scripts.test(keys.join('/')) ? 'sh' : null),
    inserted: NOTHING_INSERTED,
    strangers: [],
    hazards: (settings) => settings.flatMap((setting) => imageHazard(setting) ?? hazards(setting) ?? []),
  };
}

function imageHazard(at: PipelineSetting): SettingHazard | null {
  const { keys } = at;
  return keys.at(-1) === 'image' || (keys.at(-1) === 'name' && keys.at(-2) === 'image') ? movingImageOf(at) : null;
}

const TRAVIS = simple(
  [
    [
      'language|os|dist|sudo|arch|group|version|if|conditions|import|cache|branches|notifications|git|services|addons|stages|env|compiler|python|node_js|php|rvm|ruby|go|jdk|rust|perl|scala|julia|osx_image|xcode_workspace|xcode_scheme',
    ],
    [
      'branches|notifications|git|services|stages|env|compiler|python|node_js|php|rvm|ruby|go|jdk|rust|perl|scala|julia|cache/**',
    ],
    ['addons/apt/packages|update/**'],
    ['addons/apt/packages|update'],
    ['matrix|jobs/fast_finish|allow_failures/**'],
    ['matrix|jobs/fast_finish'],
    [
      'matrix|jobs/include/#/name|stage|if|os|dist|arch|python|node_js|php|rvm|go|jdk|rust|env|language|compiler|sudo|services|osx_image|group/**',
    ],
    [
      'matrix|jobs/include/#/name|stage|if|os|dist|arch|python|node_js|php|rvm|go|jdk|rust|env|language|compiler|sudo|osx_image|group',
    ],
    ['matrix|jobs/exclude/**'],
  ],
  {
    scripts:
      /^(?:(?:matrix|jobs)\/include\/#\/)?(?:before_install|install|before_script|script|after_success|after_failure|after_script|before_deploy|after_deploy|before_cache)(?:\/#)?$/,
  },
);

const BITBUCKET = simple(
  [
    ['image|clone|options|definitions/caches|services/**'],
    ['image|clone|options/**'],
    ['image'],
    ['pipelines/**', /^(?!.*(?:\n|\|))[^]{0,300}$/],
  ],
  {
    scripts: /\/(?:step|script|after-script)(?:\/#)?$/,
    hazards: (at) => {
      if (at.keys.at(-1) !== 'pipe') return null;
      const [what = '', ref = ''] = at.value.replace(/^docker:\/\//, '').split(':');
      return /^\d/.test(ref) ? null : movingPart(at, { what, ref });
    },
  },
);

const READ_THE_DOCS = simple(
  [
    ['version'],
    ['build/os'],
    ['build/tools|apt_packages/**'],
    ['sphinx/configuration|builder|fail_on_warning'],
    ['mkdocs/configuration|fail_on_warning'],
    ['formats/#'],
    ['formats'],
    ['python/install/#/requirements|path|method', /^(?!\/|.*\.\.|.*:\/\/)[\w./-]{1,200}$/],
    ['python/install/#/extra_requirements|groups|extras/#'],
    ['submodules|search/**'],
  ],
  { scripts: /^build\/(?:commands|jobs\/\w{1,40}(?:\/\w{1,40})?)(?:\/#)?$/ },
);

const BUILDSPEC = simple(
  [
    ['version|run-as'],
    ['env|artifacts|cache|reports|batch/**'],
    ['phases/*/runtime-versions/*'],
    ['phases/*/on-failure|run-as'],
  ],
  { scripts: /^phases\/\w{1,40}\/(?:commands|finally)(?:\/#)?$/ },
);

/** Drone and Woodpecker: `${…}` is put in before anything reads a command, a bare `$…` is not. */
const DRONE: PipelineFormat = {
  plain: [
    [
      'kind|type|name|version|when|trigger|platform|clone|depends_on|labels|matrix|concurrency|workspace|node|runs_on/**',
    ],
    ['kind|type|name|version|when|trigger|platform|clone|depends_on|labels|matrix|concurrency|skip_clone'],
    ['steps|pipeline|services/#/name|image|pull|detach|failure|group|directory|working_dir/**'],
    ['steps|pipeline|services/#/name|image|pull|detach|failure|group|directory|working_dir|user'],
    ['steps|pipeline|services/*/environment|secrets|when|depends_on|ports/**'],
    ['steps|pipeline|services/*/image|pull|detach|group'],
  ],
  shellOf: ({ keys }) => (/\/commands?(?:\/#)?$/.test(keys.join('/')) ? 'sh' : null),
  inserted: /\$\{(\w{1,80})(?:[^\w}\n][^}\n]{0,80})?\}/g,
  strangers: [
    [
      /^(?:DRONE|CI)_(?:COMMIT_MESSAGE|COMMIT_AUTHOR(?:_NAME)?|PULL_REQUEST_TITLE|SOURCE_BRANCH|COMMIT_SOURCE_BRANCH|COMMIT_PULL_REQUEST_LABELS)$/,
      'warning',
    ],
    [/^(?:DRONE|CI)_(?:BRANCH|COMMIT_BRANCH|COMMIT_REF|TAG|COMMIT_TAG)$/, 'suggestion'],
  ],
  hazards: (settings) => settings.flatMap((setting) => imageHazard(setting) ?? []),
};

/** Buildkite: its agent puts variables into commands when they are uploaded. */
const BUILDKITE: PipelineFormat = {
  plain: [
    ['agents|env|notify/**'],
    [
      'steps/#/label|key|name|agents|depends_on|artifact_paths|timeout_in_minutes|parallelism|soft_fail|retry|concurrency|concurrency_group|branches|if|skip|priority|env|matrix|wait|block|input|group|allow_dependency_failure|cache/**',
    ],
    [
      'steps/#/label|key|name|agents|depends_on|artifact_paths|timeout_in_minutes|parallelism|soft_fail|retry|concurrency|concurrency_group|branches|if|skip|priority|matrix|wait|block|input|group|allow_dependency_failure',
    ],
    ['steps/#', /^wait$/],
  ],
  shellOf: ({ keys }) =>
    /^(?:steps\/#\/)(?:steps\/#\/)?(?:commands?|script)(?:\/#)?$/.test(keys.join('/')) ? 'sh' : null,
  inserted:
    /(?<![\\$])\$\{?(BUILDKITE_(?:MESSAGE|BRANCH|TAG|PULL_REQUEST_BASE_BRANCH|BUILD_AUTHOR|BUILD_CREATOR|PULL_REQUEST_LABELS))\b\}?/g,
  strangers: [
    [/^BUILDKITE_(?:MESSAGE|BUILD_AUTHOR|PULL_REQUEST_LABELS)$/, 'warning'],
    [/^BUILDKITE_(?:BRANCH|TAG|BUILD_CREATOR)$/, 'suggestion'],
  ],
  hazards: (settings) => settings.flatMap((setting) => imageHazard(setting) ?? pluginHazard(setting) ?? []),
};

/** `docker#v5.0.0:` is a key, or a text where it has no settings. */
function pluginHazard(at: PipelineSetting): SettingHazard | null {
  const from = at.keys.indexOf('plugins');
  if (from === -1) return null;
  const plugin = at.keys.slice(from + 1).find((key) => key !== '#') ?? at.value;
  const [what = '', ref = ''] = plugin.split('#');
  if (what === '' || /^(?:\.|\/|file:)/.test(what) || isReleased(ref)) return null;
  return movingPart(at, { what, ref });
}

/** Cloud Build: substitutions are put into every argument. */
const CLOUD_BUILD: PipelineFormat = {
  plain: [
    ['timeout|tags|logsBucket|serviceAccount|images|options|substitutions/**'],
    ['timeout|logsBucket|serviceAccount'],
    ['steps/#/id|name|dir|waitFor|env|secretEnv|timeout|allowFailure/**'],
    ['steps/#/id|name|dir|timeout|allowFailure'],
    ['availableSecrets/**'],
    ['steps/#/args/#', /^[\w@.,:/=${}-]{1,300}$/],
    ['steps/#/entrypoint', /^(?:bash|sh|npm|yarn|pip|python3?|gcloud|docker|mvn|gradle|go)$/],
  ],
  shellOf: ({ keys, value }) =>
    keys.at(-1) === 'script' || (keys.includes('args') && /[\n;]|&&|\|/.test(value)) ? 'sh' : null,
  inserted: /(?<!\$)\$\{?(BRANCH_NAME|TAG_NAME|_HEAD_BRANCH|_PR_TITLE|_\w{1,60})\b\}?/g,
  strangers: [
    [/^_(?:PR_TITLE|HEAD_BRANCH)$/, 'warning'],
    [/^(?:BRANCH_NAME|TAG_NAME)$/, 'suggestion'],
  ],
  hazards: () => [],
};

/** By the names of their files, services that are smaller, or less used. */
export const OTHER_SERVICES: readonly (readonly [name: RegExp, format: PipelineFormat])[] = [
  [/(?:^|\/)\.travis\.yml$/, TRAVIS],
  [/(?:^|\/)bitbucket-pipelines\.yml$/, BITBUCKET],
  [/(?:^|\/)\.?readthedocs\.ya?ml$/, READ_THE_DOCS],
  [/(?:^|\/)buildspec[^/]{0,60}\.ya?ml$/, BUILDSPEC],
  [/(?:^|\/)\.drone\.ya?ml$|(?:^|\/)\.woodpecker(?:\.ya?ml$|\/)/, DRONE],
  [/(?:^|\/)\.buildkite\/.{1,200}\.ya?ml$|(?:^|\/)buildkite\.ya?ml$/, BUILDKITE],
  [/(?:^|\/)cloudbuild[^/]{0,60}\.ya?ml$/, CLOUD_BUILD],
];
