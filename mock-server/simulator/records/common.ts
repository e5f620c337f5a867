/** Any JSON object, as apps attach it to users, groups and messages. */
export type JsonObject = Readonly<Record<string, unknown>>;

export type ReceiverType = "user" | "group";
