import "./vitest/matchers.ts";

export { expect } from "vitest";
export { test } from "./vitest/fixtures.ts";
