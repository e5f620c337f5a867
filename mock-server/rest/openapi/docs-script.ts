/** What makes the page at `/docs` of the description. Details are filled when they are opened: there are many, and few are read. */
export const DOCS_SCRIPT = /* js */ String.raw`
const main = document.querySelector("main");
const links = document.querySelector("nav div");
const filter = document.querySelector("nav input");

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== ""));
  return made;
}

/** Text in which code stands between backticks. */
const prose = (text) => (text ?? "").split(String.fromCharCode(96)).map((part, i) => (i % 2 ? element("code", {}, part) : part));

function folded(properties, summary, fill) {
  const node = element("details", properties, element("summary", {}, summary));
  const open = () => {
    if (node.children.length === 1) node.append(element("div", {}, fill()));
  };
  node.addEventListener("toggle", open);
  if (node.open) open();
  return node;
}

const nameOf = ({ $ref }) => $ref?.split("/").at(-1);
const idOf = (words) => words.toLowerCase().replace(/\W+/g, "-");

/** @param whole finds what a reference means */
function createReader(whole) {
  const choicesOf = (schema) => schema.anyOf ?? schema.oneOf;

  function typeOf(schema) {
    if (schema.$ref) return nameOf(schema);
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
    if (choicesOf(schema)) return [...new Set(choicesOf(schema).map(typeOf))].join(" | ");
    if (schema.type === "array") return "list of " + typeOf(schema.items ?? {});
    if (schema.additionalProperties?.type || schema.additionalProperties?.$ref || schema.additionalProperties?.anyOf) return "map of " + typeOf(schema.additionalProperties);
    return [schema.type ?? "anything"].flat().join(" | ") + (schema.format ? " (" + schema.format + ")" : "");
  }

  const BOUNDS = {
    default: "default \u2026", minimum: "at least \u2026", maximum: "at most \u2026", minLength: "at least \u2026 characters", maxLength: "at most \u2026 characters",
    minItems: "at least \u2026 items", maxItems: "at most \u2026 items", pattern: "matches \u2026",
  };
  const SAY_NOTHING = { minimum: 0, minLength: 1 };
  const boundsOf = (schema) =>
    /^Unix|message id/.test(schema.description ?? "") ? "" :
    Object.entries(BOUNDS)
      .filter(([name]) => schema[name] !== undefined && schema[name] !== SAY_NOTHING[name])
      .map(([name, words]) => words.replace("\u2026", () => (typeof schema[name] === "string" ? schema[name] : JSON.stringify(schema[name]))))
      .join(", ");

  /** What is inside a value: nothing for what is one word. A shape with a name is folded, under the type of the whole. */
  function inside(schema, title = typeOf(schema)) {
    if (schema.$ref) {
      const target = whole(schema);
      if (isPlain(target)) return undefined;
      const note = element("span", { className: "note" }, prose(target.description));
      return folded({ className: "shape" }, [title, note], () => inside(target) ?? "");
    }
    const real = schema;
    const choices = choicesOf(real) ?? real.allOf;
    if (choices) {
      const parts = choices.map((choice) => inside(choice)).filter(Boolean);
      return parts.length > 0 ? element("div", {}, ...parts.map((part) => element("div", { className: "choice" }, part))) : undefined;
    }
    if (real.type === "array") return inside(real.items ?? {}, title);
    if (real.properties) return fields(real);
    return typeof real.additionalProperties === "object" ? inside(real.additionalProperties, title) : undefined;
  }

  const isPlain = (schema) => !schema.properties && !choicesOf(schema) && !schema.allOf && !schema.items && typeof schema.additionalProperties !== "object";

  function fields(schema) {
    const rows = Object.entries(schema.properties).map(([name, property]) => {
      const isSure = schema.required?.includes(name);
      return row(name + (isSure ? "" : "?"), property, property.description);
    });
    const isOpen = typeof schema.additionalProperties === "object" && Object.keys(schema.additionalProperties).length === 0;
    return element("div", { className: "fields" }, rows, isOpen ? [element("div", {}, "\u2026"), element("div", { className: "note" }, "and whatever else it was given")] : undefined);
  }

  function row(name, schema, note) {
    const inner = inside(schema);
    // A shape says its own name.
    const isNamed = inner?.className === "shape";
    const words = [isNamed ? undefined : element("span", { className: "type" }, typeOf(schema)), [boundsOf(schema), note].filter(Boolean).join(". ")].filter(Boolean);
    const told = words.flatMap((word, i) => (typeof word === "string" ? [element("span", { className: "note" }, prose(word))] : [word]));
    return [element("div", {}, element("code", {}, name)), element("div", {}, isNamed ? inner : "", told, inner && !isNamed ? element("div", { className: "inner" }, inner) : "")];
  }

  return { inside, row };
}

/** With the first shape in it unfolded: it is what the answer is about. */
function opened(node) {
  const shape = node?.querySelector("details");
  if (shape) shape.open = true;
  return node ?? "";
}

function answer(reader, whole, status, response) {
  const { description, content } = whole(response);
  const [first, ...codes] = description.split("\n");
  const schema = content?.["application/json"]?.schema;
  const isDone = status < 300;
  const title = [element("span", { className: "status " + (isDone ? "post" : "delete") }, status), " ", first];
  return folded({ className: "answer", open: isDone }, element("span", {}, title), () =>
    isDone && schema ? opened(reader.inside(schema)) :
    element("div", { className: "fields" }, codes.flatMap((line) => {
      const [code, ...message] = line.replace("- ", "").split(": ");
      return [element("div", {}, prose(code)), element("div", { className: "note" }, message.join(": "))];
    })));
}

function operation(reader, whole, path, method, spec) {
  const parts = path.split(/(\{\w+\})/).map((part) => (part.startsWith("{") ? element("i", {}, part) : part));
  const head = [element("span", { className: "method " + method }, method.toUpperCase()), element("span", { className: "path" }, parts), element("span", { className: "summary" }, spec.summary)];
  return folded({ id: spec.operationId, className: "card" }, head, () => {
    const callers = spec.security.map((needed) => Object.keys(needed)).map((names) => names.flatMap((name, i) => [i ? " + " : "", element("code", {}, name)]));
    const body = Object.entries(spec.requestBody?.content ?? {});
    const places = Object.groupBy ? Object.groupBy(spec.parameters, (row) => row.in) : { query: spec.parameters };
    return [
      element("p", { className: "quiet" }, "Asked with ", callers.length > 0 ? callers.flatMap((names, i) => [i ? ", or " : "", ...names]) : "no credentials", "."),
      spec.description ? element("p", {}, prose(spec.description)) : "",
      ...Object.entries(places).flatMap(([place, rows]) => rows.length === 0 ? [] : [
        element("h4", {}, place === "path" ? "Path" : "Query"),
        element("div", { className: "fields" }, rows.flatMap(({ name, required, schema, description }) => reader.row(name + (required ? "" : "?"), schema, description ?? schema.description))),
      ]),
      ...body.slice(0, 1).flatMap(([, { schema }]) => [element("h4", {}, "Body"), element("p", { className: "quiet" }, body.map(([name]) => name).join(" or ") + ". ", prose(spec.requestBody.description)), reader.inside(schema) ?? ""]),
      element("h4", {}, "Answers"),
      ...Object.entries(spec.responses).map(([status, response]) => answer(reader, whole, status, response)),
    ];
  });
}

function render(description) {
  const whole = (value) => (value.$ref ? whole(value.$ref.slice(2).split("/").reduce((node, key) => node[key], description)) : value);
  const reader = createReader(whole);
  const all = Object.entries(description.paths).flatMap(([path, item]) => Object.entries(item).map(([method, spec]) => ({ path, method, spec })));
  main.replaceChildren(element("h1", {}, description.info.title), ...description.info.description.split("\n").map((line) => element("p", {}, prose(line))), element("p", {}, element("a", { href: "openapi.json" }, "openapi.json")));
  const section = (name, nodes, className = "") => {
    const id = idOf(name);
    main.append(element("section", { id }, element("h2", {}, name), ...nodes));
    links.append(element("a", { href: "#" + id, className }, name));
  };
  for (const { name } of description.tags) {
    const rows = all.filter(({ spec }) => spec.tags.includes(name)).map(({ path, method, spec }) => {
      const node = operation(reader, whole, path, method, spec);
      node.dataset.words = (name + " " + method + " " + path + " " + spec.summary).toLowerCase();
      return node;
    });
    section(name, rows);
  }
  section("Shapes", Object.entries(description.components.schemas).map(([name, schema]) => {
    const node = folded({ id: "shape-" + name, className: "card" }, [element("code", {}, name), element("span", { className: "summary" }, schema.description ?? "")], () => reader.inside(schema) ?? element("span", { className: "type" }, JSON.stringify(schema)));
    node.dataset.words = ("shape " + name).toLowerCase();
    return node;
  }), "last");
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    for (const part of main.querySelectorAll("section")) {
      for (const node of part.querySelectorAll("[data-words]")) node.hidden = !words.every((word) => node.dataset.words.includes(word));
      part.hidden = !part.querySelector("[data-words]:not([hidden])");
    }
  });
  const show = () => {
    const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (node instanceof HTMLDetailsElement) node.open = true;
    node?.scrollIntoView();
  };
  addEventListener("hashchange", show);
  if (location.hash) show();
}

try {
  render(await (await fetch("openapi.json")).json());
} catch (error) {
  main.replaceChildren(element("p", {}, "The description of the API could not be loaded: " + error));
}
`;
