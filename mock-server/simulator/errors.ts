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
  AUTH_ERR_EMPTY_AUTH_HEADER: [401, "The {header} header is missing. Please send the key and the secret."],
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
  ERR_EXTENSION_NOT_FOUND: [404, "The extension {extension} does not exist, or the app has not enabled it."],
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

  ERR_APIKEY_NOT_FOUND: [404, "The API key {apiKey} does not exist."],
  ERR_APIKEY_NO_SELF_ACTION: [403, "The API key {apiKey} cannot change or delete itself."],
  ERR_BOT_NOT_FOUND: [404, "The bot {uid} does not exist."],
  ERR_BOT_ALREADY_EXISTS: [409, "The bot {uid} already exists."],
  ERR_WEBHOOK_NOT_FOUND: [404, "The webhook {id} does not exist."],
  ERR_TRIGGER_NOT_FOUND: [404, "The trigger {id} does not exist, or the webhook does not have it."],
  ERR_TOO_MANY_REQUESTS: [
    429,
    "Too many requests for {what}. {limit} per minute is the maximum request allowed.",
  ],

  ERR_IMPORT_INVALID_USER_FORMAT: [400, "The user {key} is not in the format of an import."],
  ERR_IMPORT_INVALID_GROUP_FORMAT: [400, "The group {key} is not in the format of an import."],
  ERR_IMPORT_INVALID_MEMBER_FORMAT: [400, "The member {key} is not in the format of an import."],
  ERR_IMPORT_INVALID_MESSAGE_FORMAT: [400, "The message {key} is not in the format of an import."],
  ERR_IMPORT_INVALID_JOINEDAT: [
    400,
    "The joinedAt {joinedAt} must be after the group's createdAt and before now.",
  ],
  ERR_IMPORT_MUID_ALREADY_EXISTS: [409, "A message with the muid {muid} has been imported already."],

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
  ERR_INVALID_RECEIVER_TYPE: [
    400,
    'The receiverType "{receiverType}" is not valid. It can be user or group.',
  ],
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
  ERR_FILE_SIZE_EXCEEDED: [400, "The file {name} exceeds the maximum size of {limit} bytes."],
  ERR_FILE_COUNT_EXCEEDED: [400, "A message may not have more than {limit} files."],
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

  // Clients read the limit off the end of these sentences. seen from the official UI kits
  ERR_PINNED_MESSAGES_LIMIT_EXCEEDED: [
    400,
    "The pinned messages of the conversation {conversationId} have reached the allowed limit of {limit}.",
  ],
  ERR_SAVED_MESSAGES_LIMIT_EXCEEDED: [
    400,
    "The saved messages of the user {uid} have reached the allowed limit of {limit}.",
  ],
  ERR_PINNED_CONVERSATIONS_LIMIT_EXCEEDED: [
    400,
    "The pinned conversations of the user {uid} have reached the allowed limit of {limit}.",
  ],
  ERR_SYSTEM_PINNED_CONVERSATIONS_LIMIT_EXCEEDED: [
    400,
    "The pinned conversations of the app have reached the allowed limit of {limit}.",
  ],
  ERR_SYSTEM_PINNED_CONVERSATION: [
    403,
    "The conversation {conversationId} is pinned by the app, and users cannot change that.",
  ],

  ERR_REASON_NOT_FOUND: [404, "The flag reason {id} does not exist."],
  ERR_RULE_NOT_FOUND: [404, "The moderation rule {id} does not exist."],
  ERR_KEYWORD_NOT_FOUND: [404, "The keyword list {id} does not exist."],

  ERR_ALREADY_FRIEND: [409, "The users {uid} and {friend} are already friends."],
  ERR_NOT_A_FRIEND: [400, "The users {uid} and {friend} are not friends."],
  ERR_CANNOT_FORM_SELF_RELATION: [400, "The user {uid} cannot be a friend of themselves."],
  ERR_CANNOT_BLOCK_SELF: [400, "The user {uid} cannot block themselves."],
  ERR_BLOCKED_SENDER: [403, "The user {actor} has been blocked by {uid}."],

  ERR_CALLING_SELF: [400, "The user {uid} cannot call themselves."],
  ERR_CALL_BUSY_SELF: [400, "The user {uid} is already in a call."],
  ERR_CALL_BUSY_USER: [400, "The user {uid} is busy in another call."],
  ERR_CALL_BUSY_GROUP: [400, "The group {guid} already has an ongoing call."],
  ERR_EMPTY_CALL_SESSION_ID: [400, "The session id of the call is missing."],
  ERR_CALL_SESSION_NOT_FOUND: [404, "The call session {sessionId} does not exist."],
  ERR_CALL_NOT_A_PART: [403, "The user {uid} is not a part of the call {sessionId}."],
  ERR_CALL_TERMINATED: [400, "The call {sessionId} is over: its status is {from}."],
  ERR_CALL_INVALID_INIT: [400, "The call {sessionId} has been initiated already."],
  ERR_CALL_NOT_STARTED: [400, "The call {sessionId} has not started yet."],
  ERR_CALL_ONGOING_TO_INVALID: [400, "The call {sessionId} is ongoing and cannot become {to}."],
  ERR_CALL_USER_ALREADY_JOINED: [400, "The user {uid} has already joined the call {sessionId}."],
  ERR_CALL_GROUP_ALREADY_JOINED: [400, "The user {uid} has already joined the group call {sessionId}."],
  ERR_CALL_GROUP_ALREADY_LEFT: [400, "The user {uid} has already left the group call {sessionId}."],
  ERR_CALL_GROUP_INVALID_STATUS: [400, "The group call {sessionId} cannot become {to}."],
  ERR_CALL_EMPTY_JOINED_AT: [400, "The joinedAt of the group call {sessionId} is missing."],

  ERR_NO_AUTH: [401, "The jwt of the session is missing or no longer valid."],
  ERR_SETTINGS_HASH_OUTDATED: [400, "The settings of the app have changed."],

  // The campaigns have codes of their own. seen from the official SDK 4.2.0
  FEED_ITEM_NOT_FOUND: [404, "The feed item {id} does not exist."],
  PUSH_NOTIFICATION_NOT_FOUND: [404, "The push notification {id} does not exist."],

  // The storage for files has codes of its own, those of S3. The official SDK 4.2.0 knows ExpiredToken.
  AccessDenied: [403, "The upload is not allowed: its key and signature do not belong together."],
  ExpiredToken: [400, "The time for this upload is over. Please request a new URL."],
  EntityTooLarge: [400, "The file has more than the {size} bytes that were announced."],
  EntityTooSmall: [400, "The file has less than the {size} bytes that were announced."],
  InvalidArgument: [400, "The field {field} is missing."],
  IncorrectNumberOfFilesInPostRequest: [400, "An upload must have one file, in the field named file."],
  MalformedPOSTRequest: [400, "The body of the upload is not a well-formed form."],
  MethodNotAllowed: [405, "The method {method} is not allowed here."],
  NoSuchBucket: [404, "There is no storage of this name."],
  NoSuchKey: [404, "There is no such file."],
} as const satisfies Record<string, readonly [status: number, message: string]>;

/** Every code the service may answer with. */
export type ErrorCode = keyof typeof ERRORS;

/** Field name → what is wrong with it, as the validation errors of the service carry it. */
export type ErrorDetails = Readonly<Record<string, readonly string[]>>;

/** Parameter name → value, as a limit error carries its `limit`. docs: sdk pin-message (`errorParams`) */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** A request the service refuses: not a bug, but an answer. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  /** What a client may want to read off the error, e.g. the limit that was reached. */
  readonly params: ErrorParams | undefined;

  constructor(code: ErrorCode, message: string, details?: ErrorDetails, params?: ErrorParams) {
    super(message);
    this.code = code;
    this.details = details;
    this.params = params;
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

/** Makes an error that tells the limit which was reached. */
export function limitError(
  code: Extract<ErrorCode, `${string}_LIMIT_EXCEEDED`>,
  params: ErrorParams & { readonly limit: number },
): ServiceError {
  const { message } = serviceError(code, params);
  return new ServiceError(code, message, undefined, { limit: params.limit });
}

/** Makes the validation error of one field. */
export function invalidField(field: string, text: string): ServiceError {
  return serviceError("ERR_BAD_REQUEST", {}, { [field]: [text] });
}
