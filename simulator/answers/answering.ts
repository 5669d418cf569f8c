import type { Catalogue } from "../catalogue.ts";
import type { State } from "../state.ts";

/** What an answer is made from. */
export type Answering = {
  catalogue: Catalogue;
  query: URLSearchParams;
  /** Where this server can be reached, without a slash at the end. */
  url: string;
  artworkScale: number;
  state: State;
};

/** A JSON answer; the status is 200 unless said. */
export type Answer = { status?: number; body: object };

/** TMDB's error shapes by its own status code. */
export const errors = {
  invalidKey: {
    status: 401,
    body: { status_code: 7, status_message: "Invalid API key: You must be granted a valid key.", success: false },
  },
  notFound: {
    status: 404,
    body: { success: false, status_code: 34, status_message: "The resource you requested could not be found." },
  },
  tooMany: {
    status: 429,
    body: { success: false, status_code: 25, status_message: "Your request count is over the allowed limit." },
  },
  invalidPage: {
    status: 400,
    body: {
      success: false,
      status_code: 22,
      status_message: "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.",
    },
  },
  tooManyParts: {
    status: 400,
    body: {
      success: false,
      status_code: 27,
      status_message: "Too many append to response objects: The maximum number of remote calls is 20.",
    },
  },
  invalidSource: {
    status: 400,
    body: {
      success: false,
      status_code: 5,
      status_message: "Invalid parameters: Your request parameters are incorrect.",
    },
  },
  invalidDates: {
    status: 400,
    body: {
      success: false,
      status_code: 20,
      status_message: "Invalid date range: Should be a range no longer than 14 days.",
    },
  },
  noQuery: { status: 422, body: { errors: ["query must be provided"] } },
  internal: {
    status: 500,
    body: { success: false, status_code: 11, status_message: "Internal error: Something went wrong, contact TMDb." },
  },
} as const satisfies Record<string, Answer>;
