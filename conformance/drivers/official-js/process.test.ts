import { commandOfDriver } from "../named.ts";
import { openServedDriver } from "../served-driver.ts";
import { talksByDriver } from "../talks-by-driver.ts";

talksByDriver("official-js", () => openServedDriver(commandOfDriver("official-js")));
