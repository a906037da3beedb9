import type { PostedState } from '../read/posted-state.ts';
import { concernOf } from './review-goal.ts';

/**
 * A finished text in which links to the lines of comments (`…/files?docket=CONCERN#…`) lead to the comments themselves, as far as these stand on
 * the pull request. The others lead to the lines, which is where the comments are.
 */
export function withThreadLinks(body: string, { threads }: Pick<PostedState, 'threads'>): string {
  return threads.reduce((text, thread) => {
    const concern = concernOf(thread);
    const { url } = thread.first;
    // Nothing in an address may end the link that it stands in.
    if (concern === null || !/^https?:[\w./:#-]+$/.test(url)) return text;
    const [pull = ''] = url.split('#', 1);
    const [before = '', ...links] = text.split(`](${pull}/files?docket=${encodeURIComponent(concern)}#`);
    return before + links.map((rest) => `](${url}${rest.slice(Math.max(0, rest.indexOf(')')))}`).join('');
  }, body);
}
