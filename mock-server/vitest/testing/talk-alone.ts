import { expect, test } from "../../vitest.ts";

/** The same people, the same words, in every file at the same time: each must find its own and nothing else. */
export function talkAlone(file: string): void {
  const inDemo = test.extend("appChoice", () => ({ preset: "demo" as const }));

  for (const round of [1, 2]) {
    inDemo(`${file}, ${round}: has an app of its own`, async ({ app }) => {
      const george = app.as("cometchat-uid-2");
      await george.sendText({ receiver: "cometchat-uid-1", text: file });
      const said = await app.log.query({ kind: "event", type: "message" });
      expect(said).toMatchObject([{ event: { message: { data: { text: file } } } }]);
      await app.clock.advance("1d");
      await expect(app).not.toHaveRequested({ method: "POST" });
    });
  }
}
