import { isAppError, messageOf } from "#lib/errors.ts";

/** What people are told instead when the work needs yt-dlp and there is none. That is no failure of a job. */
export async function unlessWithoutYtdlp<T>(work: () => Promise<T>): Promise<T | { notice: string }> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error, "unsupported") && error.details?.kind === "ytdlp") return { notice: messageOf(error) };
    throw error;
  }
}
