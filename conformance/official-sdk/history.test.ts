import { describe, expect, it } from "vitest";
import { withDeadline } from "./deadline.ts";
import {
  historyOf,
  idOf,
  lastPage,
  type NarrowHistory,
  openPair,
  pagesOf,
  sendCustom,
  sendImage,
  sendText,
  textsOf,
} from "./talk.ts";
import { useWorld } from "./world.ts";

// Rules: rest-client.md §6.9 (cursors and filters), domain.md §6.14 (filtering), §10 (what a closed socket misses).

const world = useWorld();

const IMAGE = "https://media.example/a%20b.png";

const pair = () => openPair(world);

describe("history (rest-client.md §6.9)", () => {
  const COUNT = 11;

  async function conversation() {
    const { laptop, bob, toBob, toAlice } = await pair();
    const texts = Array.from({ length: COUNT }, (_, n) => `text ${n}`);
    for (const [n, text] of texts.entries()) {
      await (n % 2 === 0 ? sendText(laptop, toBob, text) : sendText(bob, toAlice, text));
    }
    return { laptop, bob, toBob, toAlice, texts };
  }

  it("goes back page by page, each from old to new, to the first message", async () => {
    const { bob, toAlice, texts } = await conversation();
    const request = historyOf(bob, toAlice, 4);

    const pages = await pagesOf(() => request.fetchPrevious(), "the history");

    expect(pages.map(textsOf)).toEqual([texts.slice(7), texts.slice(3, 7), texts.slice(0, 3)]);
  });

  it("goes forward page by page from an id, which it leaves out, to the last message", async () => {
    const { bob, toAlice, texts } = await conversation();
    const [first] = await lastPage(bob, toAlice);
    const request = historyOf(bob, toAlice, 4, (messages) => messages.setMessageId(first?.getId()));

    const pages = await pagesOf(() => request.fetchNext(), "the history");

    expect(pages.map(textsOf)).toEqual([texts.slice(1, 5), texts.slice(5, 9), texts.slice(9)]);
  });

  it("stops at an end that falls on the edge of a page", async () => {
    const { bob, toAlice, texts } = await conversation();
    const request = historyOf(bob, toAlice, COUNT);

    const pages = await pagesOf(() => request.fetchPrevious(), "the history");

    expect(pages.map(textsOf)).toEqual([texts]);
  });

  it("is the same for both parties, and across a group's members", async () => {
    const { laptop, bob, toBob, toAlice } = await conversation();
    const guid = await world.group("team", { owner: laptop.uid, participants: [bob.uid] });
    await sendText(laptop, { guid }, "one");
    await sendText(bob, { guid }, "two");

    expect((await lastPage(laptop, toBob)).map(idOf)).toEqual((await lastPage(bob, toAlice)).map(idOf));
    const texts = await lastPage(bob, { guid }, (messages) => messages.setCategories(["message"]));
    expect(textsOf(texts)).toEqual(["one", "two"]);
  });

  it("keeps what was missed while the socket was down (domain.md §10)", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    bob.sdk.disconnect();
    await bob.realm.sockets.next(({ state }) => state === "closed", "the closed socket");

    await sendText(laptop, toBob, "while you were out");

    expect(textsOf(await lastPage(bob, toAlice))).toEqual(["while you were out"]);
    bob.events.none("onTextMessageReceived");
  });

  it("filters by category, type, tag, keyword, attachments and time", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    await sendText(laptop, toBob, "plain words");
    await sendText(laptop, toBob, "tagged words", (message) => message.setTags(["starred"]));
    await sendImage(laptop, toBob, IMAGE, "picture");
    await sendCustom(laptop, toBob, "location", { lat: 1 });
    const kinds = async (narrow: NarrowHistory) =>
      (await lastPage(bob, toAlice, narrow)).map((message) => message.getType());

    expect(await kinds((messages) => messages.setCategories(["custom"]))).toEqual(["location"]);
    expect(await kinds((messages) => messages.setCategory("message").setType("image"))).toEqual(["image"]);
    expect(await kinds((messages) => messages.setTypes(["image", "location"]))).toEqual([
      "image",
      "location",
    ]);
    expect(await kinds((messages) => messages.setTags(["starred"]))).toEqual(["text"]);
    expect(await kinds((messages) => messages.setSearchKeyword("plain"))).toEqual(["text"]);
    expect(await kinds((messages) => messages.hasAttachments(true))).toEqual(["image"]);
    const seconds = Math.floor(Date.now() / 1000);
    expect(await kinds((messages) => messages.setTimestamp(seconds - 3_600))).toEqual([]);
    expect(await kinds((messages) => messages.setTimestamp(seconds + 3_600))).toHaveLength(4);
  });

  it("is narrowed to what is unread", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    await sendText(laptop, toBob, "read");
    await bob.sdk.markConversationAsRead(laptop.uid, "user");
    await sendText(laptop, toBob, "unread");

    expect(textsOf(await lastPage(bob, toAlice, (messages) => messages.setUnread(true)))).toEqual(["unread"]);
  });

  it("finds a keyword with odd characters on every page (rest-client.md §8.11)", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    for (let n = 0; n < 3; n += 1) await sendText(laptop, toBob, `50% off & more #${n}`);
    await sendText(laptop, toBob, "nothing of the kind");
    const request = historyOf(bob, toAlice, 1, (messages) => messages.setSearchKeyword("50% off & more"));

    const pages = await pagesOf(() => request.fetchPrevious(), "the matches");

    expect(textsOf(pages.flat())).toEqual(["50% off & more #2", "50% off & more #1", "50% off & more #0"]);
  });

  it("spans all conversations when neither user nor group is named", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    const guid = await world.group("team", { owner: laptop.uid });
    const other = await world.join("other");
    await sendText(laptop, toBob, "one");
    await sendText(laptop, { guid }, "two");
    await sendText(bob, toAlice, "three");
    await sendText(other, toBob, "not alice's");
    const request = new laptop.sdk.MessagesRequestBuilder().setLimit(50).setCategories(["message"]).build();

    expect(textsOf(await withDeadline(request.fetchPrevious(), "all messages"))).toEqual([
      "one",
      "two",
      "three",
    ]);
    expect(textsOf(await lastPage(laptop, toBob))).toEqual(["one", "three"]);
  });
});
