import { messageOf } from "#lib/errors.ts";
import { needsSetting, retryDelayMs } from "./errors.ts";
import type { Provider } from "./provider.ts";
import { type ProviderName, providerFacts } from "./vocabulary.ts";

/** A provider that could not be asked. */
export type Failure = {
  provider: ProviderName;
  /** A sentence for people. */
  message: string;
  /** When asking again makes sense, if the provider said so. */
  retryAfterMs: number | undefined;
  /** False: somebody has to change a setting first. */
  mayPass: boolean;
  error: unknown;
};

export type Asked<T> = {
  answers: T[];
  /** Providers that do not have it. */
  missing: ProviderName[];
  failures: Failure[];
};

/**
 * Asks several providers the same at once. One that fails does not fail the others. `ask` answers null where a provider
 * is not asked, because it has no such function or needs an id that nobody knows.
 */
export async function askAll<T>(
  providers: readonly Provider[],
  ask: (provider: Provider) => Promise<T | undefined> | null,
  signal?: AbortSignal,
): Promise<Asked<T>> {
  const asked: Asked<T> = { answers: [], missing: [], failures: [] };
  const open = providers.flatMap((provider) => {
    const question = ask(provider);
    return question === null ? [] : [{ provider, question }];
  });
  const settled = await Promise.allSettled(open.map(({ question }) => question));
  signal?.throwIfAborted();
  for (const [index, result] of settled.entries()) {
    const provider = open[index]?.provider;
    if (provider === undefined) continue;
    if (result.status === "rejected") asked.failures.push(failureOf(provider, result.reason));
    else if (result.value === undefined) asked.missing.push(provider.name);
    else asked.answers.push(result.value);
  }
  return asked;
}

function failureOf({ name }: Provider, error: unknown): Failure {
  const retryAfterMs = retryDelayMs(error);
  const { label } = providerFacts[name];
  const message = messageOf(error);
  return {
    provider: name,
    // What goes wrong on the way names the host, which people may not know.
    message: message.includes(label) ? message : `${label}: ${message}`,
    retryAfterMs,
    mayPass: !needsSetting(error),
    error,
  };
}

export function joinAsked<T>(...all: readonly Asked<T>[]): Asked<T> {
  return {
    answers: all.flatMap(({ answers }) => answers),
    missing: all.flatMap(({ missing }) => missing),
    failures: all.flatMap(({ failures }) => failures),
  };
}
