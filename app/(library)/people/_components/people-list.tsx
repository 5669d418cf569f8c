"use client";

import { Users } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { peopleKindLabels, peopleKinds, peopleSortNames, peopleSorts } from "#lib/people/vocabulary.ts";
import { ListToolbar } from "../../_components/list-toolbar.tsx";
import { newList } from "../../_components/use-list-controls.ts";
import { useTypedSearch } from "../../_components/use-typed-search.ts";
import { PeopleGrid } from "./people-grid.tsx";
import { isDescending, peopleListParams } from "./people-list-params.ts";
import type { PeoplePage } from "./person.ts";
import { TabsFilter } from "./tabs-filter.tsx";

const sortOptions = peopleSortNames.map((value) => ({ value, label: peopleSorts[value].label }));

/** Everybody in films and series: search, order, and portraits. */
export function PeopleList({ first, address }: { first: PeoplePage; address: string }) {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(peopleListParams, { history: "replace" });
  const { typed, search } = useTypedSearch({
    q: params.q,
    send: (q) => void setParams({ q }, newList(startTransition)),
  });
  const setList = (change: Partial<{ [K in keyof typeof params]: (typeof params)[K] | null }>) =>
    void setParams(change, newList(startTransition));
  const descending = isDescending(params);

  return (
    <>
      <PageHeader title="People">
        <ListToolbar
          placeholder="Search for people"
          q={typed}
          onSearch={search}
          sortOptions={sortOptions}
          sort={params.sort}
          onSort={(value) => {
            const sort = peopleSortNames.find((one) => one === value);
            if (sort) setList({ sort, dir: null });
          }}
          descending={descending}
          onDescending={(down) => setList({ dir: down ? "desc" : "asc" })}
          onClear={params.q === "" ? undefined : () => search("")}
        >
          <TabsFilter
            label="Who"
            options={peopleKinds.map((value) => ({ value, label: peopleKindLabels[value] }))}
            value={params.kind}
            onChange={(kind) => setList({ kind })}
          />
        </ListToolbar>
      </PageHeader>
      {first.people.length === 0 ? (
        <EmptyState
          icon={<Users />}
          title={params.q === "" ? "Nobody is known yet" : "Nobody matches"}
          description={
            params.q === ""
              ? "Cast and crew come with the metadata of films and series."
              : "Try fewer letters, or look among the others."
          }
        />
      ) : (
        <div aria-busy={pending} className={pending ? "opacity-60 transition-opacity" : undefined}>
          <PeopleGrid key={address} first={first} address={address} kind={params.kind} />
        </div>
      )}
    </>
  );
}
