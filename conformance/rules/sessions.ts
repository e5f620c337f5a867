import { readRules } from "./rule.ts";

export const identifiers = readRules(
  "identifiers",
  `
  IDN-UID-01     | must   | both   | stated  | docs: properties and constraints | UIDs of letters, digits, _ and - of up to 100 characters are taken.
  IDN-UID-02     | must   | both   | stated  | docs: properties and constraints | A UID with any other character, or longer than 100, is refused with ERR_BAD_REQUEST, or by the client.
  IDN-UID-03     | must   | both   | stated  | docs: rest-api/users | UIDs are lower case: another spelling names the same user.
  IDN-UID-04     | must   | server | stated  | docs: rest-api/users | A UID that is taken cannot be taken again: ERR_UID_ALREADY_EXISTS.
  IDN-GUID-01    | must   | both   | stated  | docs: properties and constraints | GUIDs of letters, digits, _ and - of up to 100 characters are taken.
  IDN-GUID-02    | must   | both   | stated  | docs: properties and constraints | A GUID with any other character is refused with ERR_BAD_REQUEST, or by the client.
  IDN-GUID-03    | must   | both   | stated  | docs: rest-api/groups | GUIDs are lower case: another spelling names the same group.
  IDN-GUID-04    | must   | server | stated  | docs: rest-api/groups | A GUID that is taken cannot be taken again: ERR_GUID_ALREADY_EXISTS.
  IDN-CONV-01    | must   | both   | stated  | OpenAPI: conversations | The conversation of two users is called by their UIDs in order with _user_ between.
  IDN-CONV-02    | must   | both   | stated  | OpenAPI: conversations | The conversation of a group is called group_ and its GUID.
  IDN-MSG-01     | must   | both   | stated  | OpenAPI: messages | Ids of messages are decimal numbers, as text, and grow.
  IDN-MUID-01    | must   | both   | stated  | docs: send-message | The muid that an app gives a message comes back with it, to everybody.
  `,
);

export const keys = readRules(
  "keys and tokens",
  `
  KEY-AUTH-01    | must   | server | stated  | docs: key concepts | The Auth Key logs users in.
  KEY-AUTH-02    | must   | both   | stated  | docs: error guide | A wrong Auth Key is refused with AUTH_ERR_APIKEY_NOT_FOUND.
  KEY-LEAK-01    | must   | client | stated  | docs: key concepts | The REST API Key never leaves a client: it is for servers.
  KEY-LEAK-02    | must   | client | seen    | official SDK 4.2.0 | The Auth Key goes to the admin API only, in the header apikey, for logging in and for users.
  KEY-TOK-01     | must   | server | stated  | docs: key concepts | A token that a server has made logs its user in.
  KEY-TOK-02     | must   | both   | stated  | docs: error guide | A token that there is not is refused with AUTH_ERR_AUTH_TOKEN_NOT_FOUND.
  KEY-TOK-03     | must   | server | stated  | docs: key concepts | A user may have several tokens, one a device, and all of them work.
  KEY-TOK-04     | must   | both   | stated  | docs: rest-api/auth-tokens | A token that a server has deleted works no longer: AUTH_ERR_AUTH_TOKEN_NOT_FOUND.
  KEY-TOK-05     | must   | client | seen    | official SDK 4.2.0 | Requests of a logged-in client carry its token in the header authtoken.
  KEY-TOK-06     | must   | client | assumed | good sense | After a logout no request carries the token of before.
  `,
);

export const sessions = readRules(
  "login and session",
  `
  SES-LOGIN-01   | must   | both   | stated  | docs: authentication overview | Logging in with UID and Auth Key gives the user.
  SES-LOGIN-02   | must   | both   | stated  | docs: error guide | Logging in as a user that there is not is refused with ERR_UID_NOT_FOUND.
  SES-LOGIN-03   | must   | client | stated  | docs: sdk error codes | An empty UID is refused by the client, and nothing is asked.
  SES-LOGIN-04   | must   | client | seen    | official SDK 4.2.0 | Logging in once more as the same user gives that user, and nothing is asked.
  SES-LOGIN-05   | must   | client | seen    | official SDK 4.2.0 | Logging in as another user ends the session of before.
  SES-LOGIN-06   | must   | client | stated  | docs: login listener | A login is told of by loginSuccess, once.
  SES-LOGIN-07   | must   | client | assumed | good sense | A login that was refused leaves nobody logged in, and is not told of.
  SES-LOGIN-08   | must   | client | stated  | docs: authentication overview | Who is logged in is known to the app.
  SES-LOGIN-09   | should | client | stated  | docs: sdk error codes | A login while another is under way is refused with LOGIN_IN_PROGRESS.
  SES-LOGIN-10   | must   | client | assumed | good sense | A login that is refused is not told of as a logout.
  SES-LOGOUT-01  | must   | both   | stated  | docs: authentication overview | A logout leaves nobody logged in.
  SES-LOGOUT-02  | must   | client | stated  | docs: login listener | A logout is told of by logoutSuccess, once.
  SES-LOGOUT-03  | must   | client | stated  | docs: sdk error codes | Who is not logged in can ask for nothing: the client refuses it.
  SES-LOGOUT-04  | must   | client | seen    | official SDK 4.2.0 | A logout that the service refuses ends the client's session all the same.
  SES-LOGOUT-05  | must   | client | seen    | official SDK 4.2.0 | A logout closes the socket: nothing is heard afterwards.
  SES-END-01     | must   | client | seen    | official SDK 4.2.0 | AUTH_ERR_AUTH_TOKEN_NOT_FOUND for any request ends the session: the client is logged out, and says so by logoutSuccess.
  SES-END-02     | must   | client | seen    | official SDK 4.2.0 | Any other refusal leaves the session as it is.
  SES-ASK-01     | must   | client | assumed | good sense | The server is asked to log in whom the app has named.
  `,
);

