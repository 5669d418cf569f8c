"use client";

import { ChevronDown, RefreshCw } from "lucide-react";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { refreshNow, scanNow } from "../actions.ts";

const scanLabels = { running: "Scanning", waiting: "Waiting" } as const;

type ScanNowProps = { libraryId: number; name: string; openScan: keyof typeof scanLabels | undefined };

/** Scans a library; the small menu beside it reads every folder again, or has stale metadata fetched. */
export function ScanNow({ libraryId, name, openScan }: ScanNowProps) {
  const [pending, startTransition] = useTransition();

  function scan(way: "soon" | "full") {
    startTransition(async () => {
      const result = await answered(scanNow({ libraryId, way }));
      if (result.ok) toastDone(`A scan of ${name} is asked for`);
      else toastFailed(`${name} cannot be scanned`, { description: result.error.message });
    });
  }

  function refresh() {
    startTransition(async () => {
      const result = await answered(refreshNow({ libraryId }));
      if (result.ok) toastDone(`A refresh of ${name} is asked for`);
      else toastFailed(`${name} cannot be refreshed`, { description: result.error.message });
    });
  }

  return (
    <div className="flex items-center gap-1">
      <Button pending={pending} disabled={openScan !== undefined} onClick={() => scan("soon")}>
        <RefreshCw aria-hidden className="max-sm:hidden" />
        {openScan ? scanLabels[openScan] : "Scan now"}
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`More for ${name}`} variant="secondary">
            <ChevronDown aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => scan("full")}>Read every folder again</DropdownMenuItem>
          <DropdownMenuItem onSelect={refresh}>Refresh stale metadata</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
