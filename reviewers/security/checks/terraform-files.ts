import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeTerraform } from '../terraform/judge-terraform.ts';

/** What Terraform opens, hands over and leaves unprotected. */
export const terraformFiles = sidesCheck({
  id: 'terraform-files',
  judges: [{ kinds: ['terraform'], families: ['running-configuration'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.(?:tf|tofu)$/.test(newPath) : kind.id === 'terraform'),
  judge: judgeTerraform,
});
