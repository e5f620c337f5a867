import * as z from "zod";
import { CALL_TYPES } from "../simulator/rules/call-transitions.ts";
import { GOAL_TYPES } from "../simulator/rules/interaction-goals.ts";
import { MEDIA_TYPES } from "../simulator/rules/message-categories.ts";
import { MODERATION_STATUSES } from "../simulator/rules/moderation.ts";
import { actionDataShape } from "./action.ts";
import { callDataShape } from "./call.ts";
import { partiesShape } from "./entities.ts";
import { interactionShape } from "./interaction.ts";
import { reactionCountShape } from "./reaction.ts";
import { shape } from "./shape.ts";
import { userShape } from "./user.ts";
import { anyObject, anyText, filled, flag } from "./words.ts";

/** A file of a message. */
export const attachmentShape = shape("Attachment", () =>
  z.strictObject({
    url: filled,
    name: anyText,
    extension: anyText,
    mimeType: anyText,
    size: z.number().meta({ description: "Bytes; 0 where it is not known." }),
  }),
);

/**
 * The data of what somebody said: what the sender put into it, as it came, with what the service adds.
 *
 * @param description which messages have it
 * @param own what is there for one kind of message
 */
function said<T extends z.ZodRawShape>(description: string, own: T) {
  const data = z.looseObject({
    ...own,
    metadata: anyObject.optional(),
    entities: partiesShape.schema,
    reactions: z.array(reactionCountShape.schema).optional(),
    mentions: z.record(z.string(), userShape.schema).optional().meta({ description: "By UID." }),
    moderation: z
      .strictObject({
        status: z.enum(MODERATION_STATUSES),
        rule: z.strictObject({ id: filled, name: filled }).optional(),
      })
      .optional(),
    resource: filled.optional().meta({ description: "The session that sent it." }),
  });
  return data.meta({ description });
}

const textDataShape = shape("TextData", () => said("Category `message`, type `text`.", { text: filled }));

const mediaDataShape = shape("MediaData", () =>
  said("Category `message`, types `image`, `video`, `audio` and `file`.", {
    attachments: z.array(attachmentShape.schema).min(1),
    url: filled,
    text: anyText.optional(),
  }),
);

const customDataShape = shape("CustomData", () =>
  said("Category `custom`, and type `custom` of category `message`.", { customData: anyObject }),
);

const interactiveDataShape = shape("InteractiveData", () =>
  said("Category `interactive`.", {
    interactiveData: anyObject,
    interactionGoal: z.strictObject({ type: z.enum(GOAL_TYPES), elementIds: z.array(z.string()) }),
    allowSenderInteraction: flag,
    interactions: z.array(interactionShape.schema).meta({ description: "What who asks has done with it." }),
  }),
);

const cardDataShape = shape("CardData", () =>
  said("Category `card`.", { card: anyObject, text: anyText.optional() }),
);

export const deletedDataShape = shape("DeletedData", () => said("Of a message that was deleted.", {}));

const run = { runId: filled, threadId: filled };

const assistantDataShape = shape("AssistantData", () =>
  said("Category `agentic`, type `assistant`.", {
    ...run,
    text: anyText,
    elements: z.array(
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("text"), value: anyText }),
        z.strictObject({
          type: z.literal("card"),
          value: z.strictObject({ card: anyObject, cardId: filled }),
        }),
      ]),
    ),
  }),
);

const toolArgumentsDataShape = shape("ToolArgumentsData", () =>
  said("Category `agentic`, type `tool-arguments`.", {
    ...run,
    toolCalls: z.array(
      z.strictObject({
        id: filled,
        type: z.literal("function"),
        function: z.strictObject({
          name: filled,
          arguments: z.string(),
          displayName: anyText.optional(),
          executionText: anyText.optional(),
        }),
      }),
    ),
  }),
);

const toolResultDataShape = shape("ToolResultData", () =>
  said("Category `agentic`, type `tool-result`.", { ...run, text: anyText, toolCallId: filled }),
);

/** The data of any message. */
export const messageDataShape = shape("MessageData", () =>
  z
    .union([
      textDataShape.schema,
      mediaDataShape.schema,
      customDataShape.schema,
      interactiveDataShape.schema,
      cardDataShape.schema,
      actionDataShape.schema,
      callDataShape.schema,
      assistantDataShape.schema,
      toolArgumentsDataShape.schema,
      toolResultDataShape.schema,
      deletedDataShape.schema,
    ])
    .meta({ description: "By the category and the type of its message." }),
);

/** Category and type of a message → the data it has; nothing for what no message is. */
export function dataSchemaOf(category: string, type: string): z.ZodType | undefined {
  switch (category) {
    case "message":
      if (type === "text") return textDataShape.schema;
      if (type === "custom") return customDataShape.schema;
      return isOneOf(MEDIA_TYPES, type) ? mediaDataShape.schema : undefined;
    case "custom":
      return customDataShape.schema;
    case "interactive":
      return interactiveDataShape.schema;
    case "card":
      return cardDataShape.schema;
    case "action":
      return isOneOf(["groupMember", "message"], type) ? actionDataShape.schema : undefined;
    case "call":
      return isOneOf(CALL_TYPES, type) ? callDataShape.schema : undefined;
    case "agentic":
      if (type === "assistant") return assistantDataShape.schema;
      if (type === "tool-arguments") return toolArgumentsDataShape.schema;
      return type === "tool-result" ? toolResultDataShape.schema : undefined;
    default:
      return undefined;
  }
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
