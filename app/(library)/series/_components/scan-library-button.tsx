"use client";

import { ScanSearch } from "lucide-react";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { scanLibraries } from "../../actions.ts";

type ScanLibraryButtonProps = {
  libraryId: number;
  libraryName: string;
  variant?: "primary";
  className?: string;
};

/** Looks through one library for what is new, changed or gone. */
export function ScanLibraryButton({ libraryId, libraryName, ...button }: ScanLibraryButtonProps) {
  const [pending, startTransition] = useTransition();

  async function scan() {
    const answer = await answered(scanLibraries({ libraryId }));
    if (!answer.ok) {
      toastFailed(`"${libraryName}" is not scanned`, {
        description: answer.error.message,
        onRetry: () => startTransition(scan),
      });
    } else if (answer.data.libraries === 0) {
      toastFailed(`"${libraryName}" is not scanned`, { description: "The library is switched off or was removed." });
    } else toastDone(`"${libraryName}" is scanned`);
  }

  return (
    <Button pending={pending} onClick={() => startTransition(scan)} {...button}>
      <ScanSearch aria-hidden />
      Scan library
    </Button>
  );
}
