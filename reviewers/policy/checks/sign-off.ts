import type { Check } from '../../reviewer.ts';

const GUIDES = ['CONTRIBUTING.md', '.github/CONTRIBUTING.md', 'docs/CONTRIBUTING.md', 'CONTRIBUTING'];
/** Asks for it, rather than mentions it: a trailer to write or the option that writes it. */
const TRAILER_NAME = /signed-off-by\s*:/i;
const COMMITS = /git commit(?=\s)/i;
const SIGNING_OPTION = /\s(?:-s|-sm|--signoff)\b/i;
/** That the option is meant: a guide may show it in passing, where it tells how to squash. */
const MEANS_IT = /sign(?:ed|s|ing)?[- ]?off|\bDCO\b|certificate of origin/i;
/** Where it is left to the contributor. */
const OPTIONAL = [
  /sign-?(?:ed-)?off[^.\n]{0,60}\b(?:optional|not (?:required|needed)|no longer)\b/i,
  /\b(?:don['’]t|do not|no longer|not) (?:need|require)[^.\n]{0,60}sign-?(?:ed-)?off/i,
];
const TRAILER = /^signed-off-by:\s*[^\s<][^<\n\r\u2028\u2029]*<[^<>\s@]+@[^<>\s@]+>[ \t]*$/im;
/** Commits that a forge or git makes by itself. */
const AUTOMATIC = /^(?:Merge (?:branch|pull request|remote-tracking branch|tag|commit)|fixup! |squash! )/;

/** Commits without a sign-off, where the contribution guide at the base asks for one. */
export const signOff: Check = {
  id: 'sign-off',
  async run(context) {
    const unsigned = context.changeSet.commits.filter(
      ({ subject, body }) => !AUTOMATIC.test(subject) && !TRAILER.test(body),
    );
    const [file] = context.changeSet.files;
    if (unsigned.length === 0 || file === undefined) return;
    const guide = await firstGuide(context);
    if (guide === null || !asks(guide.text) || OPTIONAL.some((pattern) => pattern.test(guide.text))) return;
    const removed = file.status === 'D';
    const named = unsigned
      .slice(0, 5)
      .map(({ subject }) => `“${subject}”`)
      .join(', ');
    context.report({
      rule: 'missing-sign-off',
      location: {
        path: removed ? file.oldPath : file.newPath,
        side: removed ? 'old' : 'new',
        startLine: null,
        endLine: null,
      },
      evidence: null,
      title: `${unsigned.length === 1 ? 'A commit lacks' : `${unsigned.length} commits lack`} the sign-off that ${guide.path} asks for`,
      explanation: `No \`Signed-off-by\` trailer in ${named}${unsigned.length > 5 ? ' and more' : ''}. \`git rebase --signoff\` adds it to all commits of the branch.`,
      failureScenario: {
        description: 'The commits are merged as they are.',
        expected: `each one carries the sign-off that ${guide.path} asks for`,
        actual: 'the origin of these commits is not certified',
      },
    });
  },
};

function asks(guide: string): boolean {
  const commit = COMMITS.exec(guide);
  const isShown = commit !== null && SIGNING_OPTION.test(guide.slice(commit.index));
  return TRAILER_NAME.test(guide) || (isShown && MEANS_IT.test(guide));
}

async function firstGuide(context: Parameters<Check['run']>[0]): Promise<{ path: string; text: string } | null> {
  const known = await context.list('old');
  for (const path of GUIDES.filter((one) => known?.includes(one))) {
    const content = await context.read(path, 'old');
    if (content.kind === 'text') return { path, text: content.text };
    context.unavailable({ path, reason: content.reason });
  }
  return null;
}
