/** The page at `/docs`: what `/openapi.json` says, to be read by people. It asks nothing of other servers. */
export const DOCS_PAGE = /* html */ `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>API of the mock server</title>
<style>
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
  * { box-sizing: border-box; }
  body { margin: 0; font: 15px/1.5 system-ui, sans-serif; display: grid; grid-template-columns: 15rem 1fr; }
  nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; border-right: 1px solid var(--line); }
  nav input { width: 100%; padding: .4rem; font: inherit; }
  nav a { display: block; padding: .15rem 0; color: inherit; }
  main { padding: 1rem 2rem 4rem; min-width: 0; max-width: 70rem; }
  h2 { margin: 2rem 0 .5rem; }
  details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; }
  summary { padding: .4rem .7rem; cursor: pointer; }
  details > div { padding: 0 .9rem .7rem; }
  code, .path { font-family: ui-monospace, monospace; font-size: .9em; }
  .method { display: inline-block; width: 4.5em; font-weight: 700; }
  .quiet { opacity: .7; }
  .summary { float: right; }
  table { border-collapse: collapse; width: 100%; }
  td, th { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-top: 1px solid var(--line); }
  p { white-space: pre-line; }
  ul { margin: .2rem 0; padding-left: 1.2rem; }
  @media (max-width: 45rem) { body { display: block; } nav { position: static; height: auto; border: 0; } .summary { float: none; display: block; } }
</style>
<body>
<nav><input type="search" placeholder="Filter" aria-label="Filter operations"><div></div></nav>
<main><p>Loading …</p></main>
<script type="module">
const main = document.querySelector("main");
const links = document.querySelector("nav div");
const filter = document.querySelector("nav input");

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

const typeOf = (schema) => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf ?? schema.oneOf) return (schema.anyOf ?? schema.oneOf).map(typeOf).join(" | ");
  if (schema.type === "array") return "array of " + typeOf(schema.items ?? {});
  return [schema.type ?? "anything"].flat().join(" | ") + (schema.format ? " (" + schema.format + ")" : "");
};

const BOUNDS = {
  default: "default", minimum: "at least", maximum: "at most", minLength: "at least … characters", maxLength: "at most … characters",
  minItems: "at least … items", maxItems: "at most … items", pattern: "matches",
};
const boundsOf = (schema) =>
  Object.entries(BOUNDS)
    .filter(([name]) => schema[name] !== undefined)
    .map(([name, words]) => (words.includes("…") ? words.replace("…", schema[name]) : words + " " + JSON.stringify(schema[name])))
    .join(", ");

const at = (document, { $ref }) => $ref.slice(2).split("/").reduce((node, key) => node[key], document);
const whole = (document, value) => (value?.$ref ? whole(document, at(document, value)) : value);

function fields(document, schema, seen = []) {
  const real = whole(document, schema) ?? {};
  if (seen.includes(real)) return undefined;
  const inner = [...seen, real];
  const choices = real.anyOf ?? real.oneOf ?? real.allOf;
  if (choices) return element("div", {}, ...choices.map((choice, i) => element("div", {}, i && !real.allOf ? element("em", {}, "or") : "", fields(document, choice, inner) ?? "")));
  if (real.type === "array") return fields(document, real.items, inner);
  const rows = Object.entries(real.properties ?? {});
  if (rows.length === 0) return undefined;
  return element("ul", {}, ...rows.map(([name, property]) => {
    const value = whole(document, property);
    return element("li", {}, element("code", {}, name), " ", typeOf(value),
      real.required?.includes(name) ? element("strong", {}, " required") : undefined,
      element("span", { className: "quiet" }, " " + boundsOf(value) + " " + (value.description ?? "")), fields(document, value, inner));
  }));
}

function parameters(rows) {
  if (rows.length === 0) return undefined;
  return element("table", {}, ...rows.map(({ name, in: place, required, schema }) =>
    element("tr", {}, element("td", {}, element("code", {}, name)), element("td", { className: "quiet" }, place),
      element("td", {}, typeOf(schema), required ? element("strong", {}, " required") : "", element("span", { className: "quiet" }, " " + boundsOf(schema))))));
}

function answers(document, responses) {
  return Object.entries(responses).map(([status, response]) => {
    const { description, content } = whole(document, response);
    const [first = "", ...rest] = description.split("\\n");
    const schema = content?.["application/json"]?.schema;
    const shape = status < 300 && schema ? fields(document, schema) : undefined;
    return element("details", {}, element("summary", {}, element("strong", {}, status + " "), first), element("div", {}, element("p", {}, rest.join("\\n")), shape));
  });
}

function operation(document, path, method, spec) {
  const body = Object.entries(spec.requestBody?.content ?? {});
  const node = element("details", { id: spec.operationId },
    element("summary", {}, element("span", { className: "summary quiet" }, spec.summary), element("span", { className: "method" }, method.toUpperCase()), " ", element("span", { className: "path" }, path)));
  // Filled when it is opened: there are many, and few are read.
  node.addEventListener("toggle", () => {
    if (node.children.length > 1) return;
    const callers = spec.security.map((needed) => Object.keys(needed).join(" + ")).join(", or ");
    node.append(element("div", {}, element("p", { className: "quiet" }, "Credentials: " + (callers || "none")),
      element("p", {}, spec.description ?? ""), parameters(spec.parameters),
      ...body.slice(0, 1).flatMap(([type, { schema }]) => [element("h4", {}, "Body: " + body.map(([name]) => name).join(", ")), element("p", { className: "quiet" }, spec.requestBody.description ?? ""), fields(document, schema) ?? ""]),
      element("h4", {}, "Answers"), ...answers(document, spec.responses)));
  });
  return node;
}

function render(document) {
  const all = Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, spec]) => ({ path, method, spec })));
  main.replaceChildren(element("h1", {}, document.info.title), element("p", {}, document.info.description), element("p", {}, element("a", { href: "openapi.json" }, "openapi.json")));
  for (const { name } of document.tags) {
    const rows = all.filter(({ spec }) => spec.tags.includes(name)).map(({ path, method, spec }) => {
      const node = operation(document, path, method, spec);
      node.dataset.words = (name + " " + method + " " + path + " " + spec.summary).toLowerCase();
      return node;
    });
    const id = name.toLowerCase().replaceAll(" ", "-");
    main.append(element("section", { id }, element("h2", {}, name), ...rows));
    links.append(element("a", { href: "#" + id }, name));
  }
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\\s+/);
    for (const section of main.querySelectorAll("section")) {
      for (const node of section.querySelectorAll("details[data-words]")) node.hidden = !words.every((word) => node.dataset.words.includes(word));
      section.hidden = !section.querySelector("details[data-words]:not([hidden])");
    }
  });
}

try {
  render(await (await fetch("openapi.json")).json());
} catch (error) {
  main.replaceChildren(element("p", {}, "The description of the API could not be loaded: " + error));
}
</script>
`;
