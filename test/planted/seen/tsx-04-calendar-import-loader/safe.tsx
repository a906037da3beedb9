import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireUser } from "~/services/auth.server";

const FEED_HOSTS = new Set(["calendar.google.com", "outlook.office365.com"]);

export async function loader({ request }: LoaderFunctionArgs) {
  await requireUser(request);
  const source = new URL(request.url).searchParams.get("source");
  if (!source || !URL.canParse(source)) throw new Response("source is required", { status: 400 });

  const feed = new URL(source);
  if (feed.protocol !== "https:" || !FEED_HOSTS.has(feed.host)) {
    throw new Response("calendar host not supported", { status: 400 });
  }

  const res = await fetch(feed, { redirect: "error", signal: AbortSignal.timeout(5000) });
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
