import { SYSTEM_UID } from "../identifiers.ts";
import { accepted, type Rule, type Seen } from "./rule.ts";

const CONCEPTS = "docs: fundamentals/key-concepts";
type Sent = Seen<{ readonly category: string; readonly type: string }>;

function isKind(category: string, type?: string): (seen: Sent) => boolean {
  return ({ value }) => value.category === category && (type === undefined || value.type === type);
}

const MEDIA: readonly string[] = ["image", "video", "audio", "file"];

export const categoryRules: readonly Rule[] = [
  accepted("sendMessage", {
    id: "MSG-KIND-01",
    text: "A text is of category message and type text.",
    source: CONCEPTS,
    when: isKind("message", "text"),
  }),
  accepted("sendMessage", {
    id: "MSG-KIND-02",
    text: "An image is of category message and type image.",
    source: CONCEPTS,
    of: "notText",
    when: isKind("message", "image"),
  }),
  accepted("sendMessage", {
    id: "MSG-KIND-03",
    text: "A video is of category message and type video.",
    source: CONCEPTS,
    of: "notText",
    when: isKind("message", "video"),
  }),
  accepted("sendMessage", {
    id: "MSG-KIND-04",
    text: "A sound is of category message and type audio.",
    source: CONCEPTS,
    of: "notText",
    when: isKind("message", "audio"),
  }),
  accepted("sendMessage", {
    id: "MSG-KIND-05",
    text: "Any other file is of category message and type file.",
    source: CONCEPTS,
    of: "notText",
    when: isKind("message", "file"),
  }),
  accepted("sendMessage", {
    id: "MSG-KIND-06",
    text: "A custom message has a type of the developer's own.",
    source: CONCEPTS,
    of: "notText",
    when: isKind("custom"),
  }),
  accepted("sendMessage", {
    id: "MSG-CONTENT-01",
    text: "A media message may have several attachments.",
    source: "docs: sdk send-message",
    of: "notText",
    when: ({ value }) => Array.isArray(value.data.attachments) && value.data.attachments.length > 1,
  }),
  accepted("sendMessage", {
    id: "MSG-CONTENT-02",
    text: "A media message may have a caption.",
    source: "docs: sdk send-message",
    of: "notText",
    when: ({ value }) => MEDIA.includes(value.type) && value.data.text !== undefined,
  }),
  accepted("sendMessage", {
    id: "MSG-CONTENT-03",
    text: "A message may carry metadata of the developer's own.",
    source: "docs: sdk send-message",
    of: "withMetadata",
  }),
  accepted("sendMessage", {
    id: "MSG-CONTENT-04",
    text: "A message may have tags.",
    source: "docs: sdk send-message",
    of: "tagged",
  }),
  accepted("sendMessage", {
    id: "MSG-SENDER-01",
    text: "What the app itself sends is sent by app_system.",
    source: "docs: rest-api/messages",
    when: ({ value }) => value.sender === SYSTEM_UID,
  }),
  accepted("sendMessage", {
    id: "MSG-SENDER-02",
    text: "A user may write to themselves.",
    source: "assumed",
    when: ({ value }) => value.sender === value.receiver,
  }),
  accepted("sendToMany", {
    id: "MSG-MANY-01",
    text: "A message is sent to several receivers at once, each with a result of its own.",
    source: "docs: rest-api/messages",
  }),
];
