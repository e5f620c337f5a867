import type { MessagePage } from "../simulator/operations/list-messages.ts";
import type { Page } from "../simulator/paging.ts";
import { LIMITS } from "../simulator/rules/limits.ts";
import type { Call } from "./call.ts";

/** Which page of a list is asked for: clients say `per_page`, servers `perPage`. */
export function windowOf({ query }: Call) {
  return { page: query.text("page"), perPage: query.text("per_page") ?? query.text("perPage") };
}

/**
 * How many rows of a list that is read from a cursor are asked for.
 *
 * @param fallback where the request says nothing. docs: rest-api/messages
 */
export function limitOf({ query }: Call, fallback: number = LIMITS.defaultPageSize): string | number {
  return query.text("per_page") ?? query.text("limit") ?? query.text("perPage") ?? fallback;
}

/** The meta of a list read page by page. The SDK hangs without it, an empty list included. */
export function pageMeta({ rows, total, page, perPage }: Page<unknown>) {
  return {
    pagination: {
      total,
      count: rows.length,
      per_page: perPage,
      current_page: page,
      total_pages: Math.max(1, Math.ceil(total / perPage)),
    },
  };
}

/** The meta of the lists for which servers are shown a cursor by time of change as well. docs: rest-api/users */
export function changeMeta<R>(page: Page<R>, changedAt: (row: R) => number | undefined) {
  const last = page.rows.at(-1);
  const updatedAt = last && changedAt(last);
  const cursor = updatedAt === undefined ? undefined : { updatedAt, affix: "prepend" };
  return { ...pageMeta(page), cursor };
}

/**
 * The meta of a page of messages for clients. Without a cursor the SDK never asks again, and so does it when there is
 * but one page left. seen from the official SDK 4.2.0
 */
export function clientMessageMeta({ rows, affix, remaining }: MessagePage, limit: string | number) {
  const edge = affix === "prepend" ? rows[0] : rows.at(-1);
  const perPage = Number(limit);
  const pagination = remaining !== undefined && {
    total: remaining,
    count: rows.length,
    per_page: perPage,
    current_page: 1,
    total_pages: Math.max(1, Math.ceil(remaining / perPage)),
  };
  return {
    ...(pagination && { pagination }),
    ...(edge && { cursor: { id: edge.id, sentAt: edge.sentAt, affix } }),
  };
}

/** The meta of a page of messages for servers: how to go on, either way. docs: rest-api/messages */
export function serverMessageMeta({ rows }: MessagePage, limit: string | number) {
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    current: { limit: Number(limit), count: rows.length },
    ...(last && { next: { affix: "append", sentAt: last.sentAt, id: String(last.id) } }),
    ...(first && { previous: { affix: "prepend", sentAt: first.sentAt, id: String(first.id) } }),
  };
}
