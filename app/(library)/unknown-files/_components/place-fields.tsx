"use client";

import { ErrorState } from "#components/error-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { nameOfSeason } from "../../series/[seriesId]/_components/names.ts";
import type { ShowPlace } from "./assign-draft.ts";
import type { ShowPlaces } from "./show-places.ts";

type PlaceFieldsProps = {
  places: { found?: ShowPlaces; problem?: string };
  /** A subtitle needs an episode; a picture can be of the series or a season too. */
  isEpisodeNeeded: boolean;
  place: ShowPlace;
  onChange: (place: ShowPlace) => void;
};

/** A select has no empty value. */
const none = "none";

/** Which season and episode of a series. */
export function PlaceFields({ places: { found, problem }, isEpisodeNeeded, place, onChange }: PlaceFieldsProps) {
  if (problem) return <ErrorState layout="inline" title="The seasons could not be read" description={problem} />;
  const seasons = (found?.seasons ?? []).map(({ seasonNumber }) => ({
    value: String(seasonNumber),
    label: nameOfSeason(seasonNumber),
  }));
  const episodes = (found?.episodes ?? []).map(({ episodeId, episodeNumber, title }) => ({
    value: String(episodeId),
    label: title === null ? `Episode ${episodeNumber}` : `${episodeNumber}. ${title}`,
  }));
  const whole = (label: string) => (isEpisodeNeeded ? [] : [{ value: none, label }]);
  const numberOf = (value: string) => (value === none ? null : Number(value));
  const shown = (value: number | null, options: readonly { value: string }[]) => {
    const text = String(value);
    if (options.some((option) => option.value === text)) return text;
    return isEpisodeNeeded ? "" : none;
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Season">
        {({ id }) => (
          <Select
            id={id}
            placeholder={found ? "Choose a season" : "Reading"}
            options={[...whole("The whole series"), ...seasons]}
            value={shown(place.seasonNumber, seasons)}
            onValueChange={(value) => onChange({ seasonNumber: numberOf(value), episodeId: null })}
          />
        )}
      </Field>
      {(isEpisodeNeeded || place.seasonNumber !== null) && (
        <Field label="Episode">
          {({ id }) => (
            <Select
              id={id}
              placeholder={place.seasonNumber !== null && !found ? "Reading" : "Choose an episode"}
              disabled={place.seasonNumber === null}
              options={[...whole("The whole season"), ...episodes]}
              value={shown(place.episodeId, episodes)}
              onValueChange={(value) => onChange({ ...place, episodeId: numberOf(value) })}
            />
          )}
        </Field>
      )}
    </div>
  );
}
