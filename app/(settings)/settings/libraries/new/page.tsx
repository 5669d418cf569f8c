import type { Metadata } from "next";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { EditLibrary } from "../_components/edit-library.tsx";
import { getNewLibrary } from "../queries.ts";

export const metadata: Metadata = { title: "Add library" };

export default async function NewLibraryPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader
        back={{ href: "/settings/libraries", label: "Libraries" }}
        title="Add library"
        description="Metarr scans it right away. Scanning writes nothing into the folder."
      />
      <EditLibrary initial={await getNewLibrary()} />
    </>
  );
}
