import type { ReactNode } from "react";
import { artworkUrl, cachedPicture } from "#components/artwork-source.ts";
import { Poster } from "#components/poster.tsx";
import { type TabLink, TabLinks } from "#components/tab-links.tsx";
import { nameOfFilm } from "./format.ts";
import { HeaderFrame } from "./header-frame.tsx";

type CachedPicture = { hash: string; thumbhash: string | null };

export type TitleHeaderProps = {
  title: string;
  year: number | null;
  poster: CachedPicture | null;
  fanart: CachedPicture | null;
  /** In one line below the title; empty ones are left out. */
  facts: readonly (string | number | null | undefined | false)[];
  badges: ReactNode;
  /** Absent for people who may only look. */
  actions: ReactNode;
  tabs: { label: string; links: readonly TabLink[] };
  /** What follows the page while it is open. */
  children?: ReactNode;
};

/** Picture, name and facts of a film or series, what can be done with it, and its tabs. */
export function TitleHeader({ title, year, poster, fanart, facts, badges, actions, tabs, children }: TitleHeaderProps) {
  return (
    <HeaderFrame>
      <Backdrop hash={fanart?.hash ?? null} />
      <div className="relative px-4 pt-4 md:px-6 md:pt-24 lg:pt-36 group-data-compact/head:md:pt-6">
        <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-4 md:grid-rows-[1fr_auto] md:gap-x-6">
          <Poster
            picture={poster && cachedPicture(poster)}
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
            <p className="mt-1 text-2 text-sm md:text-base">{facts.filter(Boolean).join(" · ")}</p>
            <p className="mt-3 flex flex-wrap gap-2">{badges}</p>
          </div>
          {actions && (
            <div className="group-data-compact/head:max-md:hidden max-md:col-span-2 md:col-start-2">{actions}</div>
          )}
        </div>
        <div className="mt-4 md:mt-6 group-data-compact/head:md:mt-4">
          <TabLinks {...tabs} />
        </div>
      </div>
      {children}
    </HeaderFrame>
  );
}

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
