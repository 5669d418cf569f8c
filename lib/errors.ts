/**
 * The closed set of things that can go wrong for a person or a program that calls us.
 * Each code has one HTTP status, so an edge never decides twice.
 */
export const errorStatus = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  too_many: 429,
  cancelled: 499,
  internal: 500,
  unavailable: 503,
  provider: 502,
  /** A library root is empty, unreadable or on another device than before. */
  offline: 503,
  /** A file or folder could not be read or written. */
  disk: 507,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export type AppErrorOptions = {
  cause?: unknown;
  /** The input field the error is about. */
  field?: string;
  /** Facts for the caller, such as both values of a conflict. Never secrets. */
  details?: Record<string, unknown>;
};

/** The one error class: a code for programs, a sentence for people that names the thing and says what to do. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.field = options.field;
    this.details = options.details;
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** What to tell a person about any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
