import type { BaseMessage, User } from "@cometchat/chat-sdk-javascript";
import {
  CometChatGroupMembers,
  CometChatMessageComposer,
  CometChatMessageList,
  CometChatPinnedMessages,
  CometChatSearch,
  CometChatThreadHeader,
} from "@cometchat/chat-uikit-react";
import type { Peer } from "./peer.ts";

/** What is open beside a chat. */
export type OpenPanel = { readonly thread: BaseMessage } | "Members" | "Pinned" | "Search";

interface PanelProps {
  readonly open: OpenPanel;
  readonly peer: Peer;
  readonly self: User;
  readonly onClose: () => void;
}

/** What is open beside a chat, named so that it can be found. */
export function Panel(props: PanelProps) {
  const { open } = props;
  const isThread = typeof open === "object";
  return (
    <section className="chat" aria-label={isThread ? "Thread" : open}>
      {isThread ? <Thread {...props} parent={open.thread} /> : <AboutChat {...props} open={open} />}
    </section>
  );
}

function Thread({ parent, peer, self, onClose }: PanelProps & { readonly parent: BaseMessage }) {
  const parentMessageId = parent.getId();
  return (
    <>
      <CometChatThreadHeader parentMessage={parent} onClose={onClose} />
      <CometChatMessageList {...peer} loggedInUser={self} parentMessageId={parentMessageId} />
      <CometChatMessageComposer {...peer} parentMessageId={parentMessageId} />
    </>
  );
}

function AboutChat({ open, peer: { user, group }, onClose }: PanelProps) {
  if (open === "Search")
    return <CometChatSearch uid={user?.getUid()} guid={group?.getGuid()} onBack={onClose} />;
  if (open === "Pinned") return <CometChatPinnedMessages user={user} group={group} onClose={onClose} />;
  return group && <CometChatGroupMembers group={group} onBack={onClose} />;
}
