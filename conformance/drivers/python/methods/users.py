"""Users, and blocking them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entities import to_outcomes, to_user
from wire import Json, as_list, as_object, as_text

if TYPE_CHECKING:
    from client import Client


def create_user(client: Client, params: Json) -> Json:
    """Makes a user, with the auth key."""
    user = {key: value for key, value in params.items() if key != "authKey"}
    return to_user(client.rest.ask("POST", "users", api="admin", headers={"apiKey": params["authKey"]}, body=user).data)


def update_user(client: Client, params: Json) -> Json:
    """Changes any user, with the auth key."""
    user = {key: value for key, value in params.items() if key != "authKey"}
    headers = {"apiKey": params["authKey"]}
    return to_user(client.rest.ask("PUT", "users", params["uid"], api="admin", headers=headers, body=user).data)


def update_current_user(client: Client, params: Json) -> Json:
    """Changes the logged-in user."""
    answer = client.rest.ask("PUT", "me", body={"uid": client.my_uid, **params})
    user = {**to_user(answer.data), "status": "online"}
    if client.session is not None:
        jwt = as_text(as_object(answer.data).get("jwt"))
        client.session.update({"user": user, "jwt": jwt or client.session["jwt"]})
    return user


def get_user(client: Client, params: Json) -> Json:
    """One user."""
    return to_user(client.rest.ask("GET", "users", params["uid"]).data)


def fetch_users(client: Client, params: Json) -> list[Json]:
    """The next page of users."""
    pages = client.request(params)
    filters = dict(pages.filters)
    query = {"per_page": filters.pop("limit"), "page": pages.page, "searchKey": filters.pop("searchKeyword", None)}
    if filters.get("status") == "online":
        filters["status"] = "available"
    rows = as_list(client.rest.ask("GET", "users", query={**query, **filters}).data)
    pages.turn(rows)
    return [to_user(row) for row in rows]


def block_users(client: Client, params: Json) -> Json:
    """Blocks users."""
    return to_outcomes(client.rest.ask("POST", "blockedusers", body={"blockedUids": params["uids"]}).data)


def unblock_users(client: Client, params: Json) -> Json:
    """Lets users be heard again."""
    return to_outcomes(client.rest.ask("DELETE", "blockedusers", body={"blockedUids": params["uids"]}).data)


def fetch_blocked_users(client: Client, params: Json) -> list[Json]:
    """The next page of users that have blocked, or are blocked."""
    pages = client.request(params)
    query = {"per_page": pages.filters["limit"], "page": pages.page, "direction": pages.filters.get("direction")}
    rows = as_list(client.rest.ask("GET", "blockedusers", query=query).data)
    pages.turn(rows)
    return [to_user(row) for row in rows]


METHODS = {
    "createUser": create_user,
    "updateUser": update_user,
    "updateCurrentUser": update_current_user,
    "getUser": get_user,
    "fetchUsers": fetch_users,
    "blockUsers": block_users,
    "unblockUsers": unblock_users,
    "fetchBlockedUsers": fetch_blocked_users,
}
