/** A workflow that does no harm, with a job whose steps a test gives. */
export function workflow(
  steps: string,
  { on = 'pull_request_target', job = '', runner = 'ubuntu-24.04' } = {},
): string {
  const indented = steps
    .trim()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
  return `name: t\non:\n  ${on}:\npermissions:\n  contents: read\njobs:\n  one:\n    runs-on: ${runner}\n${job === '' ? '' : `    ${job}\n`}    steps:\n${indented}\n`;
}
