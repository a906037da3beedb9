import { expect, it } from 'vitest';
import { ofApp } from '../../../app/cli/of-app.ts';

const absent = (name: string) =>
  ofApp(() =>
    Promise.reject(
      Object.assign(new Error(`Cannot find package '${name}' imported from here`), { code: 'ERR_MODULE_NOT_FOUND' }),
    ),
  );

it.each([
  ['pino', 'the GitHub App needs the package pino', 'npm install probot pino prom-client pg graphile-worker'],
  [
    '@opentelemetry/sdk-trace',
    'telemetry, which OTEL_* variables ask for, needs the package @opentelemetry/sdk-trace',
    'npm install @opentelemetry/sdk-trace @opentelemetry/sdk-metrics',
  ],
])('without %s: %s', async (name, what, remedy) => {
  await expect(absent(name)).rejects.toMatchObject({
    message: expect.stringContaining(what),
    remedy: expect.stringContaining(remedy),
  });
});

it('what is another error stays one', async () => {
  await expect(absent('left-pad')).rejects.toThrow("Cannot find package 'left-pad'");
});
