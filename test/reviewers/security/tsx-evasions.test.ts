import { expectGuards, type GuardRow } from './guard-table.ts';

/** Other ways to a sink, other names of a source, and names of guards that are none. */
const REPORTED: readonly GuardRow[] = [
  [
    "export function A() { const [p] = useSearchParams(); return <a href={p.get('next')}>x</a>; }",
    'cross-site-scripting',
  ],
  [
    'export default function Page({ searchParams }) { return <a href={searchParams.next}>x</a>; }',
    'cross-site-scripting',
  ],
];

/** The nearest code that is right. */
const SILENT: readonly GuardRow[] = [
  ['export default function Page({ searchParams }) { return <a href={`/list?q=${searchParams.q}`}>x</a>; }'],
  ['export function A({ user }) { return <a href={user.url}>x</a>; }'],
];

expectGuards('TSX, evasions', 'tsx', REPORTED, SILENT);
