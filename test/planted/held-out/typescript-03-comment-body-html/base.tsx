import { useMemo } from "react";
import { RelativeTime } from "./RelativeTime";

interface Comment {
  id: string;
  author: string;
  text: string;
  createdAt: string;
}

export function CommentBody({ comment }: { comment: Comment }) {
  const paragraphs = useMemo(() => comment.text.split(/\n{2,}/), [comment.text]);

  return (
    <article className="comment" id={`comment-${comment.id}`}>
      <header>
        <strong>{comment.author}</strong> <RelativeTime value={comment.createdAt} />
      </header>
      {paragraphs.map((text, index) => (
        <p key={index}>{text}</p>
      ))}
    </article>
  );
}
