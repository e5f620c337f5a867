#!/usr/bin/env node
import module from "node:module";

// Since Node 22.1: what was compiled at one start is read at the next, which is a quarter of it. Before anything else is
// loaded, or that would be compiled once more.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
await import("./cli-command.ts");
