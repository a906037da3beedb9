import { ABOUT_COMMANDS } from './command-text.ts';
import type { Call } from '../values/grammar.ts';
import { taggedTemplate, textBefore } from '../values/tagged-template.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Sink } from './sink.ts';

/** The tags of zx, execa, Bun and dax: they quote what is put into a command, or hand it over as one argument. */
const TAG = /(?:^|[./])\$(?:\.(?:sync|raw|quiet|nothrow))?(?:\([\s\S]{0,500}\))?$|(?:^|\.)execa(?:\([\s\S]{0,500}\))?$/;
/** Where they do not: dax's `$.raw`, execa with a shell. */
const UNQUOTED = /\$\.raw$|\bshell:(?:true|['"])/;
/** Where the text of a program begins: behind a flag, or behind `eval`. */
const BEGINS = /(?:^|[\s;|&(])(?:(-\w{0,4}c|\/c|-[cC]ommand)|eval)\s{1,8}/g;
const SHELL = /^(?:(?:ba|z|da|k|a|fi)?sh|cmd(?:\.exe)?|powershell|pwsh)$/;
const FURTHEST = 2000;
const MOST_FLAGS = 6;
const RAW = /^\$\{\s{0,20}\{\s{0,20}raw\s{0,8}:/;

/** Values that stand within the text of a program: between quotes that are still open, or as they are. `alone`: those that are all of it. */
function read(call: Call, alone: boolean): readonly Syntax[] {
  const written = taggedTemplate(call.node)?.arguments ?? [];
  const unquoted = UNQUOTED.test(call.callee);
  return written.filter((value) => {
    const program = programBefore(textBefore(value).slice(-FURTHEST));
    if (alone) return program === '' && !unquoted;
    return unquoted || RAW.test(value.text) || (program !== null && /^(?:"[^"]*|'[^']*|\$'[^']*)$/.test(program));
  });
}

/** What of a program stands before a value, where a shell reads one there: its name, perhaps flags, the flag, the text. */
function programBefore(text: string): string | null {
  const begins = [...text.matchAll(BEGINS)].findLast(({ index, 1: flag }) => {
    if (flag === undefined) return true;
    const words = text
      .slice(0, index)
      .split(/[\s;|&(/]/)
      .filter((word) => word !== '')
      .slice(-MOST_FLAGS);
    return SHELL.test(words.findLast((word) => !word.startsWith('-')) ?? '');
  });
  return begins === undefined ? null : text.slice(begins.index + begins[0].length);
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
