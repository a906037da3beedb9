import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { ManifestFormat, SettingHazard } from '../build-files/manifest-format.ts';
import { readYamlSettings } from '../build-files/read-trees.ts';
import type { ManifestSetting } from '../build-files/setting.ts';
import { present } from '../build-files/words.ts';
import { guardOff, inNoOrder } from './bot-hazards.ts';

const LOCAL = /^(?!\/|~)[\w.*!?()[\]^$|+\\/: -]{1,200}$/;
const WORDS = /^[\w., :/'"*()#%-]{0,300}$/;

/** Settings of Codecov: which share of the code tests must reach, and how it says so. Source: its reference of `codecov.yml`. */
export const codecov: ManifestFormat = {
  read: (text) => inNoOrder(readYamlSettings(text)),
  plain: [
    ['comment'],
    [
      'comment/layout|behavior|require_changes|require_base|require_head|hide_project_coverage|after_n_builds|show_carryforward_flags|branches',
      WORDS,
    ],
    ['comment/branches/*', WORDS],
    ['comment/require_changes/*', WORDS],
    ['coverage/precision|round', /^\w{1,10}$/],
    ['coverage/range', WORDS],
    ['coverage/range/*', WORDS],
    ['coverage/status/project|patch|changes', /^(?:true|on|yes)$/],
    ['coverage/status/default_rules/flag_coverage_not_uploaded_behavior', /^\w{1,20}$/],
    [
      'coverage/status/project|patch|changes/*/base|if_not_found|if_ci_failed|if_no_uploads|only_pulls',
      /^(?!success)\w{1,20}$/,
    ],
    ['coverage/status/project|patch|changes/*/flags|paths|branches/*', LOCAL],
    ['flags|flag_management|component_management/**', LOCAL],
    ['github_checks/annotations', /^(?:true|false)$/],
    ['github_checks', /^(?:true|false)$/],
    ['codecov/require_ci_to_pass|strict_yaml_branch|max_report_age', /^(?!false|no|off)\w{1,20}$/],
    ['codecov/notify/after_n_builds|wait_for_ci|require_ci_to_pass', /^(?!false|no|off)\w{1,10}$/],
    ['fixes/*', LOCAL],
  ],
  isPlain: ({ keys, value }) => (isStatus(keys) ? isStrict(keys.at(-1) ?? '', value) : isMildIgnore(keys, value)),
  hazards: (settings) => present(settings.map(hazardOf)),
};

const isStatus = (keys: readonly string[]): boolean =>
  keys[0] === 'coverage' &&
  keys[1] === 'status' &&
  /^(?:target|threshold|informational|enabled)$/.test(keys.at(-1) ?? '');

/** Half of the code, and a tenth of a fall: less says nothing. */
const LOWEST_TARGET = 50;
const HIGHEST_THRESHOLD = 10;

function isStrict(key: string, value: string): boolean {
  const share = Number(/^(\d{1,3}(?:\.\d{1,4})?)\s?%?$/.exec(value)?.[1] ?? Number.NaN);
  if (key === 'target') return value === 'auto' || share >= LOWEST_TARGET;
  if (key === 'threshold') return share <= HIGHEST_THRESHOLD;
  return value === (key === 'enabled' ? 'true' : 'false');
}

/** Shares that tests had to reach and need not any more. */
export function lowerTargets(base: string, head: string): readonly SideHazard[] {
  const [before, now] = [base, head].map((text) => readYamlSettings(text));
  if (!Array.isArray(before) || !Array.isArray(now)) return [];
  return before.flatMap(({ keys, value }: ManifestSetting) => {
    const after = isStatus(keys)
      ? now.find((one: ManifestSetting) => one.keys.join('/') === keys.join('/'))
      : undefined;
    const isLower =
      keys.at(-1) === 'target' &&
      Number.parseFloat(after?.value ?? 'auto') < Number.parseFloat(value) &&
      isStrict('target', after?.value ?? '');
    if (after === undefined || !isLower) return [];
    const { at, ...hazard } = guardOff(after, `Tests need reach less: \`${value}\` became \`${after.value}\``, {
      explanation: 'What was reached may be lost without a word. Ask for what tests reach today.',
      happens: 'A change comes without tests; its status is green, and it is merged.',
    });
    return [{ ...hazard, lines: [at.line] }];
  });
}

/** Tests, examples and documents are no code that tests are to reach; of all else the numbers are silent. */
const isMildIgnore = (keys: readonly string[], value: string): boolean =>
  keys[0] === 'ignore' && LOCAL.test(value) && (isSampleCode(value) || isSampleCode(`${value.replace(/\/$/, '')}/x`));

function hazardOf(at: ManifestSetting): SettingHazard | null {
  const last = at.keys.at(-1) ?? '';
  if (at.keys[0] === 'ignore' && LOCAL.test(at.value) && !isMildIgnore(at.keys, at.value))
    return guardOff(at, `What tests reach of \`${at.value.slice(0, 80)}\` is counted no more`, {
      explanation: 'The status is green whatever tests reach there. Leave out what is generated, and nothing else.',
      happens: 'A change of this code comes without tests; its status is green, and it is merged.',
    });
  const isLoose =
    (isStatus(at.keys) && !isStrict(last, at.value)) ||
    (/^require_ci_to_pass$/.test(last) && /^(?:false|no|off)$/.test(at.value)) ||
    (at.keys[0] === 'coverage' && at.keys.length === 3 && /^(?:false|off|no)$/.test(at.value));
  if (!isLoose) return null;
  return guardOff(at, `Code that no test reaches stops nothing: \`${last}: ${at.value.slice(0, 40)}\``, {
    explanation: 'The status is green whatever the tests reach. Ask for what they reach today.',
    happens: 'A change comes without tests; its status is green, and it is merged.',
  });
}
