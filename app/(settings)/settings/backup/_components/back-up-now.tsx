"use client";

import { Archive, ChevronDown } from "lucide-react";
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
import { backUpNow } from "../actions.ts";

/** Backs up as the settings say; the small menu beside it does it the other way for once. */
export function BackUpNow({ withCache, isBackingUp }: { withCache: boolean; isBackingUp: boolean }) {
  const [pending, startTransition] = useTransition();

  function start(wanted: boolean) {
    startTransition(async () => {
      const result = await answered(backUpNow({ withCache: wanted }));
      if (result.ok) toastDone("A backup is asked for");
      else toastFailed("No backup is made", { description: result.error.message });
    });
  }

  return (
    <div className="flex items-center gap-1">
      <Button variant="primary" pending={pending} disabled={isBackingUp} onClick={() => start(withCache)}>
        <Archive aria-hidden className="max-sm:hidden" />
        Back up now
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label="Other ways to back up" variant="secondary" disabled={isBackingUp}>
            <ChevronDown aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => start(!withCache)}>
            {withCache ? "Back up the database alone" : "With pictures and trailers"}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
