import type { MemberRules } from './changed-members.ts';

/** Values that fit into these without a word. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  byte: ['short', 'int', 'long', 'float', 'double', 'decimal'],
  short: ['int', 'long', 'float', 'double', 'decimal'],
  int: ['long', 'float', 'double', 'decimal'],
  long: ['float', 'double', 'decimal'],
  float: ['double'],
};
const PLAIN = /^(?:bool|byte|short|int|long|float|double|decimal|string|char)$/;
const LATER = /^(?:[\w.]+\.)?(?:Task|ValueTask)(?:<|$)/;

/** What in C# is otherwise for those who call a member or override it. */
export const csharpRules: MemberRules = {
  otherwise(old, now) {
    const lost = (word: string): boolean => old.words.has(word) && !now.words.has(word);
    const isOpen = old.words.has('virtual') || old.words.has('abstract');
    const isKept = ['virtual', 'abstract', 'override'].some((word) => now.words.has(word));
    const { takes, answer } = old;
    const types = now.takes?.types ?? [];
    const at = takes?.types.findIndex((type, index) => cannot(type, types[index] ?? type)) ?? -1;
    return [
      ...(at < 0 || takes === null
        ? []
        : [`takes a \`${types[at]}\` as \`${takes.names[at]}\`, not a \`${takes.types[at]}\``]),
      ...(answer !== null && now.answer !== null && answer !== 'void' && now.answer === 'void'
        ? ['gives nothing back']
        : []),
      ...(answer !== null && now.answer !== null && LATER.test(now.answer) && !LATER.test(answer)
        ? ['has to be awaited']
        : []),
      ...(lost('set') ? ['can no longer be set'] : []),
      ...(isOpen && !isKept ? ['can no longer be overridden'] : []),
      ...(lost('static') ? ['needs an instance'] : []),
      ...(!lost('public') || old.words.has('override') ? [] : ['is no longer public']),
      ...(now.words.has('required') && !old.words.has('required') ? ['has to be given'] : []),
    ];
  },
  demands(added, { before }) {
    return added.asked && added.owner !== null && before.has(added.owner)
      ? `asks whoever builds on it for \`${added.bare}\``
      : null;
  },
};

function cannot(old: string, now: string): boolean {
  return old !== now && PLAIN.test(old) && PLAIN.test(now) && WIDER[old]?.includes(now) !== true;
}
