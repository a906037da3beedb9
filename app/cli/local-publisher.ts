import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InfrastructureError, describeCause } from '../../schemas/problem.ts';
import { renderAgent } from '../output/formats/agent.ts';
import { renderCheckstyle } from '../output/formats/checkstyle.ts';
import { renderGitlab } from '../output/formats/gitlab.ts';
import { renderList } from '../output/formats/list.ts';
import { renderRdjson } from '../output/formats/rdjson.ts';
import { renderJson } from '../output/json.ts';
import { renderMarkdown } from '../output/markdown.ts';
import { defuseWorkflow } from '../output/text/neutralise.ts';
import { renderPretty } from '../output/pretty.ts';
import type { ReviewOutput } from '../output/review-output.ts';
import { renderSarif, type RuleDescription } from '../output/sarif/render-sarif.ts';
import type { Publisher } from '../publisher.ts';
import type { Format } from './formats.ts';
import type { Host } from './host.ts';
import { readRawEnvironment } from '../config/raw-environment.ts';
import { page, pagerFor } from './pager.ts';
import { lostOutput } from './lost-output.ts';

interface PublisherOptions {
  readonly host: Host;
  readonly format: Format;
  /** Where to write instead of standard output. */
  readonly file: string | null;
  readonly rules: ReadonlyMap<string, RuleDescription>;
  /** Whether what is long may be shown by the person's pager. */
  readonly mayPage?: boolean;
  /** The folder that paths are below, where it is on this machine. */
  readonly root?: string | null;
}

/** Publishes on this machine: to standard output or to a file. */
export function localPublisher({
  host,
  format,
  file,
  rules,
  mayPage = false,
  root = null,
}: PublisherOptions): Publisher {
  return {
    target: file === null ? 'stdout' : `file:${file}`,
    render: (output) =>
      renderAs(format, output, { host, rules, root, colour: host.colour && file === null, printed: file === null }),
    async publish(body) {
      const pager = mayPage && file === null ? pagerFor(body, process.stdout, readRawEnvironment()) : null;
      if (pager !== null && (await page(body, pager))) return null;
      if (file === null) await writeOut(body);
      else await writeReview(resolve(host.cwd, file), body);
      return null;
    },
  };
}

interface RenderOptions {
  readonly host: Host;
  readonly rules: ReadonlyMap<string, RuleDescription>;
  readonly root: string | null;
  readonly colour: boolean;
  /** It goes to standard output, which may be the log of a workflow. */
  readonly printed: boolean;
}

function renderAs(format: Format, output: ReviewOutput, { host, rules, root, colour, printed }: RenderOptions): string {
  switch (format) {
    case 'pretty':
      return renderPretty(output, { colour, width: host.width });
    case 'markdown':
      return printed ? defuseWorkflow(renderMarkdown(output)) : renderMarkdown(output);
    case 'json':
      return renderJson(output);
    case 'sarif':
      return renderSarif(output, rules);
    case 'list':
      return printed ? defuseWorkflow(renderList(output, colour ? root : null)) : renderList(output);
    case 'gitlab':
      return renderGitlab(output);
    case 'checkstyle':
      return renderCheckstyle(output);
    case 'rdjson':
      return renderRdjson(output);
    case 'agent':
      return printed ? defuseWorkflow(renderAgent(output)) : renderAgent(output);
  }
}

/** Resolves when the text has been handed to the system; a reader that went away is no failure. */
function writeOut(body: string): Promise<void> {
  return new Promise((done, fail) => {
    process.stdout.write(body, (error) => {
      if (error === null || error === undefined || ('code' in error && error.code === 'EPIPE')) done();
      else fail(lostOutput(error));
    });
  });
}

async function writeReview(path: string, body: string): Promise<void> {
  try {
    await writeFile(path, body);
  } catch (cause) {
    // The review was made: print it where it can still be seen before the failure is told.
    await writeOut(body);
    throw new InfrastructureError({
      what: `the review cannot be written: ${describeCause(cause)}`,
      where: path,
      remedy: 'Correct the path behind --output. The review was printed instead.',
      cause,
    });
  }
}