export const users = readRules(
  "users",
  `
  USR-GET-01     | must   | both   | stated  | docs: retrieve-users | getUser gives the user with that UID.
  USR-GET-02     | must   | both   | stated  | docs: error guide | A user that there is not is ERR_UID_NOT_FOUND.
  USR-NEW-01     | must   | both   | stated  | docs: user-management | createUser makes a user, with the Auth Key.
  USR-NEW-02     | must   | both   | stated  | docs: user-management | A new user is offline and has the role default.
  USR-UPD-01     | must   | both   | stated  | docs: user-management | updateUser changes what is given and leaves the rest.
  USR-UPD-02     | must   | both   | stated  | docs: user-management | A user may change its own name, avatar, status message and metadata without any key.
  USR-UPD-03     | must   | server | stated  | docs: user-management | A user cannot change its own role.
  USR-LIST-01    | must   | both   | stated  | docs: retrieve-users | fetchUsers gives every other user once, page by page.
  USR-LIST-02    | must   | both   | stated  | docs: retrieve-users | A page has as many users as asked for, but for the last.
  USR-LIST-03    | must   | both   | stated  | docs: rest-api/users | With a keyword only users come whose name or UID begins with it.
  USR-LIST-04    | must   | both   | stated  | docs: retrieve-users | With UIDs only these come.
  USR-LIST-05    | must   | both   | stated  | docs: retrieve-users | With roles only users of these come.
  USR-LIST-06    | must   | both   | stated  | docs: retrieve-users | With hideBlockedUsers nobody comes that a block is with.
  USR-LIST-07    | must   | both   | stated  | docs: retrieve-users | With a status only users of that status come.
  USR-LIST-08    | must   | both   | assumed | good sense | The list does not hold who asks.
  USR-ASK-01     | must   | client | assumed | good sense | The server is asked about the users that the app has named, with every filter.
  `,
);

export const blocking = readRules(
  "blocking",
  `
  BLK-SET-01     | must   | both   | stated  | docs: block-users | blockUsers answers for each UID whether it has worked.
  BLK-SET-02     | must   | both   | stated  | docs: block-users | The blocker sees blockedByMe on the other.
  BLK-SET-03     | must   | both   | stated  | docs: block-users | The blocked one sees hasBlockedMe on the other.
  BLK-SET-04     | must   | both   | stated  | docs: block-users | unblockUsers undoes it.
  BLK-SET-05     | should | server | assumed | good sense | Blocking once more is fine.
  BLK-LIST-01    | must   | both   | stated  | docs: block-users | fetchBlockedUsers gives those that the user has blocked and those that have blocked it.
  BLK-LIST-02    | must   | both   | stated  | docs: block-users | With a direction only one of the two come.
  BLK-SEND-01    | must   | both   | stated  | vendor's Android tests | Writing to somebody one has blocked is refused with ERR_BLOCKED_RECEIVER.
  BLK-SEND-02    | must   | both   | stated  | vendor's Android tests | Writing to somebody who has blocked one works.
  BLK-SEND-03    | must   | both   | stated  | docs: rest-api/blocked-users | What a blocked user writes is not heard by the blocker.
  BLK-SEND-04    | must   | both   | stated  | docs: rest-api/blocked-users | After unblocking, new messages are heard again.
  BLK-SELF-01    | must   | both   | stated  | docs: error guide | Nobody can block itself: ERR_CANNOT_BLOCK_SELF.
  BLK-CONV-01    | must   | both   | stated  | OpenAPI: conversations | Conversations with blocked users are not in the list, unless asked for.
  BLK-ASK-01     | must   | client | assumed | good sense | The server is asked to block and unblock whom the app has named.
  `,
);
