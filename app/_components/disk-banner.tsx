"use client";

import { HardDrive } from "lucide-react";
import Link from "next/link";
import { dataDiskName, type LowDisk } from "#lib/health/low-disks-vocabulary.ts";
import { useLive } from "./live.tsx";

/** A line over every page while a disk is nearly full. Who may change settings is led to where it is looked at. */
export function DiskBanner({ mayManage }: { mayManage: boolean }) {
  const disks = useLive((state) => state.jobs.lowDisks);
  return (
    <div role="status">
      {disks.length > 0 && (
        <p className="flex items-center gap-2 border-border border-b bg-surface-2 px-4 py-2 text-2 text-sm md:px-6">
          <HardDrive aria-hidden className="size-4 shrink-0 text-warning" />
          <span className="min-w-0 break-words">
            {disks.map(inWords).join(" ")}{" "}
            {mayManage && (
              <Link href="/settings/system" className="font-medium text-accent underline-offset-4 hover:underline">
                Look at the disks
              </Link>
            )}
          </span>
        </p>
      )}
    </div>
  );
}

function inWords({ name, freeMb }: LowDisk): string {
  const left = `The disk of ${name} is nearly full: ${freeMb.toLocaleString("en")} MB are left.`;
  return name === dataDiskName ? `${left} Artwork and trailers wait until there is room.` : left;
}
