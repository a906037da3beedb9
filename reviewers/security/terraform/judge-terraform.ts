import type { SideJudgement } from '../../changed-code/sides/judgement.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { accessHazards } from './access-hazards.ts';
import { exposureHazards } from './exposure-hazards.ts';
import { foreignHazards } from './foreign-hazards.ts';
import { protectionHazards } from './protection-hazards.ts';
import { type HclValue, readHcl } from './read-hcl.ts';

const RULES: readonly ((values: readonly HclValue[]) => readonly ConfigurationHazard[])[] = [
  exposureHazards,
  accessHazards,
  protectionHazards,
  foreignHazards,
];
/** Providers whose resources the rules were written for, and those that open nothing. */
const KNOWN =
  /^(?:aws|google|azurerm|azuread|kubernetes|helm|random|null|local|tls|time|archive|template|terraform)_|^terraform_data$/;

/** Judges one side of a file of Terraform. */
export function judgeTerraform(text: string, path: string): SideJudgement {
  const values = /\.json$/i.test(path) ? null : readHcl(text);
  if (values === null) return { hazards: [], unread: [{ reason: 'cannot be read as Terraform', identity: text }] };
  const foreign = values.filter(
    ({ keys, value, block }) =>
      keys.length === 1 &&
      value === '' &&
      /^(?:resource|data|ephemeral)$/.test(keys[0] ?? '') &&
      !KNOWN.test(block[1] ?? ''),
  );
  return {
    hazards: RULES.flatMap((rule) => rule(values)),
    unread: foreign.map(({ block, line }) => ({
      reason: `has a \`${block[1] ?? ''}\` in line ${line}, of which nothing is known here`,
      identity: wholeOf(values, block),
    })),
  };
}

/** All that a block says: one that is not known is a new one as soon as anything in it is. */
function wholeOf(values: readonly HclValue[], block: readonly string[]): string {
  const label = block.join('.');
  return values
    .flatMap((one) => (one.block.join('.') === label ? [`${one.keys.join('.')} ${one.value}`] : []))
    .join('\n');
}
