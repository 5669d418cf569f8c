"use client";

import { EllipsisVertical, Eye, EyeOff, Link2, ListX, Trash2, Unlink2 } from "lucide-react";
import { useTransition } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { waysOfKind } from "#lib/libraries/unknown-files-vocabulary.ts";
import { makeUnknown, recycleAll, setIgnored } from "./unknown-commands.ts";
import { fileNameOf, type UnknownFile } from "./unknown-file.ts";

type FileMenuProps = { file: UnknownFile; isAdmin: boolean; onOpen: (dialog: "assign" | "pattern") => void };

/** What can be done with one file. */
export function FileMenu({ file, isAdmin, onOpen }: FileMenuProps) {
  const [pending, startTransition] = useTransition();
  const run = (work: () => Promise<void>) => startTransition(work);
  const isAssigned = file.assignedAs !== null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={`Actions for ${fileNameOf(file)}`} pending={pending}>
          <EllipsisVertical aria-hidden />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {waysOfKind[file.kind].length > 0 && (
          <DropdownMenuItem onSelect={() => onOpen("assign")}>
            <Link2 aria-hidden />
            {isAssigned ? "Assign otherwise" : "Assign"}
          </DropdownMenuItem>
        )}
        {isAssigned ? (
          <DropdownMenuItem onSelect={() => run(() => makeUnknown(file))}>
            <Unlink2 aria-hidden />
            Make unknown again
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem onSelect={() => run(() => setIgnored([file], !file.isIgnored))}>
            {file.isIgnored ? <Eye aria-hidden /> : <EyeOff aria-hidden />}
            {file.isIgnored ? "List again" : "Ignore"}
          </DropdownMenuItem>
        )}
        {isAdmin && (
          <>
            <DropdownMenuItem onSelect={() => onOpen("pattern")}>
              <ListX aria-hidden />
              Make an ignore pattern
            </DropdownMenuItem>
            <DropdownMenuItem tone="danger" onSelect={() => run(() => recycleAll([file]))}>
              <Trash2 aria-hidden />
              Move to recycle bin
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
