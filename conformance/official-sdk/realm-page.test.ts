import { describe, expect, it } from "vitest";
import { openPage } from "./realm-page.ts";

function open() {
  const page = openPage("https://app.example");
  const { document, navigator, addEventListener } = page.globals as unknown as typeof globalThis;
  const heard: string[] = [];
  for (const type of ["blur", "focus", "online", "offline"])
    addEventListener(type, ({ type: name }) => heard.push(name));
  document.addEventListener("visibilitychange", () => heard.push(document.visibilityState));
  return { page, document, navigator, heard };
}

describe("a realm's page", () => {
  it("goes to the background and comes back as a browser's does", () => {
    const { page, document, heard } = open();
    page.setVisible(true);
    expect([document.hidden, document.hasFocus(), heard]).toEqual([false, true, []]);
    page.setVisible(false);
    expect([document.hidden, document.hasFocus()]).toEqual([true, false]);
    page.setVisible(true);
    expect(heard).toEqual(["blur", "hidden", "visible", "focus"]);
  });

  it("is told of its network once for each change", () => {
    const { page, navigator, heard } = open();
    page.setOnline(false);
    page.setOnline(false);
    expect(navigator.onLine).toBe(false);
    page.setOnline(true);
    expect([navigator.onLine, heard]).toEqual([true, ["offline", "online"]]);
  });
});
