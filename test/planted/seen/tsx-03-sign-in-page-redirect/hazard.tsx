import { redirect } from "next/navigation";
import { getSession } from "@/lib/session";
import { SignInForm } from "./sign-in-form";

type Props = {
  searchParams: Promise<{ next?: string }>;
};

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const session = await getSession();

  if (session) {
    redirect(next ?? "/dashboard");
  }

  return (
    <main>
      <h1>Sign in</h1>
      <SignInForm />
    </main>
  );
}
