import type { MemberRules } from './changed-members.ts';
import type { Member } from './member.ts';

const PLAIN = /^(?:[iu](?:8|16|32|64|128|size)|f32|f64|bool|char|String|&(?:'static)?str)$/;
const WRAPPED = /^(?:[\w:]*::)?(Option|Result)</;
/** What code relies on without naming it. */
const RELIED = ['Clone', 'Copy', 'Debug', 'Default', 'Eq', 'Hash', 'Ord', 'PartialEq', 'PartialOrd'];

/** What in Rust is otherwise for those who call, make, match or implement something. */
export const rustRules: MemberRules = {
  otherwise(old, now) {
    const { takes, answer } = old;
    const types = now.takes?.types ?? [];
    const at = takes?.types.findIndex((type, index) => isOther(type, types[index] ?? type)) ?? -1;
    const gained = (word: string): boolean => now.words.has(word) && !old.words.has(word);
    const lost = RELIED.filter(
      (one) => old.words.has(`derive ${one}`) && !now.words.has(`derive ${one}`) && !isWritten(one, now),
    );
    return [
      ...(at < 0 || takes === null
        ? []
        : [`takes a \`${types[at]}\` as \`${takes.names[at]}\`, not a \`${takes.types[at]}\``]),
      ...(answer !== null && now.answer !== null && isOtherAnswer(answer, now.answer)
        ? [`gives a \`${now.answer}\`, not a \`${answer}\``]
        : []),
      ...(gained('unsafe') ? ['is unsafe'] : []),
      ...(gained('async') ? ['has to be awaited'] : []),
      ...(old.words.has('const') && !now.words.has('const') ? ['is no longer `const`'] : []),
      ...self(old, now),
      ...(lost.length > 0 ? [`is no longer derived as \`${lost.join('`, `')}\``] : []),
      ...(gained('non_exhaustive') ? ['can no longer be made or matched as a whole'] : []),
    ];
  },
  demands(added, { before }) {
    const owner = before.get(added.owner ?? '')?.[0];
    if (owner === undefined || owner.words.has('non_exhaustive')) return null;
    if (added.asked) return `asks whoever implements it for \`${added.bare}\``;
    if (owner.words.has('enum_item') && added.node.kind === 'enum_variant')
      return `has the new variant \`${added.bare}\`, which no \`match\` of others knows`;
    const isOpen = owner.words.has('struct_item') && isWholePublic(owner);
    return isOpen && added.node.kind === 'field_declaration' ? `can no longer be made without \`${added.bare}\`` : null;
  },
};

/** Whether others may write a value of the struct down: every field is theirs. */
function isWholePublic({ node }: Member): boolean {
  const list = node.children.find(({ kind }) => kind === 'field_declaration_list')?.children ?? [];
  const fields = list.filter(({ kind }) => kind === 'field_declaration');
  return fields.length > 0 && fields.every(({ children }) => children[0]?.text === 'pub');
}

const isOther = (old: string, now: string): boolean => old !== now && PLAIN.test(old) && PLAIN.test(now);

/** Another plain value, or one that is wrapped now or no longer. */
function isOtherAnswer(old: string, now: string): boolean {
  if (isOther(old.replace("'static", ''), now.replace("'static", ''))) return true;
  const [was, is] = [old, now].map((one) => WRAPPED.exec(one)?.[1] ?? null);
  return was !== is && (inner(old) === now || inner(now) === old || (was !== null && is !== null));
}

/** `T` of `Option<T>` and of `Result<T, E>`. */
function inner(type: string): string | null {
  return WRAPPED.test(type) ? (/^[\w:]*<([^<>,]{1,200}(?:<[^<>]{0,200}>)?)[,>]/.exec(type)?.[1] ?? null) : null;
}

/** The receiver, from the one that asks least. */
const RECEIVERS = ['&self', '&mut self', 'self'];

/** Whether the file has the trait's implementation by hand. */
function isWritten(trait: string, { node, bare }: Member): boolean {
  let root = node;
  while (root.parent !== null) root = root.parent;
  return root.text
    .split('\n')
    .some((line) => line.trimStart().startsWith('impl') && line.includes(trait) && line.includes(` for ${bare}`));
}

function self(old: Member, now: Member): string[] {
  const at = ({ words }: Member): number => RECEIVERS.findLastIndex((one) => words.has(one) || words.has(`mut ${one}`));
  const [was, is] = [at(old), at(now)];
  if (was === is || is < 0) return [];
  const isBound = [...old.words].some((word) => /\bself\b/.test(word));
  return was < 0 ? (isBound ? [] : ['needs a value to be called on']) : is > was ? [`needs \`${RECEIVERS[is]}\``] : [];
}
