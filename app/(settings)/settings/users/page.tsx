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
          <CardHeader title="People" />
          <RoleHelp />
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

function RoleHelp() {
  return (
    <dl className="mt-2 grid gap-x-4 gap-y-1 px-4 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
      {roles.map((role) => (
        <div key={role} className="sm:col-span-2 sm:grid sm:grid-cols-subgrid">
          <dt className="font-medium text-1">{roleLabels[role]}</dt>
          <dd className="text-2">{roleDescriptions[role]}</dd>
        </div>
      ))}
    </dl>
  );
}
