import { startServer } from "../../../mock-server/index.ts";
import { useFastGlobals } from "../../../mock-server/transports/node/index.ts";
import { ready } from "./parent.ts";

// The server as `cometchat-testkit serve --preset empty --log silent` starts it.
useFastGlobals();
const { port, app } = await startServer({ port: 0, preset: "empty" });
ready({ port, app });
