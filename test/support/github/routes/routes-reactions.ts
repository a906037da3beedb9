import { json, paged, writerOf } from '../call.ts';
import type { Call, Route } from '../call.ts';
import { addReaction } from '../comment-acts.ts';
import { forbidden, notFound } from '../refusal.ts';
import { renderReaction } from '../render/render-comment.ts';
import type { Need } from '../scene.ts';
import type { IssueComment, ReactionContent, ReviewComment } from '../state.ts';

/** The routes of a list of reactions below a comment. */
export function reactionRoutes(
  path: string,
  of: (call: Call, need: Need) => ReviewComment | IssueComment,
  needs: readonly [Need, Need],
): Route[] {
  const [read, write] = needs;
  return [
    {
      method: 'GET',
      path: `${path}/reactions`,
      need: read,
      run: (call) => {
        const content = call.query.get('content');
        const wanted = of(call, read).reactions.filter((one) => content === null || one.content === content);
        return paged(call, wanted, (page) => page.map((one) => renderReaction(call.scene, one)));
      },
    },
    {
      method: 'POST',
      path: `${path}/reactions`,
      need: write,
      run: (call) => {
        const { reactions } = of(call, write);
        const content = call.body['content'] as ReactionContent;
        const { reaction, isNew } = addReaction(call, reactions, { author: writerOf(call).actor, content });
        return json(renderReaction(call.scene, reaction), isNew ? 201 : 200);
      },
    },
    {
      method: 'DELETE',
      path: `${path}/reactions/{reaction_id}`,
      need: write,
      run: (call) => {
        const { reactions } = of(call, write);
        const at = reactions.findIndex((one) => one.id === Number(call.params['reaction_id']));
        if (at === -1) throw notFound();
        if (reactions[at]?.author !== call.token?.actor) throw forbidden();
        reactions.splice(at, 1);
        return { status: 204 };
      },
    },
  ];
}
