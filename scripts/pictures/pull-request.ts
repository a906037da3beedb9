import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMarker } from '../../forge/github/publish/marker.ts';
import { Scene } from '../../test/app/pull-request/scene.ts';
import { type Box, escapeHtml, githubPage } from './github-look.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/checkout-service/', import.meta.url));
const WHO = '<b>docket</b> <span class="bot">bot</span>';
const LINES_ABOVE = 3;

/** The change of the example, reviewed on a pull request of a local GitHub; whoever asks closes it. */
export async function exampleOnGitHub(): Promise<Scene> {
  const scene = await Scene.open({
    base: filesBelow(join(EXAMPLE, 'base')),
    change: filesBelow(join(EXAMPLE, 'head')),
  });
  await scene.happened('opened');
  return scene;
}

/** The summary and the first threads on that pull request. */
export async function pullRequestPage(threads: number): Promise<string> {
  const change = filesBelow(join(EXAMPLE, 'head'));
  const scene = await exampleOnGitHub();
  try {
    const summary: Box = { bar: `${WHO} commented`, markdown: scene.comments()[0] ?? '' };
    const boxes = scene.github.state.threads.slice(0, threads).map(({ path, line, comments }): Box => {
      const text = (change[path] ?? '').split('\n');
      const from = Math.max(0, (line ?? 1) - LINES_ABOVE);
      return {
        bar: `${WHO} reviewed &nbsp;<span class="path">${escapeHtml(path)}</span>`,
        hunk: line === null ? [] : text.slice(from, line).map((one, at) => [from + at + 1, one] as const),
        markdown: readMarker(comments[0]?.body ?? '').rest,
      };
    });
    return githubPage([summary, ...boxes]);
  } finally {
    await scene.close();
  }
}

function filesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}
