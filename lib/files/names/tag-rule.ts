export type TagField =
  | "resolution"
  | "source"
  | "videoCodec"
  | "audioCodec"
  | "atmos"
  | "hdr"
  | "language"
  | "edition"
  | "other";

export type TagRule = {
  /** Source of a regular expression, matched as a whole word without regard to letter case. */
  pattern: string;
  field: TagField;
  value: string;
  /** True for words that titles use too: they count only behind the year or a tag that no title uses. */
  isWeak: boolean;
  /** True for short codes that count in capitals only, such as FR. */
  isCapital?: boolean;
};

export const strong = (field: TagField, rows: Record<string, string>): TagRule[] => rules(field, rows, false);
export const weak = (field: TagField, rows: Record<string, string>): TagRule[] => rules(field, rows, true);

export const capital = (field: TagField, rows: Record<string, string>): TagRule[] =>
  rules(field, rows, true).map((rule) => ({ ...rule, isCapital: true }));

function rules(field: TagField, rows: Record<string, string>, isWeak: boolean): TagRule[] {
  return Object.entries(rows).map(([pattern, value]) => ({ pattern, field, value, isWeak }));
}
