"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { LibraryForm } from "#app/(settings)/settings/libraries/_components/library-form.tsx";
import { createLibrary } from "#app/(settings)/settings/libraries/actions.ts";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import type { LibraryValues } from "#lib/libraries/vocabulary.ts";

/** The first library; then the dashboard, where its scan shows. */
export function LibraryStep({ initial }: { initial: LibraryValues }) {
  const router = useRouter();
  return (
    <LibraryForm
      short
      initial={initial}
      save={createLibrary}
      onSaved={({ name }) => {
        toastDone(`${name} is added`, { description: "Its first scan is asked for." });
        router.push("/");
      }}
      saveLabel="Add library"
      cancel={
        <Button asChild variant="ghost" size="lg">
          <Link href="/">Skip</Link>
        </Button>
      }
    />
  );
}
