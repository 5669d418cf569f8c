"use client";

import { FileOutput, RefreshCw, ScanSearch } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useKeys } from "#components/use-keys.ts";
import { MonitoredSwitch } from "../../../_components/monitored-switch.tsx";
import { RefreshDialog } from "../../../_components/refresh-dialog.tsx";
import { changeMonitored, refreshFilm } from "../actions.ts";
import type { FilmHeaderData } from "../queries.ts";
import { IdentifyDialog } from "./identify-dialog.tsx";
import { RemoveFilm } from "./remove-film.tsx";

type Film = Pick<
  FilmHeaderData,
  "movieId" | "title" | "year" | "status" | "isMonitored" | "tmdbId" | "missingAt" | "mayDeleteFiles"
>;

/** What can be done with the film on every tab. Only for people who may. */
export function FilmActions({ film }: { film: Film }) {
  const { movieId, tmdbId } = film;
  const [open, setOpen] = useState<"refresh" | "identify">();
  const close = () => setOpen(undefined);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilmKeys movieId={movieId} />
      {/* Nobody can be asked about a film that is not identified. */}
      {tmdbId !== null && (
        <Button onClick={() => setOpen("refresh")} className="max-md:flex-1">
          <RefreshCw aria-hidden />
          Refresh
        </Button>
      )}
      <Button asChild className="max-md:flex-1">
        <Link href={`/movies/${movieId}/publish`}>
          <FileOutput aria-hidden />
          Publish
        </Link>
      </Button>
      <Button onClick={() => setOpen("identify")} className="max-md:flex-1">
        <ScanSearch aria-hidden />
        {tmdbId === null ? "Identify" : "Re-identify"}
      </Button>
      {/* Together, so that no line of a phone holds the menu alone. */}
      <div className="flex items-center gap-2">
        <MonitoredSwitch
          title={film.title}
          isMonitored={film.isMonitored}
          onChange={(monitored) => changeMonitored({ movieId, monitored })}
        />
        <RemoveFilm film={film} />
      </div>
      <RefreshDialog
        item={film}
        open={open === "refresh"}
        onClose={close}
        refresh={(wanted) => refreshFilm({ movieId, ...wanted })}
      />
      <IdentifyDialog film={film} open={open === "identify"} onClose={close} />
    </div>
  );
}

function FilmKeys({ movieId }: { movieId: number }) {
  const router = useRouter();
  const pathname = usePathname();
  const go = (tab: string) => () => {
    const href = `/movies/${movieId}/${tab}`;
    if (pathname !== href) router.push(href);
  };
  useKeys({ e: go("edit"), p: go("publish"), a: go("artwork") });
  return null;
}
