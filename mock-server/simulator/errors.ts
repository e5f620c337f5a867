/**
 * The catalogue of service errors: code → [HTTP status, message]. `{name}` in a message is filled from the
 * parameters of the failure.
 *
 * Codes are contract; texts are ours unless a source prints them. Status, docs: rest-api error responses for
 * 400/401/403/404/429 where given, the rest assumed by family: authentication 401, access 403, unknown 404,
 * already there 409, validation 400.
 */
export const ERRORS = {
  AUTH_ERR_EMPTY_APPID: [
    401,
    "The App ID is missing. Please send it in the appId header or in the host name.",
  ],
  AUTH_ERR_INVALID_APPID: [
    401,
    "The App ID {appId} does not exist in this region. Please use a correct App ID.",
  ],
  AUTH_ERR_EMPTY_APIKEY: [401, "The apiKey header is missing. Please send a correct apiKey."],
  AUTH_ERR_APIKEY_NOT_FOUND: [401, "The key {apiKey} does not exist. Please use correct apiKey."],
  AUTH_ERR_NO_ACCESS: [
    403,
    "The key {apiKey} is not allowed to perform this action. Please use a key with more access.",
  ],
  AUTH_ERR_EMPTY_AUTH_TOKEN: [401, "The authToken header is missing. Please send a correct auth token."],
  AUTH_ERR_AUTH_TOKEN_NOT_FOUND: [
    401,
    "The auth token {authToken} does not exist. Please use a correct auth token.",
  ],

  ERR_BAD_REQUEST: [400, "Failed to validate the data sent with the request."],
  ERR_API_NOT_FOUND: [404, "The requested API {method} {path} does not exist."],
  ERR_INVALID_API_VERSION: [404, "The API version {version} does not exist. Please use v3."],
  ERR_PERMISSION_DENIED: [403, "Permission denied for action {action}."],
  ERR_FEATURE_NOT_ACCESSIBLE: [403, "The feature {feature} is not available."],
  ERR_PLAN_QUOTA_RESTRICTION: [403, "The limit of {limit} {what} has been reached."],
  ERR_EXCEPTION: [500, "Something went wrong on the server. Please report it."],

  ERR_UID_NOT_FOUND: [
    404,
    "The UID {uid} does not exist. Please make sure you have created a user with this UID.",
  ],
  ERR_UID_ALREADY_EXISTS: [409, "The UID {uid} already exists. Please use another UID."],
  ERR_UID_DELETE_FAILED: [403, "The user {uid} cannot be deleted."],
  ERR_AUTH_TOKEN_NOT_FOUND: [404, "The auth token {authToken} does not exist."],
  ERR_AUTHTOKEN_NOT_ACCESSIBLE: [403, "The auth token {authToken} belongs to another user."],
  ERR_ROLE_NOT_FOUND: [404, "The role {role} does not exist."],
  ERR_ROLE_ALREADY_EXISTS: [409, "The role {role} already exists."],
  ERR_ROLE_DELETE_DENIED: [403, "The role {role} cannot be deleted."],

  ERR_GUID_NOT_FOUND: [
    404,
    "The GUID {guid} does not exist. Please make sure you have created a group with this GUID.",
  ],
  ERR_GUID_ALREADY_EXISTS: [409, "The GUID {guid} already exists. Please use another GUID."],
  ERR_EMPTY_GROUP_PASS: [400, "The password of the group {guid} is missing."],
  ERR_WRONG_GROUP_PASS: [400, "The password of the group {guid} is wrong."],
  ERR_NOT_A_MEMBER: [403, "The user {uid} is not a member of the group {guid}."],
  ERR_ALREADY_JOINED: [409, "The user {uid} has already joined the group {guid}."],
  ERR_GROUP_NOT_JOINED: [403, "The user {uid} has not joined the group {guid}."],
  ERR_GROUP_JOIN_NOT_ALLOWED: [403, "The group {guid} is private and cannot be joined."],
  ERR_NO_VACANCY: [403, "The group {guid} is full."],
  ERR_SAME_SCOPE: [400, "The user {uid} already has the scope {scope} in the group {guid}."],
  ERR_NOT_A_BANNED_USER: [400, "The user {uid} is not banned from the group {guid}."],
  ERR_BANNED_GROUPMEMBER: [403, "The user {uid} is banned from the group {guid}."],
  ERR_ALREADY_BANNED: [409, "The user {uid} is already banned from the group {guid}."],
  ERR_GROUP_NO_CLEARANCE: [403, "The user {actor} has no clearance for this action in the group {guid}."],
  ERR_GROUP_NO_ADMIN_SCOPE: [403, "The user {actor} is not an admin of the group {guid}."],
  ERR_GROUP_NO_MODERATOR_SCOPE: [
    403,
    "The user {actor} is neither an admin nor a moderator of the group {guid}.",
  ],
  ERR_GROUP_NO_SCOPE_CLEARANCE: [
    403,
    "The user {actor} has no clearance to change this scope in the group {guid}.",
  ],
  ERR_GROUP_NO_SELF_ACTION: [403, "The user {actor} cannot do this to themselves in the group {guid}."],
  ERR_OWNER_EXIT_FORBIDDEN: [
    403,
    "The owner {uid} cannot leave the group {guid}. Please transfer the ownership first.",
  ],

  ERR_EMPTY_RECEIVER: [400, "The receiver of the message is missing."],
  ERR_INVALID_RECEIVER_TYPE: [400, "The receiverType {receiverType} is not valid. It can be user or group."],
  ERR_BLOCKED_RECEIVER: [403, "The user {uid} has been blocked by {actor}. Please unblock the user first."],
  ERR_EMPTY_MESSAGE_CATEGORY: [400, "The category of the message is missing."],
  ERR_INVALID_MESSAGE_CATEGORY: [400, "The message category {category} is not valid."],
  ERR_EMPTY_MESSAGE_TYPE: [400, "The type of the message is missing."],
  ERR_INVALID_MESSAGE_TYPE: [400, "The message type {type} is not valid for the category {category}."],
  ERR_EMPTY_MESSAGE_TEXT: [400, "The text of the message is missing."],
  ERR_INVALID_MESSAGE_TEXT: [400, "The text of the message must be a string."],
  ERR_EMPTY_MESSAGE_FILE: [400, "The file of the media message is missing."],
  ERR_INVALID_MEDIA_MESSAGE: [400, "The attachments of the media message are not valid."],
  ERR_EMPTY_CUSTOM_DATA: [400, "The customData of the message is missing."],
  ERR_INVALID_CUSTOM_DATA: [400, "The customData of the message must be a JSON object."],
  ERR_INVALID_METADATA: [400, "The metadata of the message must be a JSON object."],
  ERR_INVALID_MESSAGE_DATA: [400, "The data of the message must be a JSON object."],
  ERR_WRONG_MESSAGE_THREAD: [400, "The parent message {parentId} belongs to another conversation."],
  ERR_MESSAGE_THREAD_NESTING: [400, "The message {parentId} is itself a reply and cannot be a parent."],
  ERR_MESSAGE_ID_NOT_FOUND: [404, "The message id {id} does not exist."],
  ERR_MESSAGE_NOT_A_SENDER: [403, "The user {actor} is not the sender of the message {id}."],
  ERR_MESSAGE_NO_ACCESS: [403, "The user {actor} has no access to the message {id}."],
  ERR_MESSAGE_ACTION_NOT_ALLOWED: [400, "This action is not allowed on the message {id}."],
  ERR_CONVERSATION_NOT_ACCESSIBLE: [
    403,
    "The conversation {conversationId} is not accessible to the user {uid}.",
  ],
  ERR_CONVERSATION_NOT_FOUND: [404, "The conversation {conversationId} does not exist."],

  ERR_ALREADY_FRIEND: [409, "The users {uid} and {friend} are already friends."],
  ERR_NOT_A_FRIEND: [400, "The users {uid} and {friend} are not friends."],
  ERR_CANNOT_FORM_SELF_RELATION: [400, "The user {uid} cannot be a friend of themselves."],
  ERR_CANNOT_BLOCK_SELF: [400, "The user {uid} cannot block themselves."],
} as const satisfies Record<string, readonly [status: number, message: string]>;

/** Every code the service may answer with. */
export type ErrorCode = keyof typeof ERRORS;

/** Field name → what is wrong with it, as the validation errors of the service carry it. */
export type ErrorDetails = Readonly<Record<string, readonly string[]>>;

/** A request the service refuses: not a bug, but an answer. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, message: string, details?: ErrorDetails) {
    super(message);
    this.code = code;
    this.details = details;
  }

  /** The HTTP status of the answer. */
  get status(): number {
    return ERRORS[this.code][0];
  }
}

/**
 * Makes the error of one code, its message filled with what was seen.
 *
 * @example throw serviceError("ERR_UID_NOT_FOUND", { uid })
 */
export function serviceError(
  code: ErrorCode,
  params: Readonly<Record<string, string | number>> = {},
  details?: ErrorDetails,
): ServiceError {
  const message = ERRORS[code][1].replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));
  return new ServiceError(code, message, details);
}

/** Makes the validation error of one field. */
export function invalidField(field: string, text: string): ServiceError {
  return serviceError("ERR_BAD_REQUEST", {}, { [field]: [text] });
}
