import type { FileFacts, NameUse } from './facts.ts';
import { type Answers, enclosing, isHandedOver, isUsedAsBefore, takerOf } from './answer-places.ts';

/** A type that holds the old one, or the reason why there is none. */
const HOLDER = /^(?:\w+::)*(?:Option|\w*Result)<(.+)>$/;
/** Methods of `Option` and `Result`, and of every type. */
const OF_HOLDERS =
  /^(?:unwrap\w*|expect\w*|ok\w*|err|is_\w+|map\w*|and\w*|or\w*|as_\w+|iter\w*|into\w*|copied|cloned|clone\w*|take\w*|replace|filter|flatten|transpose|zip|unzip|context|with_context|get_or_insert\w*|insert|xor|inspect\w*|eq|ne|[lg][te]|\w*cmp|to_\w+|hash|wrap_err\w*|fmt|borrow\w*)$/;
/** What takes whatever it is given. */
const TAKES_ALL = /(?:^|::)(?:Some|Ok|Err|drop|black_box|dbg|new|from|into|push\w*|insert)$|assert/;
const OF_FUTURES =
  /^(?:await|boxed\w*|map|then|fuse|into_future|left_future|right_future|shared|timeout|unwrap_or_else|instrument|now_or_never)$/;
const TAKES_FUTURES = /spawn|block_on|join|select|timeout|pin|push|\brun|Box|race|wait|Some|Ok|new$|async|future/i;

/** Why a caller in Rust still expects the old answer. */
export function rustMisused(use: NameUse, file: FileFacts, answers: Answers): string | null {
  const { before, after } = answers;
  if (!before.later && after.later)
    return isPolled(use, file, answers) ? null : 'uses the answer without waiting for it';
  if (before.type === null || after.type === null || HOLDER.test(before.type) || before.later !== after.later)
    return null;
  const isHeld = HOLDER.exec(after.type)?.[1]?.split(/,(?![^<]*>)/)[0] === before.type;
  return isHeld && isTakenBare(use, file, answers)
    ? `expects \`${before.type}\` where it gets \`${after.type}\` now`
    : null;
}

function isTakenBare(use: NameUse, file: FileFacts, { before: { type }, untouched }: Answers): boolean {
  const { taken } = use;
  switch (taken.as) {
    case 'operand':
      return untouched(enclosing(use, file)?.node ?? use.node);
    case 'condition':
      return true;
    case 'iterated':
    case 'nothing':
    case 'awaited':
      return false;
    case 'member':
      return !OF_HOLDERS.test(taken.member);
    case 'names':
      if (taken.type !== null) return taken.type === type;
      return isUsedAsBefore(taken.name, use, file, { untouched, of: OF_HOLDERS });
    case 'returned':
      return enclosing(use, file)?.signature?.answer.type === type;
    case 'other':
      return untouched(use.node) && isHandedOver(use.node) && !TAKES_ALL.test(takerOf(use.node));
  }
}

function isPolled(use: NameUse, file: FileFacts, { before: { type }, untouched }: Answers): boolean {
  const { taken } = use;
  switch (taken.as) {
    case 'operand':
    case 'condition':
    case 'iterated':
      return false;
    case 'nothing':
      return !untouched(use.node);
    case 'member':
      return OF_FUTURES.test(taken.member);
    case 'names':
      if (taken.type !== null) return taken.type !== type;
      return !isUsedAsBefore(taken.name, use, file, { untouched, of: OF_FUTURES });
    case 'returned': {
      const around = enclosing(use, file)?.signature?.answer;
      return around === undefined || around.later || around.type !== type;
    }
    case 'other':
      return !untouched(use.node) || !isHandedOver(use.node) || TAKES_FUTURES.test(takerOf(use.node));
    case 'awaited':
      return true;
  }
}
