import type { KeyScope } from "../rules/key-privileges.ts";
import type { JsonObject } from "./common.ts";

export interface ApiKey {
  readonly apiKey: string;
  readonly name: string;
  readonly scope: KeyScope;
  readonly createdAt: number;
}

/** A feature that users of a role may not use. docs: rest-api/restrict-features */
export interface RestrictedFeature {
  readonly role: string;
  readonly key: string;
  readonly createdAt: number;
}

/** What a role, or a scope of a group, was explicitly given. docs: rest-api/rbac-overview */
export interface Permission {
  /** Whose it is, as `roleHolder` and `scopeHolder` name it. */
  readonly holder: string;
  readonly id: string;
  readonly value: string | readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Someone who works on the app, in the vendor's dashboard. docs: rest-api/management-apis (team management) */
export interface Collaborator {
  readonly id: number;
  readonly email: string;
  readonly role: "admin" | "moderator" | "developer";
  readonly createdAt: number;
}

/** Where an app's server wants to hear what happens. docs: rest-api/management-apis/webhooks */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly webhookURL: string;
  readonly useBasicAuth: boolean;
  readonly username?: string;
  readonly password?: string;
  readonly enabled: boolean;
  readonly retryOnFailure: boolean;
  /** The ids of the triggers it has, in the order in which they were added. */
  readonly triggers: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly serial: number;
}

/** What an app chose of its settings, in the place of what they are otherwise. */
export interface ChosenSettings {
  readonly name: "app";
  readonly values: JsonObject;
}
