import { RefreshWhile } from "#app/_components/refresh-while.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { LocksBadge } from "../../../_components/title-badges.tsx";
import { TitleHeader } from "../../../_components/title-header.tsx";
import type { SetHeaderData } from "../queries.ts";
import { SetActions } from "./set-actions.tsx";

/** Picture and name of the set, how much of it is there, what can be done with it, and its tabs. */
export function SetHeader({ set }: { set: SetHeaderData }) {
  const at = `/collections/${set.collectionId}`;
  const { owned, missing } = set;
  return (
    <TitleHeader
      title={set.name}
      year={null}
      poster={set.poster}
      fanart={set.fanart}
      facts={[missing > 0 ? `${owned} of ${owned + missing} films` : owned === 1 ? "1 film" : `${owned} films`]}
      badges={
        <>
          {set.isOwn && <Badge>Own set</Badge>}
          {set.isComplete && <Badge tone="positive">Complete</Badge>}
          <LocksBadge count={set.locks} />
        </>
      }
      actions={set.mayEdit && <SetActions set={set} />}
      tabs={{
        label: "Set",
        links: [
          { href: at, label: "Films" },
          { href: `${at}/artwork`, label: "Artwork" },
          { href: `${at}/history`, label: "History" },
        ],
      }}
    >
      <RefreshWhile active={set.isBusy} />
    </TitleHeader>
  );
}
