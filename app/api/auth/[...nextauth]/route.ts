import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { problemResponse } from "#app/_server/answer-error.ts";
import { authOptions } from "#app/_server/auth-options.ts";
import { capBody } from "#app/_server/request-body.ts";
import { requestFacts } from "#app/_server/request-facts.ts";
import { AppError } from "#lib/errors.ts";

/** What next-auth may do here. Its log endpoint and its own pages stay closed. */
const open: Record<string, readonly string[]> = {
  GET: ["csrf", "session", "providers", "signin", "error"],
  POST: ["callback/credentials", "signin/credentials", "signout"],
};

/** A name, a password and a token are small. */
const bodyLimitBytes = 16 * 1024;

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  try {
    if (!open[request.method]?.includes(nextauth.join("/"))) throw new AppError("not_found", "There is nothing here.");
    const { method, headers } = request;
    const body = request.body ? await capBody(request, bodyLimitBytes).text() : undefined;
    const capped = new NextRequest(request.url, { method, headers, ...(body === undefined ? {} : { body }) });
    return await NextAuth(authOptions(requestFacts(headers)))(capped, context);
  } catch (error) {
    return problemResponse(error, { method: request.method, path: request.nextUrl.pathname });
  }
}

export { handle as GET, handle as POST };
