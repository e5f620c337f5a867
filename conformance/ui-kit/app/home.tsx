import { CometChat } from "@cometchat/chat-sdk-javascript";
import {
  CometChatConversations,
  CometChatGroups,
  CometChatSearch,
  CometChatUsers,
} from "@cometchat/chat-uikit-react";
import { useState } from "react";
import { Chat } from "./chat.tsx";
import type { Peer } from "./peer.ts";

const TABS = ["Chats", "Users", "Groups"] as const;

interface HomeProps {
  readonly user: CometChat.User;
  readonly onLogOut: () => void;
}

/** The lists at the left, the open chat at the right. */
export function Home({ user, onLogOut }: HomeProps) {
  const [tab, setTab] = useState<(typeof TABS)[number] | "Search">("Chats");
  const [peer, setPeer] = useState<Peer>();

  const openConversation = (conversation: CometChat.Conversation) =>
    setPeer(peerOf(conversation.getConversationWith()));
  const openGroup = async (group: CometChat.Group) =>
    setPeer({ group: group.getHasJoined() ? group : await join(group) });

  return (
    <main className="home">
      <nav>
        {TABS.map((name) => (
          <button key={name} type="button" aria-pressed={name === tab} onClick={() => setTab(name)}>
            {name}
          </button>
        ))}
        <button type="button" onClick={onLogOut}>
          Log out
        </button>
      </nav>
      <aside>
        {tab === "Chats" && (
          <CometChatConversations
            onItemClick={openConversation}
            onSearchBarClicked={() => setTab("Search")}
          />
        )}
        {tab === "Users" && <CometChatUsers onItemClick={(clicked) => setPeer({ user: clicked })} />}
        {tab === "Groups" && <CometChatGroups onItemClick={openGroup} />}
        {tab === "Search" && (
          <CometChatSearch
            onConversationClicked={({ conversation }) => openConversation(conversation)}
            onBack={() => setTab("Chats")}
          />
        )}
      </aside>
      {peer && <Chat key={keyOf(peer)} peer={peer} self={user} />}
    </main>
  );
}

function peerOf(entity: CometChat.User | CometChat.Group): Peer {
  return entity instanceof CometChat.Group ? { group: entity } : { user: entity };
}

function keyOf({ user, group }: Peer): string {
  return user ? `user ${user.getUid()}` : `group ${group?.getGuid()}`;
}

function join(group: CometChat.Group): Promise<CometChat.Group> {
  return CometChat.joinGroup(group.getGuid(), group.getType() as CometChat.GroupType);
}
