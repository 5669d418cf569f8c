"use client";

import { Ban, Copy, X } from "lucide-react";
import { FilterBar, FilterChip, ToggleChip } from "#components/filter-chip.tsx";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { countValues, isNarrowed, languageOf } from "./arrange-candidates.ts";
import { type ArtworkParams, candidateSortNames, candidateSorts } from "./artwork-params.ts";
import { nameOfSource, nameOfText } from "./candidate-words.ts";

export type CandidateToolbarProps = {
  candidates: readonly ShownCandidate[];
  ideal: { width: number; height: number };
  params: ArtworkParams;
  /** How many were found to look like others since the page opened. */
  newlyAlike: number;
  /** Puts those together. */
  onGroup: () => void;
  onChange: (change: { [Name in keyof ArtworkParams]?: ArtworkParams[Name] | null }) => void;
};

const noFilters = { lang: null, source: null, min: null, unblocked: null };
const sortOptions = candidateSortNames.map((value) => ({ value, label: candidateSorts[value] }));

/** Filters and order of the candidates. */
export function CandidateToolbar(props: CandidateToolbarProps) {
  const { candidates, ideal, params, newlyAlike, onGroup, onChange } = props;
  const { lang, source, min, unblocked, sort } = params;
  const languages = countValues(candidates, languageOf).map(({ value, count }) => ({
    value,
    label: nameOfText(value === "none" ? null : value),
    count,
  }));
  const sources = countValues(candidates, ({ provider }) => provider).map(({ value, count }) => ({
    value,
    label: nameOfSource(value),
    count,
  }));
  const widths = [ideal.width, Math.round(ideal.width / 2)].map((widthPx) => ({
    value: String(widthPx),
    label: `From ${widthPx} wide`,
    count: candidates.filter(({ width }) => (width ?? 0) >= widthPx).length,
  }));
  // An address may ask for any width.
  const sizes = widths.some(({ value }) => value === String(min)) || min === 0 ? widths : [...widths, ownWidth(min)];
  return (
    <div className="mt-4 flex gap-2 max-md:flex-col md:flex-wrap md:items-center">
      <FilterBar>
        <FilterChip
          label="Language"
          options={languages}
          selected={lang}
          onSelectedChange={(next) => onChange({ lang: next.length > 0 ? next : null })}
        />
        <FilterChip
          label="Source"
          options={sources}
          selected={source}
          onSelectedChange={(next) => onChange({ source: next.length > 0 ? next : null })}
        />
        <FilterChip
          label="Size"
          options={sizes}
          selected={min > 0 ? [String(min)] : []}
          onSelectedChange={(next) => onChange({ min: Number(next.at(-1) ?? 0) || null })}
        />
        <ToggleChip
          label="Hide blocked"
          icon={<Ban aria-hidden />}
          pressed={unblocked}
          onPressedChange={(pressed) => onChange({ unblocked: pressed || null })}
        />
        {newlyAlike > 0 && (
          <Button onClick={onGroup}>
            <Copy aria-hidden />
            Put {newlyAlike} that look the same together
          </Button>
        )}
        {isNarrowed(params) && (
          <Button variant="ghost" onClick={() => onChange(noFilters)}>
            <X aria-hidden />
            Clear filters
          </Button>
        )}
      </FilterBar>
      <Select
        aria-label="Sort by"
        options={sortOptions}
        value={sort}
        onValueChange={(next) => onChange({ sort: candidateSortNames.find((name) => name === next) ?? null })}
        className="md:ml-auto md:w-32"
      />
    </div>
  );
}

const ownWidth = (widthPx: number) => ({ value: String(widthPx), label: `From ${widthPx} wide` });
