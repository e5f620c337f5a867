/** How large the world is that is imported. */
export const SIZE = { users: 10_000, groups: 1_000, membersPerGroup: 50, messages: 1_000_000 } as const;

const THEN = 1_700_000_000;

export function userAt(at: number) {
  return { uid: `user-${at}`, name: `User ${at}`, createdAt: THEN };
}

export function groupAt(at: number) {
  return { guid: guidOf(at), name: `Group ${at}`, type: "public", createdAt: THEN };
}

export function memberAt(at: number) {
  const group = Math.floor(at / SIZE.membersPerGroup);
  const guid = guidOf(group);
  const uid = memberOf(group, at);
  return { memberId: `${guid}_member_${uid}`, guid, uid, joinedAt: THEN };
}

/** Half of them in groups, half between two; a second apart. */
export function messageAt(at: number) {
  const data = { text: `Message number ${at}: see you at the trailhead?` };
  const said = { muid: `_import-${at}`, data, sentAt: THEN + 1 + at };
  const group = (at * 31) % SIZE.groups;
  if (at % 2 === 0) {
    return { ...said, sender: memberOf(group, at), receiverType: "group", receiver: guidOf(group) };
  }
  const user = (at * 17) % SIZE.users;
  const other = (user + 1 + (at % 20)) % SIZE.users;
  return { ...said, sender: `user-${user}`, receiverType: "user", receiver: `user-${other}` };
}

function memberOf(group: number, at: number): string {
  return `user-${(group + (at % SIZE.membersPerGroup) * 7) % SIZE.users}`;
}

function guidOf(at: number): string {
  return `group-${at}`;
}
