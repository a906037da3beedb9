import type { TerminalState } from '../../schemas/decision.ts';
import { placeText } from './words.ts';

/** A terminal state in words, with its reason: `suppressed: low-confidence (250 is under 300)`. */
export function stateText(state: TerminalState | null): string {
  if (state === null) return 'not decided';
  switch (state.kind) {
    case 'inline':
      return `inline at ${placeText(state.at) ?? 'no place'}`;
    case 'file':
      return `on the file ${state.path}`;
    case 'summary':
      return 'in the summary';
    case 'merged':
      return `merged into ${state.into}`;
    case 'suppressed':
      return `held back: ${state.reason} (${state.bar})`;
    case 'failed':
      return `unusable: ${state.reason}`;
  }
}
