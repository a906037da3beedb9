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

export function SearchHit({ hit }: SearchHitProps) {
  return (
    <li className="hit">
      <Link to={`/articles/${encodeURIComponent(hit.id)}`}>{hit.title}</Link>
      <p className="hit__excerpt">{hit.excerpt}</p>
    </li>
  );
}
