import { readRules } from "./rule.ts";

export const groups = readRules(
  "groups",
  `
  GRP-NEW-01     | must   | both   | stated  | docs: create-group | Whoever makes a group owns it, and is an admin in it.
  GRP-NEW-02     | must   | both   | stated  | docs: create-group | A group has the name and the type that it was made with.
  GRP-NEW-03     | must   | both   | stated  | docs: error guide | A password group without a password is refused with ERR_EMPTY_GROUP_PASS, or by the client.
  GRP-GET-01     | must   | both   | stated  | docs: retrieve-groups | getGroup gives the group, and what the user is in it.
  GRP-GET-02     | must   | both   | stated  | docs: error guide | A group that there is not is ERR_GUID_NOT_FOUND.
  GRP-GET-03     | should | server | assumed | docs: key concepts | A private group cannot be read from outside: ERR_GROUP_NOT_JOINED.
  GRP-GET-04     | must   | both   | stated  | docs: retrieve-groups | membersCount is how many members there are.
  GRP-LIST-01    | must   | both   | stated  | docs: key concepts | Public and password groups are listed to everybody.
  GRP-LIST-02    | must   | both   | stated  | docs: key concepts | Private groups are listed to their members only.
  GRP-LIST-03    | must   | both   | stated  | docs: retrieve-groups | With joinedOnly only groups come that the user is in.
  GRP-LIST-04    | must   | both   | stated  | docs: retrieve-groups | With a keyword only groups come whose name or GUID begins with it.
  GRP-UPD-01     | must   | both   | stated  | docs: update-group | updateGroup changes what is given and leaves the rest.
  GRP-DEL-01     | must   | both   | stated  | docs: delete-group | A deleted group is gone: ERR_GUID_NOT_FOUND.
  GRP-JOIN-01    | must   | both   | stated  | docs: key concepts | Anybody may join a public group, and is a participant then.
  GRP-JOIN-02    | must   | both   | stated  | docs: key concepts | A password group is joined with its password.
  GRP-JOIN-03    | must   | both   | stated  | docs: error guide | A wrong password is refused with ERR_WRONG_GROUP_PASS.
  GRP-JOIN-04    | must   | both   | stated  | docs: error guide | No password is refused with ERR_EMPTY_GROUP_PASS, or by the client.
  GRP-JOIN-05    | must   | both   | stated  | vendor's Android tests | A private group cannot be joined: ERR_GROUP_JOIN_NOT_ALLOWED.
  GRP-JOIN-06    | must   | both   | stated  | docs: error guide | Joining once more is refused with ERR_ALREADY_JOINED.
  GRP-JOIN-07    | must   | both   | stated  | vendor's Android tests | Who is banned cannot join: ERR_BANNED_GROUPMEMBER.
  GRP-JOIN-08    | must   | both   | stated  | docs: error guide | A group that there is not cannot be joined: ERR_GUID_NOT_FOUND.
  GRP-JOIN-09    | must   | both   | stated  | docs: group-kick-member | Who was kicked or has left may join again, as a participant.
  GRP-JOIN-10    | must   | both   | stated  | docs: group-kick-member | Who was unbanned is no member, and may join again.
  GRP-JOIN-11    | must   | both   | stated  | docs: real-time listeners | Joining is told to every other member by onGroupMemberJoined, and to nobody else.
  GRP-LEAVE-01   | must   | both   | stated  | docs: leave-group | Who has left is no member.
  GRP-LEAVE-02   | must   | both   | stated  | docs: real-time listeners | Leaving is told to those who stay by onGroupMemberLeft.
  GRP-LEAVE-03   | must   | both   | stated  | docs: transfer-group-ownership | The owner cannot leave: ERR_OWNER_EXIT_FORBIDDEN.
  GRP-OWN-01     | must   | both   | stated  | docs: transfer-group-ownership | The owner hands the group over to a member, who owns it then.
  GRP-OWN-02     | should | server | assumed | good sense | The new owner is an admin, and the old one stays one.
  GRP-OWN-03     | should | server | assumed | docs: error guide | The group cannot be handed to who is no member: ERR_NOT_A_MEMBER.
  GRP-ASK-01     | must   | client | assumed | good sense | The server is asked about the group that the app has named, with all that it has said.
  `,
);

export const members = readRules(
  "members",
  `
  MBR-LIST-01    | must   | both   | stated  | docs: retrieve-group-members | fetchGroupMembers gives every member once, with its scope.
  MBR-LIST-02    | must   | both   | stated  | docs: retrieve-group-members | With scopes only members of these come.
  MBR-LIST-03    | must   | both   | stated  | docs: group-kick-member | fetchBannedMembers gives who is banned.
  MBR-ADD-01     | must   | both   | stated  | docs: group-add-members | addMembersToGroup makes members with the scopes that were given, and answers for each.
  MBR-ADD-02     | must   | both   | stated  | docs: group-add-members | Adding who is a member already fails for that one only.
  MBR-ADD-03     | should | server | assumed | good sense | Adding who is banned fails for that one only.
  MBR-ADD-04     | must   | both   | stated  | docs: real-time listeners | Adding is told to all members, the added one included, by onMemberAddedToGroup.
  MBR-KICK-01    | must   | both   | stated  | docs: group-kick-member | Who is kicked is no member.
  MBR-KICK-02    | must   | both   | stated  | docs: real-time listeners | Kicking is told to all members and the kicked one by onGroupMemberKicked.
  MBR-BAN-01     | must   | both   | stated  | docs: group-kick-member | Who is banned is no member, and cannot join.
  MBR-BAN-02     | must   | both   | stated  | docs: real-time listeners | Banning is told to all members and the banned one by onGroupMemberBanned.
  MBR-BAN-03     | must   | both   | stated  | docs: real-time listeners | Unbanning is told to all members by onGroupMemberUnbanned, and not to the unbanned one.
  MBR-SCOPE-01   | must   | both   | stated  | docs: group-change-member-scope | A member has the scope that it was given.
  MBR-SCOPE-02   | must   | both   | stated  | docs: real-time listeners | A change of scope is told to all members by onGroupMemberScopeChanged, with the scope of before and the new one.
  MBR-ACT-01     | must   | client | seen    | official SDK 4.2.0 | Group events say who has done it, to whom, and in which group.
  MBR-ACT-02     | must   | both   | seen    | official SDK 4.2.0 | The device that has done it is told of by no event.
  MBR-ACT-03     | should | both   | assumed | good sense | The other devices of who has done it are told.
  MBR-NONE-01    | must   | both   | assumed | good sense | Who is not in a group hears nothing of it.
  MBR-ASK-01     | must   | client | assumed | good sense | The server is asked about the member that the app has named, and for what it was asked.
  `,
);
