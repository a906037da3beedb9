import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireUser } from "~/services/auth.server";

export async function loader({ request }: LoaderFunctionArgs) {
  await requireUser(request);
  const source = new URL(request.url).searchParams.get("source");
  if (!source) throw new Response("source is required", { status: 400 });

  const res = await fetch(source, { signal: AbortSignal.timeout(5000) });
  if (!res.ok) throw new Response("calendar unavailable", { status: 502 });
  const text = await res.text();
  const events = [...text.matchAll(/^SUMMARY:(.*)$/gm)].map((m) => m[1].trim());
  return json({ events });
}

export default function CalendarImport() {
  const { events } = useLoaderData<typeof loader>();
  return (
    <ol>
      {events.map((summary, i) => (
        <li key={i}>{summary}</li>
      ))}
    </ol>
  );
}
