import { http } from "msw";
import { setupWorker } from "msw/browser";
import { type BrowserTestkit, setupTestkit } from "../../../mock-server/browser.ts";
import { type Client, openClient } from "./client.ts";

declare global {
  interface Window {
    /** The SDK of this window. */
    client: Client;
    /** Of the page, not of its frames. */
    setupTestkit: typeof setupTestkit;
    /** Put there by whoever sets it up. */
    testkit: BrowserTestkit;
    /** msw's own, as an app has it. */
    http: typeof http;
    setupWorker: typeof setupWorker;
  }
}

Object.assign(window, { setupTestkit, http, setupWorker, client: openClient() });
