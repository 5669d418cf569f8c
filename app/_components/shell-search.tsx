"use client";

import { ScanSearch } from "lucide-react";
import { scanLibraries } from "#app/(library)/actions.ts";
import { filmPage, posterOf } from "#app/(library)/movies/_components/film.ts";
import { CommandPalette, type PaletteGroup } from "#components/command-palette.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { hasRole, type Role } from "#lib/access/vocabulary.ts";
import { getJson } from "./get-json.ts";
import { navFor } from "./nav-items.tsx";

const filmsShown = 8;

/** The command palette with this application's places and actions. */
export function ShellSearch({ role }: { role: Role }) {
  const groups: PaletteGroup[] = [
    {
      title: "Go to",
      items: navFor({ role }).map(({ href, label, icon, shortcut }) => ({
        id: href,
        title: label,
        icon,
        href,
        ...(shortcut ? { shortcut } : {}),
      })),
    },
  ];
  if (hasRole({ role }, "editor")) {
    groups.push({
      title: "Actions",
      items: [{ id: "scan", title: "Scan all libraries", icon: <ScanSearch />, onSelect: () => void scanAll() }],
    });
  }
  return <CommandPalette groups={groups} search={findFilms} />;
}

/** Asks for a scan of every library and says what came of it. */
export async function scanAll(): Promise<void> {
  const answer = await scanLibraries({});
  if (!answer.ok) toastFailed("The libraries are not scanned", { description: answer.error.message });
  else if (answer.data.libraries === 0)
    toastFailed("There is no library to scan", { description: "Add one in the settings." });
  else
    toastDone(answer.data.libraries === 1 ? "1 library is scanned" : `${answer.data.libraries} libraries are scanned`);
}

async function findFilms(query: string): Promise<PaletteGroup[]> {
  const { films } = await getJson(`/movies/list?limit=${filmsShown}&q=${encodeURIComponent(query)}`, filmPage);
  if (films.length === 0) return [];
  const items = films.map((film) => ({
    id: `movie-${film.movieId}`,
    title: film.title,
    ...(film.year === null ? {} : { subtitle: String(film.year) }),
    picture: posterOf(film),
    href: `/movies/${film.movieId}`,
  }));
  const all = { id: "all-films", title: `All films with “${query}”`, href: `/movies?q=${encodeURIComponent(query)}` };
  return [{ title: "Films", items: films.length < filmsShown ? items : [...items, all] }];
}
