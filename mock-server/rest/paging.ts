import * as z from "zod";
import type { MessagePage } from "../simulator/operations/list-messages.ts";
import type { Page } from "../simulator/paging.ts";
import { LIMITS } from "../simulator/rules/limits.ts";
import type { Fields } from "../wire/json-text.ts";
import { type Of, shape } from "../wire/shape.ts";
import { count, messageId, seconds } from "../wire/words.ts";
import type { Call } from "./call.ts";
import { listMeta, type Meta } from "./route.ts";

const paginationShape = shape("Pagination", () =>
  z.strictObject({
    total: count,
    count,
    per_page: count,
    current_page: count,
    total_pages: z.int().min(1),
  }),
);

/** The meta of a list read page by page. */
export const pagesShape = shape("Pages", () => z.strictObject({ pagination: paginationShape.schema }));
type Pages = Of<typeof pagesShape>;

/** Which way a list goes on. */
const affix = z.enum(["prepend", "append"]);

const changePagesShape = shape("ChangePages", () =>
  pagesShape.schema.extend({ cursor: z.strictObject({ updatedAt: seconds, affix }).optional() }),
);

/** How many rows were asked for, and how many came. */
export const currentShape = shape("Current", () => z.strictObject({ limit: count, count }));
/** The meta of a list that is answered whole, or that says no more of itself. */
export const currentMetaShape = shape("CurrentMeta", () => z.strictObject({ current: currentShape.schema }));

const clientMessageMetaShape = shape("ClientMessageMeta", () =>
  z.strictObject({
    pagination: paginationShape.schema.optional(),
    cursor: z.strictObject({ id: z.int(), sentAt: seconds, affix }).optional(),
  }),
);

const serverMessageMetaShape = shape("ServerMessageMeta", () => {
  const edge = z.strictObject({ affix, sentAt: seconds, id: messageId }).optional();
  return z.strictObject({ current: currentShape.schema, next: edge, previous: edge });
});

/** The meta of a page of messages: it differs between clients and servers. */
export const messageMetaShape = shape(undefined, () =>
  z.union([clientMessageMetaShape.schema, serverMessageMetaShape.schema]),
);

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
export function pagesOf({ rows, total, page, perPage }: Page<unknown>): Pages {
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

export const pageMeta = listMeta(pagesShape, pagesOf);

/** The meta of the lists for which servers are shown a cursor by time of change as well. docs: rest-api/users */
export function changeMeta<R>(changedAt: (row: R) => number | undefined): Meta<Page<R>> {
  return listMeta(changePagesShape, (page: Page<R>) => {
    const last = page.rows.at(-1);
    const updatedAt = last && changedAt(last);
    const cursor = updatedAt === undefined ? undefined : ({ updatedAt, affix: "prepend" } as const);
    return { ...pagesOf(page), cursor };
  });
}

/**
 * The meta of a page of messages for clients. Without a cursor the SDK never asks again, and so does it when there is
 * but one page left. seen from the official SDK 4.2.0
 */
export function clientMessageMeta(
  { rows, affix, remaining }: MessagePage,
  limit: string | number,
): Fields<Of<typeof clientMessageMetaShape>> {
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
export function serverMessageMeta(
  { rows }: MessagePage,
  limit: string | number,
): Fields<Of<typeof serverMessageMetaShape>> {
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    current: { limit: Number(limit), count: rows.length },
    ...(last && { next: { affix: "append", sentAt: last.sentAt, id: String(last.id) } }),
    ...(first && { previous: { affix: "prepend", sentAt: first.sentAt, id: String(first.id) } }),
  };
}
