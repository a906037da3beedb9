import { Link } from "react-router-dom";

interface Hit {
  id: string;
  title: string;
  excerpt: string;
}

interface SearchHitProps {
  hit: Hit;
  term: string;
}

const quote = (value: string) => value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export function SearchHit({ hit, term }: SearchHitProps) {
  const marked = term
    ? hit.excerpt.replace(new RegExp(quote(term), "gi"), (m) => `<mark>${m}</mark>`)
    : hit.excerpt;

  return (
    <li className="hit">
      <Link to={`/articles/${encodeURIComponent(hit.id)}`}>{hit.title}</Link>
      <p className="hit__excerpt" dangerouslySetInnerHTML={{ __html: marked }} />
    </li>
  );
}
