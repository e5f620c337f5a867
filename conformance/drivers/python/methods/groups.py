"""Groups and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entities import group_of_action, to_group, to_member, to_outcomes
from wire import Json, as_list, as_object

if TYPE_CHECKING:
    from client import Client

LISTS = {"admin": "admins", "moderator": "moderators", "participant": "participants"}
"""Where the service wants members by their scope."""


def create_group(client: Client, params: Json) -> Json:
    """Makes a group."""
    return to_group(client.rest.ask("POST", "groups", body=params).data)


def get_group(client: Client, params: Json) -> Json:
    """One group."""
    return to_group(client.rest.ask("GET", "groups", params["guid"]).data)


def update_group(client: Client, params: Json) -> Json:
    """Changes a group."""
    return to_group(client.rest.ask("PUT", "groups", params["guid"], body=params).data)


def delete_group(client: Client, params: Json) -> None:
    """Ends a group."""
    client.rest.ask("DELETE", "groups", params["guid"])


def join_group(client: Client, params: Json) -> Json:
    """Becomes a member."""
    answer = client.rest.ask("POST", "groups", params["guid"], "members", body={"type": "public", **params})
    return {"hasJoined": True, "scope": "participant", **group_of_action(answer.data)}


def leave_group(client: Client, params: Json) -> None:
    """Is a member no more."""
    client.rest.ask("DELETE", "groups", params["guid"], "members")


def transfer_group_ownership(client: Client, params: Json) -> None:
    """Makes another member the owner."""
    client.rest.ask("PATCH", "groups", params["guid"], "owner", body={"owner": params["uid"]})


def fetch_groups(client: Client, params: Json) -> list[Json]:
    """The next page of groups."""
    pages = client.request(params)
    filters = dict(pages.filters)
    query = {
        "per_page": filters.pop("limit"),
        "page": pages.page,
        "searchKey": filters.pop("searchKeyword", None),
        "hasJoined": filters.pop("joinedOnly", None),
    }
    rows = as_list(client.rest.ask("GET", "groups", query={**query, **filters}).data)
    pages.turn(rows)
    return [to_group(row) for row in rows]


def fetch_group_members(client: Client, params: Json) -> list[Json]:
    """The next page of a group's members."""
    pages = client.request(params)
    query = {"searchKey": pages.filters.get("searchKeyword"), "scopes": pages.filters.get("scopes")}
    return _member_page(client, params, "members", query)


def fetch_banned_members(client: Client, params: Json) -> list[Json]:
    """The next page of those who are banned from a group."""
    return _member_page(client, params, "bannedusers", {})


def add_members_to_group(client: Client, params: Json) -> Json:
    """Makes users members."""
    body: dict[str, list[str]] = {}
    for member in params["members"]:
        body.setdefault(LISTS[member["scope"]], []).append(member["uid"])
    answer = client.rest.ask("PUT", "groups", params["guid"], "members", body=body)
    outcomes: Json = {}
    for of_scope in as_object(answer.data).values():
        outcomes.update(to_outcomes(of_scope))
    return outcomes


def update_group_member_scope(client: Client, params: Json) -> None:
    """Makes a member an admin, a moderator or a participant."""
    path = ("groups", params["guid"], "members", params["uid"])
    client.rest.ask("PUT", *path, body={"scope": params["scope"]})


def kick_group_member(client: Client, params: Json) -> None:
    """Takes a member out, who may come again."""
    client.rest.ask("DELETE", "groups", params["guid"], "members", params["uid"])


def ban_group_member(client: Client, params: Json) -> None:
    """Takes a member out, who may not come again."""
    client.rest.ask("POST", "groups", params["guid"], "bannedusers", params["uid"])


def unban_group_member(client: Client, params: Json) -> None:
    """Lets somebody come again."""
    client.rest.ask("DELETE", "groups", params["guid"], "bannedusers", params["uid"])


def _member_page(client: Client, params: Json, of: str, query: Json) -> list[Json]:
    pages = client.request(params)
    query = {"per_page": pages.filters["limit"], "page": pages.page, **query}
    rows = as_list(client.rest.ask("GET", "groups", pages.filters["guid"], of, query=query).data)
    pages.turn(rows)
    return [to_member(row) for row in rows]


METHODS = {
    "createGroup": create_group,
    "getGroup": get_group,
    "updateGroup": update_group,
    "deleteGroup": delete_group,
    "joinGroup": join_group,
    "leaveGroup": leave_group,
    "transferGroupOwnership": transfer_group_ownership,
    "fetchGroups": fetch_groups,
    "fetchGroupMembers": fetch_group_members,
    "fetchBannedMembers": fetch_banned_members,
    "addMembersToGroup": add_members_to_group,
    "updateGroupMemberScope": update_group_member_scope,
    "kickGroupMember": kick_group_member,
    "banGroupMember": ban_group_member,
    "unbanGroupMember": unban_group_member,
}
