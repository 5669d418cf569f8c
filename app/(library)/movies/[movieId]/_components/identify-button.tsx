"use client";

import { ScanSearch } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { IdentifyDialog, type IdentifyDialogProps } from "./identify-dialog.tsx";

/** Opens the search for the film, there where it is missed. */
export function IdentifyButton({ film }: { film: IdentifyDialogProps["film"] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <ScanSearch aria-hidden />
        Identify
      </Button>
      <IdentifyDialog film={film} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
