import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { cachedPicture } from "#components/artwork-source.ts";
import { Picture } from "#components/picture.tsx";
import { initialsOf } from "../../_components/portrait.tsx";

export type PersonHeaderProps = {
  name: string;
  imageHash: string | null;
  /** One below the other, below the name. */
  lines: readonly string[];
  badges?: ReactNode;
  links: readonly { href: string; label: string }[];
  actions: ReactNode;
};

/** Portrait, name and facts of a person, and what can be done with them. */
export function PersonHeader({ name, imageHash, lines, badges, links, actions }: PersonHeaderProps) {
  return (
    <header className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-4 md:grid-rows-[1fr_auto] md:gap-x-6">
      <Picture
        picture={imageHash === null ? null : cachedPicture({ hash: imageHash })}
        alt={`Portrait of ${name}`}
        width={200}
        height={300}
        sizes="(width < 48rem) 96px, 160px"
        eager
        missing={<span className="font-medium text-2 text-2xl">{initialsOf(name)}</span>}
        className="w-24 shrink-0 self-start md:row-span-2 md:w-36 lg:w-40"
      />
      <div className="min-w-0 self-end">
        <h1 className="text-balance font-semibold text-1 text-xl tracking-tight md:text-2xl">{name}</h1>
        {lines.map((line) => (
          <p key={line} className="mt-1 text-2 text-sm md:text-base">
            {line}
          </p>
        ))}
        {badges && <p className="mt-3 flex flex-wrap gap-2 empty:hidden">{badges}</p>}
        {links.length > 0 && (
          <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {links.map(({ href, label }) => (
              <li key={href}>
                <a
                  href={href}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex items-center gap-1 text-accent hover:underline touch:min-h-11"
                >
                  {label}
                  <ExternalLink aria-hidden className="size-3.5" />
                  <span className="sr-only">(opens in a new tab)</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
      {actions && <div className="max-md:col-span-2 md:col-start-2">{actions}</div>}
    </header>
  );
}
