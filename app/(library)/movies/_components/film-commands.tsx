"use client";

import { Eye, EyeOff, FileOutput, FileSearch, RefreshCw, Replace, ScanSearch } from "lucide-react";
import type { ReactNode } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { type FilmCommand, filmCommands } from "#lib/movies/vocabulary.ts";
import { filmsText } from "../../_components/texts.ts";
import { commandFilms, monitorFilms } from "../actions.ts";
import { filmCache } from "./film-cache.ts";

export const commandIcons = {
  fill: <RefreshCw aria-hidden />,
  replace: <Replace aria-hidden />,
  identify: <ScanSearch aria-hidden />,
  publish: <FileOutput aria-hidden />,
} as const satisfies Record<FilmCommand, ReactNode>;

export const monitorIcons = { on: <Eye aria-hidden />, off: <EyeOff aria-hidden /> };

/** The plan of publishing is a page of its own. */
export const planIcon = <FileSearch aria-hidden />;
export const planHelp = "What would be written, renamed and moved to the recycle bin.";

/** Asks for it, and says what came of it. */
export async function askForFilms(command: FilmCommand, movieIds: readonly number[]): Promise<void> {
  const { label } = filmCommands[command];
  const answer = await answered(commandFilms({ command, movieIds: [...movieIds] }));
  if (!answer.ok) {
    toastFailed(`${label}: not started`, {
      description: answer.error.message,
      onRetry: () => void askForFilms(command, movieIds),
    });
    return;
  }
  if (answer.data === 0) {
    toastDone(`${label}: in line already`);
    return;
  }
  const description = answer.data < movieIds.length ? "The others wait already." : undefined;
  toastDone(`${label}: ${filmsText(answer.data)} in line`, description ? { description } : {});
}

/** Puts films under automation or takes them out; can be taken back. */
export async function monitorAll(monitored: boolean, movieIds: readonly number[]): Promise<void> {
  const answer = await answered(monitorFilms({ monitored, movieIds: [...movieIds] }));
  if (!answer.ok) {
    toastFailed(monitored ? "The films are still not monitored" : "The films are still monitored", {
      description: answer.error.message,
      onRetry: () => void monitorAll(monitored, movieIds),
    });
    return;
  }
  const changed = answer.data;
  filmCache.refresh(changed);
  const text = monitored ? "monitored" : "no longer monitored";
  if (changed.length === 0) toastDone(monitored ? "Monitored already" : "Not monitored already");
  else {
    toastDone(`${filmsText(changed.length)} ${text}`, { onUndo: () => void monitorAll(!monitored, changed) });
  }
}
