"use client";

import { FileQuestionMark, ScanSearch, Settings } from "lucide-react";
import { filmPage, posterOf } from "#app/(library)/movies/_components/film.ts";
import { peoplePage } from "#app/(library)/people/_components/person.ts";
import { showPage, posterOf as showPosterOf } from "#app/(library)/series/_components/show.ts";
import { countsOf } from "#app/(library)/series/_components/show-marks.tsx";
import { searchSettings, sectionsNamed } from "#app/(settings)/settings/_components/settings-index.ts";
import { cachedPicture } from "#components/artwork-source.ts";
import { CommandPalette, type PaletteGroup } from "#components/command-palette.tsx";
import { hasRole, type Role } from "#lib/access/vocabulary.ts";
import { getJson } from "./get-json.ts";
import { navFor } from "./nav-items.tsx";
import { scanAll } from "./scan-all.ts";

/** Of films, of series and of people each. */
const titlesShown = 6;

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
  return <CommandPalette groups={groups} find={(query) => findSettings(query, role)} search={findTitles} />;
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

async function findTitles(query: string): Promise<PaletteGroup[]> {
  const found = await Promise.all([findFilms(query), findSeries(query), findPeople(query)]);
  return found.filter((group) => group.items.length > 0);
}

async function findFilms(query: string): Promise<PaletteGroup> {
  const { films } = await getJson(`/movies/list?limit=${titlesShown}&q=${encodeURIComponent(query)}`, filmPage);
  const items = films.map((film) => ({
    id: `movie-${film.movieId}`,
    title: film.title,
    ...(film.year === null ? {} : { subtitle: String(film.year) }),
    picture: posterOf(film),
    href: `/movies/${film.movieId}`,
  }));
  const all = { id: "all-films", title: `All films with “${query}”`, href: `/movies?q=${encodeURIComponent(query)}` };
  return { title: "Films", items: films.length < titlesShown ? items : [...items, all] };
}

async function findSeries(query: string): Promise<PaletteGroup> {
  const { series } = await getJson(`/series/list?limit=${titlesShown}&q=${encodeURIComponent(query)}`, showPage);
  const items = series.map((show) => ({
    id: `series-${show.seriesId}`,
    title: show.title,
    subtitle: [show.year, countsOf(show)].filter((fact) => fact !== null).join(" · "),
    picture: showPosterOf(show),
    href: `/series/${show.seriesId}`,
  }));
  const all = { id: "all-series", title: `All series with “${query}”`, href: `/series?q=${encodeURIComponent(query)}` };
  return { title: "Series", items: series.length < titlesShown ? items : [...items, all] };
}

/** Who acts, those in most titles first. */
async function findPeople(query: string): Promise<PaletteGroup> {
  const address = `q=${encodeURIComponent(query)}&sort=titles`;
  const { people } = await getJson(`/people/list?${address}&limit=${titlesShown}`, peoplePage);
  const items = people.map(({ personId, name, imageHash, titleCount }) => ({
    id: `person-${personId}`,
    title: name,
    subtitle: titleCount === 1 ? "1 title" : `${titleCount} titles`,
    picture: imageHash === null ? null : cachedPicture({ hash: imageHash }),
    href: `/people/${personId}`,
  }));
  const all = { id: "all-people", title: `All people with “${query}”`, href: `/people?${address}` };
  return { title: "People", items: people.length < titlesShown ? items : [...items, all] };
}
