import type { App } from "../simulator/simulator.ts";
import { printApiKey } from "./api-key.ts";
import type { Fields } from "./json-text.ts";

/** An app as the management API shows it, without what is about plans and people. docs: rest-api/management-apis (apps) */
export function printApp({ appId, name, region, createdAt, state }: App): Fields {
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

function printManagedKey(key: Parameters<typeof printApiKey>[0]): Fields {
  return { ...printApiKey(key), createdBy: "app_system" };
}
