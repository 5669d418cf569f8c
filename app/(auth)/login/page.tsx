import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getSessionUser } from "#app/_server/require-user.ts";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { getDb } from "#db/client.ts";
import { nextPath } from "#lib/access/next-path.ts";
import { hasFounder } from "#lib/access/users.ts";
import { LoginForm } from "./_components/login-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LoginPage({ searchParams }: Props) {
  const { next } = await searchParams;
  if (!(await hasFounder(getDb()))) redirect("/setup");
  if (await getSessionUser()) redirect(nextPath(next));
  return (
    <Card>
      <CardHeader title="Sign in" />
      <CardContent>
        <LoginForm next={nextPath(next)} />
      </CardContent>
    </Card>
  );
}
