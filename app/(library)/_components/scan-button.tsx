"use client";

import { ScanSearch } from "lucide-react";
import { useTransition } from "react";
import { scanAll } from "#app/_components/scan-all.ts";
import { Button } from "#components/ui/button.tsx";

/** Looks through all libraries for what is new. */
export function ScanButton() {
  const [pending, startTransition] = useTransition();
  return (
    <Button variant="primary" pending={pending} onClick={() => startTransition(scanAll)}>
      <ScanSearch aria-hidden />
      Scan libraries
    </Button>
  );
}
