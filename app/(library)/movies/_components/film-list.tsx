"use client";

import { ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { movieSortFields } from "#lib/movies/vocabulary.ts";
import { type Removal, RemoveDialog } from "../../_components/remove-dialog.tsx";
import { filmsText } from "../../_components/texts.ts";
import type { Film } from "./film.ts";
import { filmCache } from "./film-cache.ts";
import { FilmGrid, type VisibleRange } from "./film-grid.tsx";
import { filmListAddress, isFiltered, noFilters, sortOf } from "./film-list-params.ts";
import { FilmMenu, type OpenMenu } from "./film-menu.tsx";
import { useFilmSelection } from "./film-selection.ts";
import { FilmTable } from "./film-table.tsx";
import { type FilmListOptions, FilmToolbar } from "./film-toolbar.tsx";
import { NoFilms } from "./no-films.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { useFilmListParams } from "./use-film-list-params.ts";
import { useFilms } from "./use-films.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useListNews } from "./use-list-news.ts";

/** Films beyond the edges of the page that are loaded ahead. */
const loadAhead = 60;

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
  const { filmOf, problem } = useFilms(films);
  const selection = useFilmSelection(order);
  const router = useRouter();
  const [menu, setMenu] = useState<OpenMenu>();
  const [removal, setRemoval] = useState<Removal>();
  const area = useRef<HTMLDivElement>(null);
  const range = useRef<VisibleRange>({ firstVisible: params.at, first: 0, last: loadAhead });
  useListKeys(area, options.mayEdit ? selection.toggle : undefined);
  const news = useListNews({ order, range, query: filmListAddress(params) });

  const onVisibleChange = useCallback(
    (visible: VisibleRange) => {
      filmCache.need(order.slice(Math.max(0, visible.first - loadAhead), visible.last + loadAhead));
      if (visible.firstVisible !== range.current.firstVisible) setPlace(visible.firstVisible);
      range.current = visible;
    },
    [order, setPlace],
  );
  const onMenu = useCallback((film: Film, button: HTMLElement) => setMenu({ film, button }), []);
  const sort = sortOf(params);
  const askToRemove = (ids: readonly number[]) => {
    const [first] = ids.length === 1 ? ids : [];
    const isMissing = ids.every((id) => filmOf(id)?.missingAt);
    setRemoval({ kind: "movie", ids, isMissing, name: first === undefined ? undefined : filmOf(first)?.title });
  };

  return (
    <>
      <PageHeader
        title="Movies"
        meta={isLibraryEmpty ? undefined : isFiltered(params) ? matchText(order.length) : filmsText(order.length)}
      >
        {!isLibraryEmpty && <FilmToolbar controls={controls} options={options} />}
      </PageHeader>
      {problem && (
        <ErrorState
          layout="inline"
          className="mb-4"
          title="Some films could not be loaded"
          description={problem}
          onRetry={() => filmCache.refresh(order.slice(range.current.first, range.current.last + 1))}
        />
      )}
      <div role="status">
        {news.more !== undefined && (
          <p className="sticky top-[calc(var(--shell-top)+0.5rem)] z-20 mb-4 flex justify-center">
            <Button pending={news.pending} onClick={news.show} className="shadow-float">
              <ArrowUp aria-hidden />
              {news.more > 0 ? `Show ${filmsText(news.more)} more` : "The list has changed. Show it anew"}
            </Button>
          </p>
        )}
      </div>
      <div ref={area} aria-busy={pending} className={pending ? "opacity-60" : undefined}>
        {order.length === 0 ? (
          <NoFilms isLibraryEmpty={isLibraryEmpty} options={options} onClear={() => setList(noFilters)} />
        ) : params.view === "grid" ? (
          <FilmGrid
            order={order}
            filmOf={filmOf}
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
      </div>
      <FilmMenu
        key={menu?.film.movieId}
        open={menu}
        onClose={() => setMenu(undefined)}
        onRemove={(film) => askToRemove([film.movieId])}
      />
      {options.mayEdit && <SelectionBar selection={selection} order={order} onRemove={askToRemove} />}
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
