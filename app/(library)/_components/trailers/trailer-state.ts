import type { ShownTrailer } from "#lib/trailers/list-trailers.ts";

/** What the page shows. */
export type TrailersState = { trailers: readonly ShownTrailer[]; isLocked: boolean };

export const chosenIdOf = (trailers: readonly ShownTrailer[]): number | null =>
  trailers.find(({ isSelected }) => isSelected)?.candidateId ?? null;

/** As the server will answer. Places stay until it does: nothing moves under the finger. */
export const afterChoice = (trailers: readonly ShownTrailer[], chosenId: number | null): readonly ShownTrailer[] =>
  trailers.map((each) => {
    const isSelected = each.candidateId === chosenId;
    if (isSelected === each.isSelected) return each;
    const state = each.state === "selected" || each.state === "tested" || each.state === "offered";
    return { ...each, isSelected, isByHand: isSelected, state: state && isSelected ? "selected" : unchosen(each) };
  });

const unchosen = ({ state, durationSeconds }: ShownTrailer): ShownTrailer["state"] =>
  state === "selected" ? (durationSeconds === null ? "offered" : "tested") : state;

export const afterDelete = (trailers: readonly ShownTrailer[], candidateId: number): readonly ShownTrailer[] =>
  trailers.filter((each) => each.candidateId !== candidateId);
