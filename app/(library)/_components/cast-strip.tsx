import Link from "next/link";
import { SectionLink } from "#components/section-link.tsx";
import { Portrait } from "./portrait.tsx";

export type CastStripProps = {
  /** The page with all of them. */
  href: string;
  cast: readonly { actorId: number; name: string; imageHash: string | null; role: string | null }[];
};

/** The first of the cast in one line that scrolls sideways. */
export function CastStrip({ href, cast }: CastStripProps) {
  if (cast.length === 0) return null;
  return (
    <section aria-labelledby="cast-heading" className="min-w-0">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="cast-heading" className="font-medium text-1 text-lg">
          Cast
        </h2>
        <SectionLink href={href}>All cast and crew</SectionLink>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <ul aria-label="Cast" tabIndex={0} className="-mx-4 mt-3 flex gap-4 overflow-x-auto px-4 pb-2 md:mx-0 md:px-0">
        {cast.map((person) => (
          <li key={person.actorId} className="w-20 shrink-0">
            <Link
              href={`/people/${person.actorId}`}
              prefetch={false}
              className="group grid content-start justify-items-center gap-1 rounded-md text-center"
            >
              <Portrait name={person.name} imageHash={person.imageHash} />
              <span className="line-clamp-2 w-full text-1 text-sm leading-4 group-hover:underline">{person.name}</span>
              {person.role && <span className="line-clamp-2 w-full text-3 text-xs">{person.role}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
