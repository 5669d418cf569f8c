"use client";

import { ArrowUp } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ListNewsState } from "./use-list-news.ts";

export type CardListFrameProps = {
  title: string;
  /** How many there are; absent for an empty library. */
  meta: string | undefined;
  toolbar: ReactNode;
  /** Why cards could not be loaded, and how that is said. */
  problem: { title: string; description: string; onRetry: () => void } | undefined;
  news: ListNewsState;
  /** "3 films". */
  countText: (count: number) => string;
  /** The server answers new filters: what is shown is the old list. */
  pending: boolean;
  area: Ref<HTMLDivElement>;
  children: ReactNode;
};

/** A list of films or series: its head, what is new since it was made, and the posters or rows. */
export function CardListFrame(props: CardListFrameProps) {
  const { title, meta, toolbar, problem, news, countText, pending, area, children } = props;
  return (
    <>
      <PageHeader title={title} meta={meta}>
        {toolbar}
      </PageHeader>
      {problem && <ErrorState layout="inline" className="mb-4" {...problem} />}
      <div role="status">
        {news.more !== undefined && (
          <p className="sticky top-[calc(var(--shell-top)+0.5rem)] z-20 mb-4 flex justify-center">
            <Button pending={news.pending} onClick={news.show} className="shadow-float">
              <ArrowUp aria-hidden />
              {news.more > 0 ? `Show ${countText(news.more)} more` : "The list has changed. Show it anew"}
            </Button>
          </p>
        )}
      </div>
      <div ref={area} aria-busy={pending} className={pending ? "opacity-60" : undefined}>
        {children}
      </div>
    </>
  );
}
