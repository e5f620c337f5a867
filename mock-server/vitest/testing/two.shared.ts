import { talkAlone } from "./talk-alone.ts";

talkAlone("two");
