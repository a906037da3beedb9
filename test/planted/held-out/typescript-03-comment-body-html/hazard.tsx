import { useMemo } from "react";
import { marked } from "marked";
import { RelativeTime } from "./RelativeTime";

interface Comment {
  id: string;
  author: string;
  text: string;
  createdAt: string;
}

export function CommentBody({ comment }: { comment: Comment }) {
  const html = useMemo(
    () => marked.parse(comment.text, { async: false }),
    [comment.text],
  );

  return (
    <article className="comment" id={`comment-${comment.id}`}>
      <header>
        <strong>{comment.author}</strong> <RelativeTime value={comment.createdAt} />
      </header>
      <div className="comment__text" dangerouslySetInnerHTML={{ __html: html }} />
    </article>
  );
}
