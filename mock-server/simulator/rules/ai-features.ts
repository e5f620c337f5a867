/** What the AI can be asked about a conversation, by slug. docs: fundamentals/ai-user-copilot; ai-chatbots/bots */
export const AI_FEATURES = ["conversation-starter", "smart-replies", "conversation-summary", "bots"] as const;
export type AiFeature = (typeof AI_FEATURES)[number];

/** The role that makes a user an agent, which answers by itself. seen from the official UI kits */
export const AGENT_ROLE = "@agentic";

/** Messages the AI reads when it is not told how many, and at most. docs: fundamentals/ai-user-copilot/smart-replies */
export const AI_MESSAGES = 1_000;
