import type { ModelMessage } from '../../models/model.ts';
import { briefText, type BriefSubject } from './brief-text.ts';

/**
 * The first message: what all reviewers on one model share, and then the brief. The mark behind the shared part lets the others read it from the
 * cache; the one behind the brief lets this reviewer's own next rounds do so.
 */
export function firstMessage(shared: string, subjects: readonly BriefSubject[]): ModelMessage {
  return {
    role: 'user',
    parts: [
      { kind: 'text', text: shared, cache: true },
      { kind: 'text', text: briefText(subjects), cache: true },
    ],
  };
}
