/** `isWaiting`: somebody asked for a look, and it has not begun. */
export type LookedAt = { name: string; verifiedAt: Date | null; isWaiting: boolean; run: { status: string } | null };

/** What it means that nothing is open: not looked yet, looking, not looked everywhere, or in order. */
export function nothingFound(libraries: readonly LookedAt[]): {
  title: string;
  description: string;
  isInOrder: boolean;
} {
  const isRunning = ({ run, isWaiting }: LookedAt) => isWaiting || run?.status === "running";
  const running = libraries.filter(isRunning);
  const unseen = libraries.filter(({ verifiedAt }) => verifiedAt === null);
  const broken = libraries.filter((each) => each.run !== null && each.run.status !== "completed" && !isRunning(each));
  const told = { isInOrder: false };
  if (libraries.length === 0)
    return { ...told, title: "No library yet", description: "What is found in a library stands here." };
  if (running.length > 0) {
    const description = `${names(running)} ${running.length === 1 ? "is" : "are"} being verified. What is found stands here.`;
    return { ...told, title: "Nothing was found so far", description };
  }
  if (unseen.length === libraries.length)
    return { ...told, title: "Nothing was verified yet", description: "Press Verify now to have a first look." };
  if (unseen.length > 0) {
    const description = `${names(unseen)} ${unseen.length === 1 ? "was" : "were"} not verified yet.`;
    return { ...told, title: "Nothing was found in what was verified", description };
  }
  if (broken.length > 0) {
    const description = `The last look at ${names(broken)} did not come to its end.`;
    return { ...told, title: "Nothing was found so far", description };
  }
  const description = "Whatever the next look finds stands here, with its repair.";
  return { title: "Everything is as it should be", description, isInOrder: true };
}

const namesShown = 3;

/** "Films", "Films and Series", "A, B, C and 2 more". */
function names(libraries: readonly LookedAt[]): string {
  const shown = libraries.slice(0, namesShown).map(({ name }) => name);
  const left = libraries.length - shown.length;
  if (left > 0) return `${shown.join(", ")} and ${left} more`;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
