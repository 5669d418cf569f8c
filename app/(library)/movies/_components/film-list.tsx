"use client";

import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { movieSortFields } from "#lib/movies/vocabulary.ts";
import { CardListFrame } from "../../_components/card-list-frame.tsx";
import { type Removal, RemoveDialog } from "../../_components/remove-dialog.tsx";
import { filmsText } from "../../_components/texts.ts";
import { useCardList } from "../../_components/use-card-list.ts";
import { useListKeys } from "../../_components/use-list-keys.ts";
import { BulkArtworkDialog } from "./bulk-artwork-dialog.tsx";
import { BulkEditDialog } from "./bulk-edit-dialog.tsx";
import type { Film } from "./film.ts";
import { filmCache } from "./film-cache.ts";
import { FilmGrid } from "./film-grid.tsx";
import { filmListAddress, isFiltered, noFilters, sortOf } from "./film-list-params.ts";
import { FilmMenu, type OpenMenu } from "./film-menu.tsx";
import { useFilmSelection } from "./film-selection.ts";
import { FilmTable } from "./film-table.tsx";
import { type FilmListOptions, FilmToolbar } from "./film-toolbar.tsx";
import { NoFilms } from "./no-films.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { useFilmListParams } from "./use-film-list-params.ts";

export type FilmListProps = {
  /** Ids of all films that match, in order. */
  order: readonly number[];
  /** The films of them that are known from the start. */
  films: readonly Film[];
  isLibraryEmpty: boolean;
  options: FilmListOptions;
};

const matchText = (count: number) => `${filmsText(count)} ${count === 1 ? "matches" : "match"}`;

/** The list of films: toolbar, posters or rows, and what is chosen. */
export function FilmList({ order, films, isLibraryEmpty, options }: FilmListProps) {
  const controls = useFilmListParams();
  const { params, pending, setPlace, setList } = controls;
  const { cardOf, problem, news, onVisibleChange } = useCardList({
    address: "/movies",
    query: filmListAddress(params),
    cache: filmCache,
    order,
    cameWithPage: films,
    at: params.at,
    setPlace,
  });
  const selection = useFilmSelection(order);
  const router = useRouter();
  const [menu, setMenu] = useState<OpenMenu>();
  const [removal, setRemoval] = useState<Removal>();
  const [edited, setEdited] = useState<readonly number[]>();
  const [artworkOf, setArtworkOf] = useState<readonly number[]>();
  const area = useRef<HTMLDivElement>(null);
  useListKeys(area, {
    address: "/movies",
    ...(options.mayEdit ? { select: selection.toggle, pages: { e: "edit", a: "artwork", p: "publish" } } : {}),
  });
  const onMenu = useCallback((film: Film, button: HTMLElement) => setMenu({ film, button }), []);
  const sort = sortOf(params);
  const askToRemove = (ids: readonly number[]) => {
    const [first] = ids.length === 1 ? ids : [];
    const isMissing = ids.every((id) => cardOf(id)?.missingAt);
    setRemoval({ kind: "movie", ids, isMissing, name: first === undefined ? undefined : cardOf(first)?.title });
  };

  return (
    <>
      <CardListFrame
        title="Movies"
        meta={isLibraryEmpty ? undefined : isFiltered(params) ? matchText(order.length) : filmsText(order.length)}
        toolbar={!isLibraryEmpty && <FilmToolbar controls={controls} options={options} />}
        problem={problem && { title: "Some films could not be loaded", ...problem }}
        news={news}
        countText={filmsText}
        pending={pending}
        area={area}
      >
        {order.length === 0 ? (
          <NoFilms isLibraryEmpty={isLibraryEmpty} options={options} onClear={() => setList(noFilters)} />
        ) : params.view === "grid" ? (
          <FilmGrid
            order={order}
            cardOf={cardOf}
            selection={selection}
            initialIndex={params.at}
            onVisibleChange={onVisibleChange}
            onMenu={options.mayEdit ? onMenu : undefined}
          />
        ) : (
          <FilmTable
            order={order}
            cameWithPage={films}
            selection={selection}
            maySelect={options.mayEdit}
            sort={{ columnId: sort.by, direction: sort.descending ? "desc" : "asc" }}
            onSortChange={({ columnId, direction }) => {
              const field = movieSortFields.find((one) => one === columnId);
              if (field) setList({ sort: field, dir: direction });
            }}
          />
        )}
      </CardListFrame>
      <FilmMenu
        key={menu?.film.movieId}
        open={menu}
        onClose={() => setMenu(undefined)}
        onRemove={(film) => askToRemove([film.movieId])}
      />
      {options.mayEdit && (
        <SelectionBar
          selection={selection}
          order={order}
          onEdit={setEdited}
          onArtwork={setArtworkOf}
          onRemove={askToRemove}
        />
      )}
      {artworkOf && <BulkArtworkDialog movieIds={artworkOf} onClose={() => setArtworkOf(undefined)} />}
      {edited && <BulkEditDialog movieIds={edited} onClose={() => setEdited(undefined)} />}
      <RemoveDialog
        removal={removal}
        mayDeleteFiles={options.mayDeleteFiles}
        onClose={() => setRemoval(undefined)}
        onRemoved={(ids) => {
          filmCache.drop(ids);
          selection.clear();
          router.refresh();
        }}
        onRestored={(ids) => {
          filmCache.take(ids);
          router.refresh();
        }}
      />
    </>
  );
}
