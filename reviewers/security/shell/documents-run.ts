import { isDocumentName } from '../../changed-code/document-name.ts';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { isCommand, literalOf, programOf } from '../../changed-code/shell/words.ts';
import { brief } from '../scenario.ts';
import type { ShellHazard } from './shell-hazard.ts';

const RUNS = /^(?:(?:ba|z|da|k|a)?sh|python[\d.]{0,4}|node|perl|ruby|php|source|\.|bun|deno)$/;
/** Settings in lines of their own are often kept so, and read by `.`. */
const SETTINGS = /\.(?:txt|text|dat)$/i;

/** What passes for a document, and is run: `sh docs/setup.md`. Who reviews a change of it looks for no program there. */
export function documentsRun(script: ShellScript): ShellHazard[] {
  return script.nodes.filter(isCommand).flatMap((command): ShellHazard[] => {
    const program = programOf(command);
    if (program === null || !RUNS.test(program.name)) return [];
    const path = literalOf(program.args.find(({ text }) => !text.startsWith('-')));
    const hasProgram = program.args.some(({ text }) => /^-\w{0,4}[cemrp]$|^--(?:eval|print)$/.test(text));
    if (path === null || hasProgram || !isDocumentName(path)) return [];
    if ((program.name === '.' || program.name === 'source') && SETTINGS.test(path)) return [];
    return [
      {
        rule: 'code-injection',
        identity: `${program.name} ${path}`,
        start: command.pos,
        title: `\`${brief(path)}\` passes for a document, and is run`,
        explanation: 'No check and no reviewer looks for a program in such a file. Give it the ending of what it is.',
        failureScenario: {
          description: `Somebody changes \`${brief(path)}\`: the change looks like one of a text, and its lines run with the rights of this script.`,
        },
        severity: 'warning',
        confidence: 700,
      },
    ];
  });
}
