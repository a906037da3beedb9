/** What stands below the help of the program: how it is used, how it ends, and what of the environment it reads. */
export const PROGRAM_HELP = `
Examples:
  docket                                       what is uncommitted, or what this branch adds
  docket review main...HEAD                    a range, from the merge base
  docket review https://github.com/O/R/pull/7  a pull request; nothing is written on it
  docket review --staged --fail-on critical    before a commit
  docket explain f-a9748ac977                  the whole story of a finding
  docket init                                  a workflow and a docket.yml; asks before it writes

Exit codes:
  0 clean, or below --fail-on    1 a finding at or above it      2 usage or configuration
  3 the review is incomplete     4 a store or GitHub failed      130 stopped by Ctrl-C

Variables:
  ANTHROPIC_API_KEY ...  keys of models (docket models); without one the checks look alone
  DOCKET_CONFIG          the operator's configuration file
  DOCKET_HISTORY         the history file
  DOCKET_STORE           where runners share the history: s3://bucket/prefix, file:///folder
  DOCKET_FAIL_ON         as --fail-on
  DOCKET_GITHUB_TOKEN    reads pull requests (GH_TOKEN and GITHUB_TOKEN do, on github.com)
  DOCKET_SERVER_URL, DOCKET_API_URL   an Enterprise Server, and no other host
  PAGER, NO_COLOR, FORCE_COLOR, CI    how the output is shown`;

/** The same for the one command that most people use. */
export const REVIEW_HELP = `
Examples:
  docket review                                staged, unstaged and untracked changes
  docket review main...HEAD --format list      a line a finding
  docket review 4b825dc642cb6eb9a060e54bf8d69288fbee4904..HEAD   everything there is
  git diff | docket review --diff - --format markdown
  docket review main...HEAD --format sarif -o docket.sarif --fail-on critical

Exit codes and variables: docket --help`;
