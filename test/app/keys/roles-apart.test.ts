import { expect, it } from 'vitest';
import { isSameRole } from '../../../app/keys/roles-apart.ts';

it.each([
  ['arn:aws:sts::123456789012:assumed-role/both/job-1', 'arn:aws:iam::123456789012:role/both', true],
  ['arn:aws:sts::123456789012:assumed-role/both/job-1', 'arn:aws:iam::123456789012:role/ci/both', true],
  ['arn:aws-us-gov:sts::123456789012:assumed-role/both/x', 'arn:aws-us-gov:iam::123456789012:role/both', true],
  ['arn:aws:sts::123456789012:assumed-role/store/both', 'arn:aws:iam::123456789012:role/both', false],
  ['arn:aws:sts::999999999999:assumed-role/both/job-1', 'arn:aws:iam::123456789012:role/both', false],
  ['arn:aws:iam::123456789012:user/both', 'arn:aws:iam::123456789012:role/both', false],
])('%s and %s: one is %s', (caller, role, same) => {
  expect(isSameRole(caller, role)).toBe(same);
});
