import { filesOfKind } from '../../coordinator/compose/files-of-kind.ts';
import { acceptLine } from '../output/coverage.ts';
import type { FileKind } from '../../schemas/judged.ts';

/** The workflow of docs/setups/pull-requests.yml: reviews pull requests of this repository's own branches. */
export function initialWorkflow(): string {
  return `name: docket
on:
  pull_request:
permissions:
  contents: read
  pull-requests: write
  checks: write
jobs:
  docket:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    steps:
      - uses: OWNER/docket@v0 # OWNER: whoever owns the repository that Docket comes from
        with:
          anthropic-api-key: \${{ secrets.ANTHROPIC_API_KEY }} # without it the checks look alone
`;
}

/** A commented `docket.yml`; the kinds that checks alone do not judge stand in the line that would accept them. */
export function initialConfig(kinds: readonly { readonly kind: FileKind; readonly files: number }[]): string {
  const accept =
    kinds.length === 0
      ? ['# Checks alone judge every kind of code in this tree.']
      : [
          '# Without a model nothing judges these kinds of files, and a change to them is not approved. The line accepts that:',
          ...kinds.map((row) => `#   ${row.kind.id}: ${filesOfKind(row)}`),
          `# ${acceptLine(kinds.map(({ kind }) => kind.id))}`,
        ];
  return `${[
    ...accept,
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
