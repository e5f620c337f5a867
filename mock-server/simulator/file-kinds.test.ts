import { describe, expect, it } from "vitest";
import { declaredMimeType, extensionOf, safeFileName } from "./file-kinds.ts";

describe("a file's name", () => {
  it.each([
    ["a plain one", "cat.png", "cat.png"],
    ["one of another script", "日本語 の写真.jpeg", "日本語 の写真.jpeg"],
    ["a path up", "../../etc/passwd", "passwd"],
    ["a path of Windows", "C:\\Users\\me\\cat.png", "cat.png"],
    ["control characters", "a\u0000b\r\nc\u007f.png", "abc.png"],
    ["a turn of the direction of writing", "photo\u202egpj.exe", "photogpj.exe"],
    ["half a character", "a\ud800b.png", "ab.png"],
    ["nothing", "", "file"],
    ["spaces", "   ", "file"],
    ["dots", "..", "file"],
    ["a folder", "pics/", "file"],
  ])("is kept or cleaned: %s", (_what, name, shown) => {
    expect(safeFileName(name)).toBe(shown);
  });

  it("is cut to 255 characters, and keeps its extension", () => {
    const cut = safeFileName(`${"é".repeat(5_000)}.png`);
    expect([...cut].length).toBe(255);
    expect(cut.endsWith("é.png")).toBe(true);
    expect([...safeFileName("😀".repeat(300))].length).toBe(255);
    expect([...safeFileName(`a.${"x".repeat(5_000)}`)].length).toBe(255);
  });
});

describe("a file's type", () => {
  it("is what its sender declares, even where the name says otherwise", () => {
    expect(declaredMimeType("image/png", "a.html")).toBe("image/png");
    expect(declaredMimeType("audio/webm;codecs=opus", "a")).toBe("audio/webm;codecs=opus");
  });

  it.each([
    ["is empty", ""],
    ["is missing", undefined],
    ["is what forms say when they do not know", "application/octet-stream"],
    ["is no type", "png"],
    ["would break a header", "image/png\r\nx-evil: 1"],
    ["is not ASCII", "image/pñg"],
    ["is endless", `image/${"x".repeat(5_000)}`],
  ])("is read off the name when what is declared %s", (_what, declared) => {
    expect(declaredMimeType(declared, "a.MP4")).toBe("video/mp4");
    expect(declaredMimeType(declared, "Makefile")).toBe("application/octet-stream");
  });

  it.each([
    ["a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["a.mp3", "audio/mpeg"],
    ["a.m4a", "audio/mp4"],
    ["a.webm", "video/webm"],
    ["a.heic", "image/heic"],
  ])("of %s is known", (name, mimeType) => {
    expect(declaredMimeType("", name)).toBe(mimeType);
  });
});

describe("a file's extension", () => {
  it("is that of its name, else that of its type, and never empty", () => {
    expect(extensionOf("a.b.PNG", "image/jpeg")).toBe("png");
    expect(extensionOf("photo", "image/jpeg")).toMatch(/^jpe?g$/);
    expect(extensionOf("ends with a dot.", "application/x-unheard-of")).toBe("bin");
  });
});
