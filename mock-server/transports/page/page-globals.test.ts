import { afterEach, describe, expect, it } from "vitest";
import { addPageGlobals } from "./page-globals.ts";

const FETCH_ORIGIN = Symbol.for("undici.globalOrigin.1");
const NAMES = ["window", "document", "location", "screen", "matchMedia", "localStorage", "sessionStorage"];

const undos: (() => void)[] = [];
afterEach(() => {
  for (const undo of undos.splice(0)) undo();
});

function add() {
  const undo = addPageGlobals();
  undos.push(undo);
  return undo;
}

describe("what plain Node lacks of a page", () => {
  it("is there until it is taken back, to the last property", () => {
    void [Request, File, Blob, crypto]; // Node makes them, and what they need, when they are first asked for.
    const before = Object.getOwnPropertyDescriptors(globalThis);
    const undo = add();
    for (const name of NAMES) expect(Reflect.get(globalThis, name), name).toBeDefined();
    expect(window).toBe(globalThis);
    undo();
    const after = Object.getOwnPropertyDescriptors(globalThis);
    expect(Reflect.ownKeys(after)).toEqual(Reflect.ownKeys(before));
    expect(after).toEqual(before);
  });

  it("lets fetch take the SDK's referrer", () => {
    const request = () => new Request("https://a.example/", { referrer: "no-referrer" });
    expect(request).toThrow(TypeError);
    add();
    expect(request).not.toThrow();
    expect(Reflect.get(globalThis, FETCH_ORIGIN)).toEqual(new URL("http://localhost/"));
  });

  it("hears and fires events of the window", () => {
    add();
    const heard: string[] = [];
    const listener = ({ type }: Event) => heard.push(type);
    window.addEventListener("storage", listener);
    window.dispatchEvent(new Event("storage"));
    window.removeEventListener("storage", listener);
    window.dispatchEvent(new Event("storage"));
    expect(heard).toEqual(["storage"]);
  });

  it("stores texts, in two places", () => {
    add();
    localStorage.setItem("a", 1 as unknown as string);
    expect([localStorage.getItem("a"), localStorage.length, localStorage.key(0)]).toEqual(["1", 1, "a"]);
    expect(sessionStorage.getItem("a")).toBeNull();
    localStorage.clear();
    expect(localStorage.length).toBe(0);
  });

  it("is only what is not there already, and leaves alone what others put in its place", () => {
    Reflect.set(globalThis, "screen", { width: 1 });
    const undo = add();
    expect(screen.width).toBe(1);
    Reflect.set(globalThis, "location", { href: "http://mine/" });
    undo();
    expect(location.href).toBe("http://mine/");
    Reflect.deleteProperty(globalThis, "location");
    Reflect.deleteProperty(globalThis, "screen");
  });
});
