import { describe, expect, it } from "vitest";
import { mediaAddresses, readMediaPath } from "./media-addresses.ts";

/** The URL that the official SDK 4.2.0 makes of the settings. */
function roomSizeUrl(appId: string, host: string): string {
  const { WEBRTC_API_SUBDOMAIN, WEBRTC_HOST } = mediaAddresses(appId, host);
  return `https://${WEBRTC_API_SUBDOMAIN}.${WEBRTC_HOST}/room-size`;
}

describe("the addresses of calls' media", () => {
  it.each([
    ["localhost:8443", "https://127.0.0.1:8443/rtc/App1/room-size"],
    ["127.0.0.1:8443", "https://127.0.0.1:8443/rtc/App1/room-size"],
    ["[::1]:8443", "https://127.0.0.1:8443/rtc/App1/room-size"],
    ["chat.example.com", "https://chat.example.com/rtc/App1/room-size"],
    ["app1.apiclient-us.cometchat.io:8443", "https://app1.apiclient-us.cometchat.io:8443/rtc/App1/room-size"],
    // Such a name must be made known, as this one was.
    ["mock:8443", "https://rtc.mock:8443/rtc/App1/room-size"],
  ])("lead from %s back here, and keep the case of the App ID", (host, url) => {
    expect(roomSizeUrl("App1", host)).toBe(url);
    expect(readMediaPath(new URL(url).pathname)).toEqual({ appId: "App1", what: "room-size" });
  });

  it("have a frontend on the requested host itself", () => {
    expect(mediaAddresses("App1", "localhost:8443").WEBRTC_WEB_FRONTEND_HOST).toBe(
      "localhost:8443/rtc/App1/frontend",
    );
    expect(readMediaPath("/rtc/App1/frontend/")).toEqual({ appId: "App1", what: "frontend" });
  });

  it("are told from all other paths", () => {
    for (const path of [
      "/rtc",
      "/rtc/room-size",
      "/v3/rtc/App1/room-size",
      "/rtc/App1/room-sizes",
      "/calls/1",
    ]) {
      expect(readMediaPath(path)).toBeUndefined();
    }
  });
});
