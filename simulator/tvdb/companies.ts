import { hashText } from "../catalogue/seed.ts";
import { threeLetterCountries } from "../catalogue/series-words.ts";
import type { Show } from "../catalogue/show.ts";

/** What TVDB calls companies for, by the number that a record names. */
const typeIds = {
  Network: 1,
  Studio: 2,
  "Production Company": 3,
  Distributor: 4,
  "Special Effects": 5,
} as const;
type CompanyType = keyof typeof typeIds;

/** What `/companies/types` tells. */
export const companyTypes = () =>
  Object.entries(typeIds).map(([companyTypeName, companyTypeId]) => ({ companyTypeId, companyTypeName }));

export function companyOf(name: string, country: string | undefined, type: CompanyType) {
  return {
    id: 1 + (hashText(name) % 90_000),
    name,
    slug: name.toLowerCase().replaceAll(" ", "-"),
    nameTranslations: ["eng"],
    overviewTranslations: [],
    aliases: [],
    country: threeLetterCountries[country ?? ""] ?? "",
    primaryCompanyType: typeIds[type],
    activeDate: null,
    inactiveDate: null,
    parentCompany: { id: null, name: null, relation: { id: null, typeName: null } },
    tagOptions: null,
  };
}

/**
 * Who broadcasts and who makes a series. As in the service, makers are of either type, and some companies are of no use
 * to it: the last studio also stands there as who did the effects, under another name.
 */
export function companiesOf({ networks, studios, countries: [country] }: Show) {
  const last = studios.at(-1);
  return [
    ...networks.map((name) => companyOf(name, country, "Network")),
    ...studios.map((name, index) => companyOf(name, country, index === 0 ? "Studio" : "Production Company")),
    ...(last === undefined ? [] : [companyOf(`${last} Effects`, country, "Special Effects")]),
  ];
}
