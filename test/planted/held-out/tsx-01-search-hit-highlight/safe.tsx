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
  const parts = term
    ? hit.excerpt.split(new RegExp(`(${quote(term)})`, "gi"))
    : [hit.excerpt];

  return (
    <li className="hit">
      <Link to={`/articles/${encodeURIComponent(hit.id)}`}>{hit.title}</Link>
      <p className="hit__excerpt">
        {parts.map((part, i) => (i % 2 === 1 ? <mark key={i}>{part}</mark> : part))}
      </p>
    </li>
  );
}
