import { readFileSync } from 'node:fs';
import parsePeer from 'parse-diff';
import { hunksOf, parseDiff } from '../../forge/diff/parse-diff.ts';

/**
 * Run as a process of its own: `node diff-memory.ts FILE none | read | each | all | peer` prints the peak of its memory in bytes after reading
 * a diff without lines, with the lines of one file after the other, or with all lines kept; `none` is the bare start,
 * `peer` parse-diff on the decoded text.
 */
const [file = '', mode = ''] = process.argv.slice(2);

const kept: unknown[] = [];
if (mode === 'peer') kept.push(parsePeer(readFileSync(file, 'utf8')));
else if (mode !== 'none') {
  for (const each of parseDiff(readFileSync(file)).files) {
    if (mode === 'all') kept.push(each, hunksOf(each));
    else if (mode === 'each') kept[0] = hunksOf(each);
  }
}
process.stdout.write(`${peakBytes()}\n`);

/** On Linux `maxRSS` begins with the peak of the process that started this one, and `VmHWM` does not. */
function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}
