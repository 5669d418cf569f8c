import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";

export type Fact = { label: string; value: ReactNode };
export type SiteLink = { href: string; label: string; id: string };

/** Facts beside the plot; those without a value are left out. */
export function FactCard({ facts }: { facts: readonly Fact[] }) {
  const shown = facts.filter(({ value }) => Boolean(value));
  if (shown.length === 0) return null;
  return (
    <Card aria-label="Facts">
      <CardHeader title="Facts" />
      <CardContent>
        <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
          {shown.map(({ label, value }) => (
            <div key={label} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-3">{label}</dt>
              <dd className="min-w-0 break-words text-1">{value}</dd>
            </div>
          ))}
        </dl>
      </CardContent>
    </Card>
  );
}

export const namesOf = (names: readonly string[] | null) => (names && names.length > 0 ? names.join(", ") : null);

/** IMDb's page, the same for films, series and episodes. */
export const imdbLink = (imdbId: string): SiteLink => ({
  href: `https://www.imdb.com/title/${encodeURIComponent(imdbId)}/`,
  label: "IMDb",
  id: imdbId,
});

/** Where something is on other sites, each in a new tab. */
export function SiteLinks({ links }: { links: readonly SiteLink[] }) {
  return (
    <ul className="grid gap-1">
      {links.map(({ href, label, id }) => (
        <li key={label}>
          <a
            href={href}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1 text-accent underline-offset-4 hover:underline touch:min-h-11"
          >
            {label} <span className="text-3">{id}</span>
            <ExternalLink aria-hidden className="size-3 shrink-0" />
            <span className="sr-only">(opens in a new tab)</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
