import { StatusBadge } from "#components/status-badge.tsx";
import type { TabLink } from "#components/tab-links.tsx";
import { formatMinutes } from "../../../_components/format.ts";
import { PublishState } from "../../../_components/publish-state.tsx";
import { LocksBadge, UnmonitoredBadge } from "../../../_components/title-badges.tsx";
import { TitleFollow } from "../../../_components/title-follow.tsx";
import { TitleHeader } from "../../../_components/title-header.tsx";
import type { FilmHeaderData } from "../queries.ts";
import { FilmActions } from "./film-actions.tsx";

/** Picture, name and facts of the film, what can be done with it, and its tabs. */
export function FilmHeader({ film }: { film: FilmHeaderData }) {
  const { title, year, poster, fanart, runtimeMinutes } = film;
  return (
    <TitleHeader
      title={title}
      year={year}
      poster={poster}
      fanart={fanart}
      facts={[
        runtimeMinutes && formatMinutes(runtimeMinutes),
        film.contentRating,
        film.genres.slice(0, 3).join(", "),
        film.libraryName,
      ]}
      badges={
        <>
          {film.missingAt !== null && <StatusBadge status="missing" />}
          <PublishState {...film} href={`/movies/${film.movieId}/publish`} />
          {!film.isMonitored && <UnmonitoredBadge />}
          <LocksBadge count={film.locks} />
        </>
      }
      actions={film.mayEdit && <FilmActions film={film} />}
      tabs={{ label: "Film", links: tabsOf(film) }}
    >
      <TitleFollow href={`/movies/${film.movieId}`} isBusy={film.isBusy} />
    </TitleHeader>
  );
}

function tabsOf({ movieId, mayEdit, castCount }: FilmHeaderData): TabLink[] {
  const at = `/movies/${movieId}`;
  return [
    { href: at, label: "Overview" },
    ...(mayEdit ? [{ href: `${at}/edit`, label: "Edit" }] : []),
    { href: `${at}/artwork`, label: "Artwork" },
    { href: `${at}/trailers`, label: "Trailers" },
    { href: `${at}/cast`, label: "Cast & crew", ...(castCount > 0 ? { count: castCount } : {}) },
    { href: `${at}/files`, label: "Files" },
    ...(mayEdit ? [{ href: `${at}/publish`, label: "Publish" }] : []),
    { href: `${at}/history`, label: "History" },
  ];
}
