"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import type { LibraryValues } from "#lib/libraries/vocabulary.ts";
import { changeLibrary, createLibrary } from "../actions.ts";
import { LibraryForm } from "./library-form.tsx";

const list = "/settings/libraries";

/** The form of a new library, or of the one with this id. */
export function EditLibrary({ libraryId, initial }: { libraryId?: number; initial: LibraryValues }) {
  const router = useRouter();
  const isNew = libraryId === undefined;
  return (
    <LibraryForm
      initial={initial}
      save={(values) => (isNew ? createLibrary(values) : changeLibrary({ ...values, libraryId }))}
      onSaved={({ name }) => {
        toastDone(isNew ? `${name} is added, and its first scan asked for` : `${name} is saved`);
        router.push(list);
        router.refresh();
      }}
      saveLabel={isNew ? "Add library" : "Save"}
      cancel={
        <Button asChild>
          <Link href={list}>Cancel</Link>
        </Button>
      }
    />
  );
}
