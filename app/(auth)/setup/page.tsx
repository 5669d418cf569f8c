import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { requestFacts } from "#app/_server/request-facts.ts";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { getDb } from "#db/client.ts";
import { announceSetup } from "#lib/access/setup.ts";
import { AdministratorForm } from "./_components/administrator-form.tsx";
import { SetupSteps } from "./_components/setup-steps.tsx";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage() {
  const isOpen = await announceSetup(getDb());
  if (!isOpen) redirect("/login");
  const { isSameMachine } = requestFacts(await headers());
  return (
    <>
      <SetupSteps current="administrator" />
      <Card>
        <CardHeader
          title="Create the administrator"
          description="This person may do everything: settings, people and keys. Others can be added later."
        />
        <CardContent>
          <AdministratorForm needsToken={!isSameMachine} />
        </CardContent>
      </Card>
    </>
  );
}
