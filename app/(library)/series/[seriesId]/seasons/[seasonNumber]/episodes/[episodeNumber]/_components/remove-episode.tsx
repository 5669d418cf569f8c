"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { type Removal, RemoveDialog } from "../../../../../../../_components/remove-dialog.tsx";
import { showCache } from "../../../../../../_components/show-cache.ts";
import { codeOf, episodeHref, titleOf } from "../../../../../_components/names.ts";
import type { EpisodePageData } from "../queries.ts";

type Page = Pick<EpisodePageData, "episode" | "alsoInFile" | "mayDeleteFiles">;
type RemoveEpisodeProps = {
  seriesId: number;
  page: Page;
  /** Where to go afterwards. */
  backHref: string;
};

/** Asks, removes the episode and leads back. Taken back, it leads to the episode again. */
export function RemoveEpisode({ seriesId, page, backHref }: RemoveEpisodeProps) {
  const { episode, alsoInFile, mayDeleteFiles } = page;
  const router = useRouter();
  const [removal, setRemoval] = useState<Removal>();
  const lead = (href: string) => {
    showCache.refresh([seriesId]);
    router.push(href);
    // What stands above the tabs counts episodes.
    router.refresh();
  };
  return (
    <>
      <Button variant="danger-ghost" onClick={() => setRemoval(removalOf({ episode, alsoInFile }))}>
        <Trash2 aria-hidden />
        Remove episode
      </Button>
      <RemoveDialog
        removal={removal}
        mayDeleteFiles={mayDeleteFiles}
        onClose={() => setRemoval(undefined)}
        onRemoved={() => lead(backHref)}
        onRestored={() => lead(episodeHref(seriesId, episode))}
      />
    </>
  );
}

/** Episodes in one file go together, so all of them are asked about. */
function removalOf({ episode, alsoInFile }: Pick<Page, "episode" | "alsoInFile">): Removal {
  return {
    kind: "episode",
    ids: [episode, ...alsoInFile].map(({ episodeId }) => episodeId),
    name: `${codeOf(episode)} ${titleOf(episode)}`,
    isMissing: episode.missingAt !== null,
  };
}
