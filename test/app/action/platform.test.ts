import { expect, test } from 'vitest';
import { platformOf } from '../../../app/action/platform.ts';

test.each([
  ['linux', 'x64', 'glibc', 'linux-x64'],
  ['linux', 'arm64', 'glibc', 'linux-arm64'],
  ['linux', 'x64', 'other', null],
  ['darwin', 'arm64', 'other', 'darwin-arm64'],
  ['darwin', 'x64', 'other', null],
  ['win32', 'x64', 'other', null],
  ['linux', 's390x', 'glibc', null],
] as const)('%s on %s with %s is %s', (os, cpu, libc, expected) => {
  expect(platformOf({ os, cpu, libc })).toBe(expected);
});

test('this machine is known', () => {
  expect(platformOf()).toBe(`${process.platform}-${process.arch}`);
});
