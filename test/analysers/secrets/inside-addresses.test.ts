import { expect, test } from 'vitest';
import { addressRanges } from '../../../analysers/secrets/settings/addresses.ts';

test.each([
  ['mssql2022:1433/test', 'inside'],
  ['build.corp.internal/a', 'inside'],
  ['printer.local', 'inside'],
  ['10.0.4.7:5432/shop', 'inside'],
  ['172.16.0.9/shop', 'inside'],
  ['192.168.1.20/shop', 'inside'],
  ['172.32.0.9/shop', 'reached'],
  ['11.0.4.7/shop', 'reached'],
  ['db.shop.io/shop', 'reached'],
  ['local.shop.io/shop', 'reached'],
])('the host of an address tells who reaches it: %s', (host, expected) => {
  const ranges = addressRanges(`url = postgres://scott:${'kd83hf'}7Gq2@${host}\n`);
  expect(ranges.map(({ rule }) => rule)).toEqual([
    expected === 'inside' ? 'docket/address-inside-with-password' : 'docket/address-with-password',
  ]);
});
