import { serviceError } from "../../simulator/errors.ts";
import { printSettings } from "../../wire/settings.ts";
import { successShape } from "../bulk.ts";
import { route } from "../route.ts";

/** seen from the official SDK 4.2.0, which pings once a minute where the settings do not forbid it */
export const analyticsRoutes = [
  route({
    method: "POST",
    path: "/ping",
    operation: "pingAnalytics",
    input: ({ headers }) => ({ jwt: headers.get("authorization")?.replace(/^Bearer /i, "") }),
    refuses: ["ERR_SETTINGS_HASH_OUTDATED"],
    answers: successShape,
    print: (_nothing, { app }, { headers, host }) => {
      // Settings are what a client reads of them, so only here it is known whether they still read the same.
      const known = headers.get("settingshash");
      if (known !== null && known !== printSettings(app, host).settingsHash) {
        throw serviceError("ERR_SETTINGS_HASH_OUTDATED");
      }
      return { success: true } as const;
    },
  }),
];
