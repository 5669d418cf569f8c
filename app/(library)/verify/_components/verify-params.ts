import { createLoader, type inferParserType, parseAsInteger, parseAsStringLiteral } from "nuqs/server";

/** The report in the address: /verify?library=2&show=dismissed. */
export const verifyParams = {
  library: parseAsInteger,
  show: parseAsStringLiteral(["open", "dismissed"] as const).withDefault("open"),
};
export type VerifyParams = inferParserType<typeof verifyParams>;

export const readVerifyParams = createLoader(verifyParams);
