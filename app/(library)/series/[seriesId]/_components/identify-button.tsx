"use client";

import { ScanSearch } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { IdentifyDialog } from "./identify-dialog.tsx";

type Props = Pick<ComponentProps<typeof Button>, "variant" | "className"> & {
  show: ComponentProps<typeof IdentifyDialog>["show"];
  label: string;
};

/** Opens the search for the series, there where it is missed. */
export function IdentifyButton({ show, label, ...props }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} {...props}>
        <ScanSearch aria-hidden />
        {label}
      </Button>
      <IdentifyDialog show={show} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
