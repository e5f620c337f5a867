import { openServedDriver } from "../served-driver.ts";
import { talksByDriver } from "../talks-by-driver.ts";

talksByDriver("official-js", () =>
  openServedDriver("node --import tsx conformance/drivers/official-js/main.ts"),
);
