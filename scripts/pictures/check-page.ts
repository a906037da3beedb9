import { githubPage } from './github-look.ts';
import { exampleOnGitHub } from './pull-request.ts';

/** How the page of a check begins, by its conclusion: GitHub's words and colours in light and dark. */
const CONCLUSIONS: Readonly<Record<string, { readonly text: string; readonly mark: string; readonly colour: string }>> =
  {
    success: { text: 'succeeded', mark: '✓', colour: 'light-dark(#1a7f37, #3fb950)' },
    failure: { text: 'failed', mark: '✕', colour: 'light-dark(#d1242f, #f85149)' },
  };

/** The check of the example's change, as the tab *Checks* of its pull request shows it: title, summary, text. */
export async function checkPage(): Promise<string> {
  const scene = await exampleOnGitHub();
  try {
    const run = scene.github.state.checkRuns.findLast(({ headCommit }) => headCommit === scene.pull.headCommit);
    const look = CONCLUSIONS[run?.conclusion ?? ''];
    if (run === undefined || look === undefined) throw new Error('the example has no check that ended');
    const state = `<span style="color:${look.colour}">${look.mark}</span> <b>${run.name}</b> ${look.text}`;
    const details = run.text === null ? '' : `\n\n### DETAILS\n\n${run.text}`;
    return githubPage([{ bar: state, markdown: `## ${run.title ?? ''}\n\n${run.summary ?? ''}${details}` }]);
  } finally {
    await scene.close();
  }
}
