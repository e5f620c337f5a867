import type { User } from "@cometchat/chat-sdk-javascript";
import {
  CometChatMessageComposer,
  CometChatMessageHeader,
  CometChatMessageList,
} from "@cometchat/chat-uikit-react";
import { useState } from "react";
import { type OpenPanel, Panel } from "./panel.tsx";
import type { Peer } from "./peer.ts";

interface ChatProps {
  readonly peer: Peer;
  readonly self: User;
}

/** One conversation; a thread or something else about it opens beside it. */
export function Chat({ peer, self }: ChatProps) {
  const [panel, setPanel] = useState<OpenPanel>();
  return (
    <>
      <section className="chat" aria-label="Chat">
        <CometChatMessageHeader
          {...peer}
          hideBackButton
          onItemClick={() => setPanel("Members")}
          onPinnedMessagesClicked={() => setPanel("Pinned")}
          onSearchOptionClicked={() => setPanel("Search")}
        />
        <CometChatMessageList
          {...peer}
          loggedInUser={self}
          onThreadRepliesClick={(thread) => setPanel({ thread })}
          showMarkAsUnreadOption
        />
        <CometChatMessageComposer {...peer} />
      </section>
      {panel && <Panel open={panel} peer={peer} self={self} onClose={() => setPanel(undefined)} />}
    </>
  );
}
