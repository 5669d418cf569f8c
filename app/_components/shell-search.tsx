"use client";

import { ScanSearch } from "lucide-react";
import { filmPage, posterOf } from "#app/(library)/movies/_components/film.ts";
import { CommandPalette, type PaletteGroup } from "#components/command-palette.tsx";
import { hasRole, type Role } from "#lib/access/vocabulary.ts";
import { getJson } from "./get-json.ts";
import { navFor } from "./nav-items.tsx";
import { scanAll } from "./scan-all.ts";

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
