import { redirect } from "next/navigation";
import { getSession } from "@/lib/session";
import { SignInForm } from "./sign-in-form";

type Props = {
  searchParams: Promise<{ next?: string }>;
};

const APP_ORIGIN = "https://app.ledgerly.example";

function landingUrl(next: unknown): string {
  if (typeof next !== "string" || !URL.canParse(next, APP_ORIGIN)) return "/dashboard";
  const url = new URL(next, APP_ORIGIN);
  return url.origin === APP_ORIGIN ? url.href : "/dashboard";
}

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const session = await getSession();

  if (session) {
    redirect(landingUrl(next));
  }

  return (
    <main>
      <h1>Sign in</h1>
      <SignInForm />
    </main>
  );
}
