import type { Metadata } from "next";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { hasRole, roleDescriptions, roleLabels, roles } from "#lib/access/vocabulary.ts";
import { KeyForm } from "./_components/key-form.tsx";
import { KeyList } from "./_components/key-list.tsx";
import { PasswordForm } from "./_components/password-form.tsx";
import { SessionList } from "./_components/session-list.tsx";
import { getAccount } from "./queries.ts";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  await requireUser();
  const { user, sessions, keys } = await getAccount();
  const ownRoles = roles.filter((role) => hasRole(user, role));
  return (
    <>
      <PageHeader
        title="Account"
        description={`You are ${user.username}, ${roleLabels[user.role]}. ${roleDescriptions[user.role]}`}
      />
      <div className="grid max-w-3xl gap-6">
        <Card>
          <CardHeader title="Password" description="Changing it signs you out everywhere else." />
          <CardContent>
            <PasswordForm />
          </CardContent>
        </Card>
        <Card>
          <CardHeader
            title="Sessions"
            description="Browsers that are signed in as you. One ends after 7 days without use, and after 30 days in any case."
          />
          <SessionList sessions={sessions} />
        </Card>
        <Card>
          <CardHeader
            title="API keys"
            description="For scripts and other programs. A key may do what its role may, and never more than you."
          />
          <KeyList keys={keys} />
          <CardContent>
            <KeyForm roles={ownRoles.map((role) => ({ value: role, label: roleLabels[role] }))} />
          </CardContent>
        </Card>
      </div>
    </>
  );
}
