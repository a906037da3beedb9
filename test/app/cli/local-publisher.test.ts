import { expect, it } from 'vitest';
import type { Host } from '../../../app/cli/host.ts';
import { localPublisher } from '../../../app/cli/local-publisher.ts';
import { aComment, anOutput } from '../output/build-review-output.ts';

const HOST: Host = {
  cwd: '/nowhere',
  environment: {},
  readStdin: async () => new Uint8Array(),
  colour: false,
  width: 100,
};
const output = anOutput({
  comments: [aComment({ evidence: '::error::owned\n##[group]x', explanation: '::set-output name=a::b' })],
});
const render = (file: string | null) =>
  localPublisher({ host: HOST, format: 'markdown', file, rules: new Map() }).render(output);

it('prints no order to a workflow runner as Markdown', () => {
  expect(render(null)).not.toMatch(/^\s*::|##\[/m);
});

it('writes code into a file as it is', () => {
  expect(render('review.md')).toContain('\n::error::owned\n');
});
