import * as z from "zod";
import type { App } from "../simulator/app.ts";
import { apiKeyShape, printApiKey } from "./api-key.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { filled, seconds } from "./words.ts";

/** An API key as the account sees it. */
const managedKeyShape = shape("ManagedKey", () => apiKeyShape.schema.extend({ createdBy: filled }));

export const appShape = shape("App", () =>
  z.strictObject({
    id: filled,
    name: filled,
    state: z.literal("active"),
    region: filled,
    version: z.literal("3"),
    createdAt: seconds,
    apiKeys: z.record(z.string(), managedKeyShape.schema).meta({ description: "By the key." }),
  }),
);

/** An app as the management API shows it, without what is about plans and people. docs: rest-api/management-apis (apps) */
export function printApp({ appId, name, region, createdAt, state }: App): Fields<Of<typeof appShape>> {
  const keys = [...state.apiKeys.values()].map((key) => [key.apiKey, printManagedKey(key)] as const);
  return {
    id: appId,
    name,
    state: "active",
    region,
    version: "3",
    createdAt,
    apiKeys: Object.fromEntries(keys),
  };
}

function printManagedKey(key: Parameters<typeof printApiKey>[0]): Fields<Of<typeof managedKeyShape>> {
  return { ...printApiKey(key), createdBy: "app_system" };
}
