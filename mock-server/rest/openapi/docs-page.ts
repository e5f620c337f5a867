import { DOCS_SCRIPT } from "./docs-script.ts";
import { DOCS_STYLE } from "./docs-style.ts";

/** The page at `/docs`: what `/openapi.json` says, to be read by people. It asks nothing of other servers. */
export const DOCS_PAGE = /* html */ `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>API of the mock server</title>
<style>${DOCS_STYLE}</style>
<body>
<nav><input type="search" placeholder="Filter" aria-label="Filter operations"><div></div></nav>
<main><p>Loading …</p></main>
<script type="module">${DOCS_SCRIPT}</script>
`;
