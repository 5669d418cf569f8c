"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import type { LibraryValues } from "#lib/libraries/vocabulary.ts";
import { changeLibrary, createLibrary } from "../actions.ts";
import type { WatchedFolder } from "./describe-watch-state.ts";
import { LibraryForm } from "./library-form.tsx";

const list = "/settings/libraries";

type EditLibraryProps = {
  /** Which library is edited, as it was when the form was opened. Absent: a new one. */
  opened?: { libraryId: number; version: number };
  initial: LibraryValues;
  /** Of a library that is there. */
  folders?: readonly WatchedFolder[];
};

/** The form of a library. */
export function EditLibrary({ initial, folders, ...props }: EditLibraryProps) {
  const router = useRouter();
  // The form keeps what it was opened with, so its version stays with it when the page around it is read again.
  const [opened] = useState(props.opened);
  const isNew = opened === undefined;
  return (
    <LibraryForm
      initial={initial}
      folders={isNew ? undefined : (folders ?? [])}
      save={(values) => (isNew ? createLibrary(values) : changeLibrary({ ...values, ...opened }))}
      onSaved={({ name }, values) => {
        toastDone(isNew ? `${name} is added, and its first scan asked for` : `${name} is saved`);
        // Another player renames what is published: its plan says what and how much, before it is done.
        const isRenamed = !isNew && values.profile !== initial.profile;
        router.push(isRenamed ? `/publish?library=${opened.libraryId}` : list);
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
