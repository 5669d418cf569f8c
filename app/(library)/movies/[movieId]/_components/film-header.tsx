import { EyeOff, Lock } from "lucide-react";
import Link from "next/link";
import { artworkUrl, cachedPicture, type PictureSource } from "#components/artwork-source.ts";
import { Poster } from "#components/poster.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { type TabLink, TabLinks } from "#components/tab-links.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { FilmHeaderData } from "../queries.ts";
import { FilmActions } from "./film-actions.tsx";
import { FilmFollow } from "./film-follow.tsx";
import { formatMinutes, nameOfFilm } from "./format.ts";
import { HeaderFrame } from "./header-frame.tsx";

/** Picture, name and facts of the film, what can be done with it, and its tabs. */
export function FilmHeader({ film }: { film: FilmHeaderData }) {
  const { movieId, title, year, fanart, mayEdit } = film;
  const facts = [
    film.runtimeMinutes && formatMinutes(film.runtimeMinutes),
    film.contentRating,
    film.genres.slice(0, 3).join(", "),
    film.libraryName,
  ].filter((fact): fact is string => Boolean(fact));
  return (
    <HeaderFrame>
      <Backdrop hash={fanart?.hash ?? null} />
      <div className="relative px-4 pt-4 md:px-6 md:pt-24 lg:pt-36 group-data-compact/head:md:pt-6">
        <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-4 md:grid-rows-[1fr_auto] md:gap-x-6">
          <Poster
            picture={pictureOf(film.poster)}
            title={nameOfFilm({ title, year })}
            eager
            sizes="(width < 48rem) 96px, 160px"
            className="w-24 shrink-0 self-start shadow-float group-data-compact/head:w-16 md:row-span-2 md:w-36 lg:w-40 group-data-compact/head:md:w-24"
          />
          <div className="min-w-0 self-end">
            <h1 className="line-clamp-3 text-balance font-semibold text-1 text-xl tracking-tight md:text-2xl">
              {title}
              {year !== null && <span className="font-normal text-2"> ({year})</span>}
            </h1>
            <p className="mt-1 text-2 text-sm md:text-base">{facts.join(" · ")}</p>
            <FilmBadges film={film} />
          </div>
          {mayEdit && (
            <div className="group-data-compact/head:max-md:hidden max-md:col-span-2 md:col-start-2">
              <FilmActions film={film} />
            </div>
          )}
        </div>
        <div className="mt-4 md:mt-6 group-data-compact/head:md:mt-4">
          <TabLinks label="Film" links={tabsOf(film)} />
        </div>
      </div>
      <FilmFollow movieId={movieId} isBusy={film.isBusy} />
    </HeaderFrame>
  );
}

const pictureOf = (picture: FilmHeaderData["poster"]): PictureSource | null => picture && cachedPicture(picture);

/** Fanart behind the head: only mood, so it has no name, and it fades into the page. */
function Backdrop({ hash }: { hash: string | null }) {
  if (hash === null) return null;
  return (
    <div aria-hidden className="absolute inset-x-0 top-0 h-40 overflow-hidden md:h-80 group-data-compact/head:md:h-40">
      {/* biome-ignore lint/performance/noImgElement: the artwork route makes the sizes; next/image would make them again. */}
      <img
        src={artworkUrl(hash, 1200)}
        srcSet={`${artworkUrl(hash, 600)} 600w, ${artworkUrl(hash, 1200)} 1200w`}
        sizes="100vw"
        alt=""
        width={1200}
        height={675}
        className="size-full object-cover object-[50%_25%] opacity-50"
      />
      <div className="absolute inset-0 bg-linear-to-t from-background via-background/70 to-background/10" />
    </div>
  );
}

function FilmBadges({ film }: { film: FilmHeaderData }) {
  const { missingAt, isMonitored, locks } = film;
  return (
    <p className="mt-3 flex flex-wrap gap-2">
      {missingAt !== null && <StatusBadge status="missing" />}
      <PublishState film={film} />
      {!isMonitored && (
        <Badge>
          <EyeOff aria-hidden />
          Not monitored
        </Badge>
      )}
      {locks > 0 && (
        <Badge tone="lock">
          <Lock aria-hidden />
          {locks === 1 ? "1 lock" : `${locks} locks`}
        </Badge>
      )}
    </p>
  );
}

/** How far the film is. What waits to be published leads to where that is done. */
function PublishState({ film: { movieId, status, isPublished, hasUnpublished, mayEdit } }: { film: FilmHeaderData }) {
  if (status !== "enriched" || !isPublished) return <StatusBadge status={status} />;
  if (!hasUnpublished) return <StatusBadge status="published" />;
  if (!mayEdit) return <StatusBadge status="unpublished" />;
  return (
    // 20 px to the eye, 44 px to a finger.
    <Link
      href={`/movies/${movieId}/publish`}
      className="relative flex rounded-sm touch:after:absolute touch:after:-inset-y-3 touch:after:inset-x-0"
    >
      <StatusBadge status="unpublished" className="hover:underline" />
    </Link>
  );
}

function tabsOf({ movieId, mayEdit, castCount }: FilmHeaderData): TabLink[] {
  const at = `/movies/${movieId}`;
  return [
    { href: at, label: "Overview" },
    ...(mayEdit ? [{ href: `${at}/edit`, label: "Edit" }] : []),
    { href: `${at}/artwork`, label: "Artwork" },
    { href: `${at}/cast`, label: "Cast & crew", ...(castCount > 0 ? { count: castCount } : {}) },
    { href: `${at}/files`, label: "Files" },
    ...(mayEdit ? [{ href: `${at}/publish`, label: "Publish" }] : []),
    { href: `${at}/history`, label: "History" },
  ];
}
