import { ABOUT_COMMANDS } from './command-text.ts';
import type { Call } from '../values/grammar.ts';
import { taggedTemplate, textBefore } from '../values/tagged-template.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Sink } from './sink.ts';

/** The tags of zx, execa, Bun and dax: they quote what is put into a command, or hand it over as one argument. */
const TAG = /(?:^|[./])\$(?:\.(?:sync|raw|quiet|nothrow))?(?:\([\s\S]{0,500}\))?$|(?:^|\.)execa(?:\([\s\S]{0,500}\))?$/;
/** Where they do not: dax's `$.raw`, execa with a shell. */
const UNQUOTED = /\$\.raw$|\bshell:(?:true|['"])/;
/** A shell that reads what follows as a program. */
const SHELL =
  /(?:^|[\s;|&(/])(?:(?:(?:ba|z|da|k|a|fi)?sh|cmd(?:\.exe)?|powershell|pwsh)(?:\s{1,8}-{1,2}[\w-]{1,40}){0,4}\s{1,8}(?:-\w{0,4}c|\/c|-[cC]ommand)|eval)\s{1,8}/g;
const FURTHEST = 2000;
const RAW = /^\$\{\s{0,20}\{\s{0,20}raw\s{0,8}:/;

/** Values that stand within the text of a program: between quotes that are still open, or as they are. `alone`: those that are all of it. */
function read(call: Call, alone: boolean): readonly Syntax[] {
  const written = taggedTemplate(call.node)?.arguments ?? [];
  const unquoted = UNQUOTED.test(call.callee);
  return written.filter((value) => {
    const before = textBefore(value).slice(-FURTHEST);
    const shell = [...before.matchAll(SHELL)].at(-1);
    const program = shell === undefined ? null : before.slice(shell.index + shell[0].length);
    if (alone) return program === '' && !unquoted;
    return unquoted || RAW.test(value.text) || (program !== null && /^(?:"[^"]*|'[^']*|\$'[^']*)$/.test(program));
  });
}

const hint = /sh\s{1,8}-|\b(?:cmd|powershell|pwsh|eval)\b|\braw\b|\bshell\b/;

/** Commands written as templates whose tag would quote a value, where a second reader takes the quotes off again. */
export const JAVASCRIPT_SHELL_TAGS: readonly Sink[] = [
  {
    ...ABOUT_COMMANDS,
    id: 'js-tag-text',
    hint,
    takes: {
      of: 'tag',
      name: TAG,
      values: (call) => read(call, false),
      need: { purpose: 'command', needs: 'any' },
    },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'js-tag-program',
    hint,
    takes: { of: 'tag', name: TAG, values: (call) => read(call, true), need: { purpose: 'command', needs: 'text' } },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'js-tag-variable',
    hint,
    confidence: 650,
    severity: 'warning',
    ofRequest: { severity: 'critical', confidence: 850 },
    takes: {
      of: 'tag',
      name: TAG,
      values: (call) => read(call, true),
      need: { purpose: 'command', needs: 'any', harmless: ({ shape }) => shape === 'call' || shape === 'other' },
    },
  },
];
