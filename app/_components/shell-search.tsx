"use client";

import { FileQuestionMark, ScanSearch, Settings } from "lucide-react";
import { filmPage, posterOf } from "#app/(library)/movies/_components/film.ts";
import { searchSettings, sectionsNamed } from "#app/(settings)/settings/_components/settings-index.ts";
import { CommandPalette, type PaletteGroup } from "#components/command-palette.tsx";
import { hasRole, type Role } from "#lib/access/vocabulary.ts";
import { getJson } from "./get-json.ts";
import { navFor } from "./nav-items.tsx";
import { scanAll } from "./scan-all.ts";

const filmsShown = 8;

/** The command palette with this application's places, actions and settings. */
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
      items: [
        { id: "/unknown-files", title: "Unknown files", icon: <FileQuestionMark />, href: "/unknown-files" },
        { id: "scan", title: "Scan all libraries", icon: <ScanSearch />, onSelect: () => void scanAll() },
      ],
    });
  }
  return <CommandPalette groups={groups} find={(query) => findSettings(query, role)} search={findFilms} />;
}

/** The pages of the settings by name, then the single settings, each where it stands. */
function findSettings(query: string, role: Role): PaletteGroup[] {
  const sections = sectionsNamed(query, role).map(({ label, ...section }) => ({ ...section, title: label }));
  const items = [...sections, ...searchSettings(query, role)].map(({ title, description, href }) => ({
    id: `setting-${title}`,
    title,
    subtitle: description,
    icon: <Settings />,
    href,
  }));
  return items.length === 0 ? [] : [{ title: "Settings", items }];
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
