import type { Metadata } from "next";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { roleDescriptions, roleLabels, roles } from "#lib/access/vocabulary.ts";
import { AddPersonForm } from "./_components/add-person-form.tsx";
import { PersonRow } from "./_components/person-row.tsx";
import { listPeople } from "./queries.ts";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage() {
  await requireUser("admin");
  const people = await listPeople();
  return (
    <>
      <PageHeader title="Users" description="Who may sign in, and what they may do." />
      <div className="grid max-w-3xl gap-6">
        <Card>
          <CardHeader
            title="People"
            description={roles.map((role) => `${roleLabels[role]}: ${roleDescriptions[role]}`).join(" ")}
          />
          <ul className="mt-4">
            {people.map((person) => (
              <PersonRow key={person.userId} person={person} />
            ))}
          </ul>
        </Card>
        <Card>
          <CardHeader
            title="Add a person"
            description="Tell them the password; they can change it on their account page."
          />
          <CardContent>
            <AddPersonForm />
          </CardContent>
        </Card>
      </div>
    </>
  );
}
