import type { Settings } from "#lib/settings/read-settings.ts";
import type { AskOptions, LanguageChoice, Provider } from "./provider.ts";
import { type LanguagePart, languageProviders, type ProviderName, providerFacts } from "./vocabulary.ts";

/**
 * The same provider, asked in the language, country and fallback languages that the settings have for it alone. What is
 * not set there is as the library says. This is the only place where a question gets another language than its library's.
 */
export function inOwnLanguage<P extends Provider>(settings: Settings, provider: P): P {
  const own = ownChoice(settings, provider.name);
  if (Object.keys(own).length === 0) return provider;
  const speak =
    <Query extends LanguageChoice, Answer>(ask: (query: Query, options?: AskOptions) => Answer) =>
    (query: Query, options?: AskOptions): Answer => {
      const { language, region, fallbacks } = query;
      return ask({ ...query, ...own, library: { language, region, fallbacks } }, options);
    };
  const { searchMovies, findMovies, findMovie, findCollection, findPerson } = provider;
  const { searchSeries, findSeriesByOtherId, findSeries, listEpisodes } = provider;
  return {
    ...provider,
    ...(searchMovies && { searchMovies: speak(searchMovies) }),
    ...(findMovies && { findMovies: speak(findMovies) }),
    ...(findMovie && { findMovie: speak(findMovie) }),
    ...(findCollection && { findCollection: speak(findCollection) }),
    ...(findPerson && { findPerson: speak(findPerson) }),
    ...(searchSeries && { searchSeries: speak(searchSeries) }),
    ...(findSeriesByOtherId && { findSeriesByOtherId: speak(findSeriesByOtherId) }),
    ...(findSeries && { findSeries: speak(findSeries) }),
    ...(listEpisodes && { listEpisodes: speak(listEpisodes) }),
  };
}

/** What is set for a provider of what it declares. */
function ownChoice(settings: Settings, provider: ProviderName): Partial<Omit<LanguageChoice, "library">> {
  const name = languageProviders.find((each) => each === provider);
  if (name === undefined) return {};
  const declared: readonly LanguagePart[] = providerFacts[name].languages;
  const has = (part: LanguagePart) => declared.includes(part);
  const language = has("language") ? settings.get(`${name}.ownLanguage`) : null;
  const region = has("region") ? settings.get(`${name}.ownRegion`) : null;
  const fallbacks = has("fallbackLanguages") ? settings.get(`${name}.ownFallbackLanguages`) : null;
  return {
    ...(language !== null && { language }),
    ...(region !== null && { region }),
    ...(fallbacks !== null && { fallbacks }),
  };
}
