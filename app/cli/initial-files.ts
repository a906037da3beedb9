import { filesOfKind } from '../../coordinator/compose/files-of-kind.ts';
import { acceptLine } from '../output/coverage.ts';
import type { FileKind } from '../../schemas/judged.ts';

/** docs/setups/pull-requests.yml, to the letter: reviews pull requests of this repository's own branches. */
export function initialWorkflow(): string {
  return `# Docket on pull requests from branches of this repository. Save it as .github/workflows/docket.yml.
# Pull requests from forks get neither secrets nor a token that can write under this event: forks.yml is for them.
name: Docket
on:
  pull_request:
    types: [opened, synchronize, reopened, ready_for_review, edited, labeled, unlabeled, closed]
# A new head ends the review of an older one; nothing else ends anything.
concurrency:
  group: docket-\${{ github.event.pull_request.number }}-\${{ contains(fromJSON('["opened","synchronize","reopened","ready_for_review"]'), github.event.action) && 'head' || github.run_id }}
  cancel-in-progress: true
permissions: {}
jobs:
  review:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 40
    permissions:
      contents: read # commits and files, by git
      pull-requests: write # the review and its summary
      checks: write # the check run
    steps:
      # No checkout: Docket fetches what it reads, and runs nothing of it.
      - uses: OWNER/docket@v0
        with:
          anthropic-api-key: \${{ secrets.ANTHROPIC_API_KEY }}
`;
}

/** Kinds of a tree that checks alone do not judge. */
type Kinds = readonly { readonly kind: FileKind; readonly files: number }[];

/**
 * A commented `docket.yml`; the kinds that checks alone do not judge stand in the line that would accept them. Null where nothing is committed
 * yet.
 */
export function initialConfig(kinds: Kinds | null): string {
  return `${[
    ...acceptance(kinds),
    '',
    '# Paths that are listed and not reviewed:',
    '# ignore: [docs/archive/**]',
    '',
    "# The repository's own rules:",
    '# policy:',
    '#   rules:',
    "#     - { id: no-moment, paths: ['src/**'], pattern: moment\\(, message: Use Temporal instead. }",
  ].join('\n')}\n`;
}

/** Kinds that say nothing of what a file is: who accepts one accepts whatever comes. */
const OF_ANYTHING: ReadonlySet<string> = new Set(['unknown', 'binary', 'executable', 'symlink', 'submodule']);

function acceptance(kinds: Kinds | null): string[] {
  if (kinds === null) {
    return [
      '# Nothing is committed yet: call `docket init` again to see which kinds of files nothing judges without a model.',
    ];
  }
  const named = kinds.filter(({ kind }) => !OF_ANYTHING.has(kind.id));
  if (kinds.length === 0) return ['# Checks alone judge every kind of code in this tree.'];
  return [
    '# Without a model nothing judges these kinds of files, and a change to them is not approved. The line accepts that, once it stands on',
    '# the default branch and on the base of the change:',
    ...kinds.map((row) => `#   ${row.kind.id}: ${filesOfKind(row)}`),
    ...(named.length === 0 ? [] : [`# ${acceptLine(named.map(({ kind }) => kind.id))}`]),
    ...(named.length === kinds.length
      ? []
      : ['# What is of no kind may be anything: accept it by globs, as in `accept: [bench/data/**]`.']),
  ];
}
