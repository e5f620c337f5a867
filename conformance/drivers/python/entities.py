"""From the wire's forms to the canonical ones of the protocol (conformance/protocol/schemas/entities.json)."""

from __future__ import annotations

from typing import Any

from wire import Json, as_flag, as_list, as_number, as_object, as_text, as_texts, as_time, compact, filled


def to_user(wire: Any) -> Json:
    """A user."""
    it = as_object(wire)
    return compact(
        {
            "uid": as_text(it.get("uid")) or "",
            "name": as_text(it.get("name")) or "",
            "status": "online" if it.get("status") in ("online", "available") else "offline",
            "avatar": as_text(it.get("avatar")),
            "link": as_text(it.get("link")),
            "role": as_text(it.get("role")),
            "statusMessage": as_text(it.get("statusMessage")),
            "metadata": filled(it.get("metadata")),
            "tags": as_texts(it.get("tags")),
            "lastActiveAt": as_time(it.get("lastActiveAt")),
            "blockedByMe": as_flag(it.get("blockedByMe")),
            "hasBlockedMe": as_flag(it.get("hasBlockedMe")),
        }
    )


def to_member(wire: Any) -> Json:
    """A user as a member of a group."""
    it = as_object(wire)
    return {**to_user(it), **compact({"scope": it.get("scope"), "joinedAt": as_time(it.get("joinedAt"))})}


def to_group(wire: Any) -> Json:
    """A group."""
    it = as_object(wire)
    return compact(
        {
            "guid": as_text(it.get("guid")) or "",
            "name": as_text(it.get("name")) or "",
            "type": it.get("type"),
            "icon": as_text(it.get("icon")),
            "description": as_text(it.get("description")),
            "metadata": filled(it.get("metadata")),
            "tags": as_texts(it.get("tags")),
            "owner": as_text(it.get("owner")),
            "membersCount": as_number(it.get("membersCount")),
            "hasJoined": as_flag(it.get("hasJoined")),
            "scope": it.get("scope"),
            "joinedAt": as_time(it.get("joinedAt")),
            "createdAt": as_time(it.get("createdAt")),
            "updatedAt": as_time(it.get("updatedAt")),
        }
    )


def to_message(wire: Any, my_uid: str) -> Json | None:
    """A message of any category; None for what is none."""
    it = as_object(wire)
    data = as_object(it.get("data"))
    form = _common(it, data, my_uid)
    category = it.get("category")
    if category == "message" and it.get("type") == "text":
        form.update({"type": "text", "text": as_text(data.get("text"))})
    elif category == "message":
        attachments = data.get("attachments")
        form.update(
            {
                "type": it.get("type"),
                "caption": as_text(data.get("text")),
                "url": as_text(data.get("url")),
                "attachments": [_attachment(one) for one in attachments] if isinstance(attachments, list) else None,
            }
        )
    elif category == "custom":
        form.update(
            {
                "type": as_text(it.get("type")) or "",
                "customData": data.get("customData"),
                "subType": as_text(data.get("subType")),
                "text": as_text(data.get("text")),
            }
        )
    elif category == "interactive":
        form.update(_interactive(it, data))
    elif category == "action":
        form.update(_action(it, data))
    elif category == "call":
        form.update(_call(it, data))
    else:
        return None
    return compact({**form, "category": category})


def changed_message(wire: Any, my_uid: str) -> Json | None:
    """The message that an edit or a deletion answers or tells of: it lies inside an action."""
    return to_message(_entity(as_object(wire).get("data"), "on"), my_uid)


def group_of_action(wire: Any) -> Json:
    """The group that an action is about."""
    return to_group(_entity(as_object(wire).get("data"), "for"))


def to_conversation(wire: Any, my_uid: str) -> Json:
    """A conversation of the logged-in user."""
    it = as_object(wire)
    partner = it.get("conversationWith")
    last = as_object(it.get("lastMessage"))
    return compact(
        {
            "conversationId": as_text(it.get("conversationId")) or "",
            "conversationType": it.get("conversationType"),
            "conversationWith": to_group(partner) if it.get("conversationType") == "group" else to_user(partner),
            "unreadMessageCount": as_number(it.get("unreadMessageCount")) or 0,
            "unreadMentionsCount": as_number(it.get("unreadMentionsCount")),
            "lastMessage": to_message(last, my_uid) if last.get("id") is not None else None,
            "lastReadMessageId": as_text(it.get("lastReadMessageId")),
            "latestMessageId": as_text(it.get("latestMessageId")),
            "tags": as_texts(it.get("tags")),
            "updatedAt": as_time(it.get("updatedAt")),
        }
    )


def to_receipt_row(wire: Any, message_id: str) -> Json:
    """One recipient's row of the receipts of a message."""
    it = as_object(wire)
    read_at = as_time(it.get("readAt"))
    return compact(
        {
            "messageId": message_id,
            "receiptType": "delivery" if read_at is None else "read",
            "sender": to_user(it.get("recipient")),
            "deliveredAt": as_time(it.get("deliveredAt")),
            "readAt": read_at,
        }
    )


def to_reaction(wire: Any) -> Json:
    """One user's reaction to one message."""
    it = as_object(wire)
    return compact(
        {
            "id": as_text(it.get("id")),
            "messageId": as_text(it.get("messageId")) or "",
            "reaction": as_text(it.get("reaction")) or "",
            "uid": as_text(it.get("uid")) or "",
            "reactedAt": as_number(it.get("reactedAt")) or 0,
            "reactedBy": to_user(it.get("reactedBy")),
        }
    )


def to_outcomes(wire: Any) -> Json:
    """By UID: "success", or what went wrong."""
    outcomes = {}
    for uid, one in as_object(wire).items():
        error = as_object(as_object(one).get("error"))
        worked = as_object(one).get("success") is True
        outcomes[uid] = "success" if worked else as_text(error.get("message")) or "failed"
    return outcomes


def _entity(data: Any, name: str) -> Json:
    return as_object(as_object(as_object(as_object(data).get("entities")).get(name)).get("entity"))


def _user_or_none(wire: Json) -> Json | None:
    return to_user(wire) if wire.get("uid") is not None else None


def _common(it: Json, data: Json, my_uid: str) -> Json:
    receipt = as_object(it.get("myReceipt"))
    mentions = data.get("mentions")
    reactions = data.get("reactions")
    sender = it.get("sender")
    parent = as_text(it.get("parentId"))
    return {
        "id": as_text(it.get("id")) or "",
        "muid": as_text(it.get("muid")),
        "conversationId": as_text(it.get("conversationId")) or "",
        "sender": to_user({"uid": sender, "name": sender, **_entity(data, "sender"), **_entity(data, "by")}),
        "receiverId": as_text(it.get("receiver")) or "",
        "receiverType": it.get("receiverType"),
        "sentAt": as_number(it.get("sentAt")) or 0,
        "updatedAt": as_time(it.get("updatedAt")),
        "editedAt": as_time(it.get("editedAt")),
        "editedBy": as_text(it.get("editedBy")),
        "deletedAt": as_time(it.get("deletedAt")),
        "deletedBy": as_text(it.get("deletedBy")),
        "deliveredAt": as_time(it.get("deliveredAt")),
        "readAt": as_time(it.get("readAt")),
        "deliveredToMeAt": as_time(it.get("deliveredToMeAt") or receipt.get("deliveredAt")),
        "readByMeAt": as_time(it.get("readByMeAt") or receipt.get("readAt")),
        "parentMessageId": None if parent == "0" else parent,
        "replyCount": as_number(it.get("replyCount")),
        "quotedMessageId": as_text(it.get("quotedMessageId")),
        "tags": as_texts(it.get("tags")),
        "metadata": filled(data.get("metadata")),
        "mentionedUsers": [to_user(one) for one in mentions.values()] if isinstance(mentions, dict) else None,
        "hasMentionedMe": my_uid in mentions if isinstance(mentions, dict) else None,
        "reactions": [_reaction_count(one) for one in reactions] if isinstance(reactions, list) else None,
    }


def _reaction_count(wire: Any) -> Json:
    it = as_object(wire)
    return {
        "reaction": as_text(it.get("reaction")) or "",
        "count": as_number(it.get("count")) or 0,
        "reactedByMe": as_flag(it.get("reactedByMe")) or False,
    }


def _attachment(wire: Any) -> Json:
    it = as_object(wire)
    return compact(
        {
            "url": as_text(it.get("url")) or "",
            "name": as_text(it.get("name")),
            "extension": as_text(it.get("extension")),
            "mimeType": as_text(it.get("mimeType")),
            "size": as_number(it.get("size")),
        }
    )


def _interactive(it: Json, data: Json) -> Json:
    goal = as_object(data.get("interactionGoal"))
    rows = [as_object(one) for one in as_list(data.get("interactions"))]
    return {
        "type": as_text(it.get("type")) or "",
        "interactiveData": filled(data.get("interactiveData")),
        "interactionGoal": {"type": str(goal["type"]), "elementIds": as_texts(goal.get("elementIds")) or []}
        if "type" in goal
        else None,
        "interactions": [
            compact({"elementId": as_text(row.get("elementId")) or "", "interactedAt": as_time(row.get("interactedAt"))})
            for row in rows
        ],
        "allowSenderInteraction": as_flag(data.get("allowSenderInteraction")),
    }


def _action(it: Json, data: Json) -> Json:
    on, target = _entity(data, "on"), _entity(data, "for")
    scope = as_object(as_object(data.get("extras")).get("scope"))
    message_id = as_text(on.get("id"))
    return {
        "type": as_text(it.get("type")) or "",
        "action": as_text(data.get("action")) or "",
        "by": _user_or_none(_entity(data, "by")),
        "on": _user_or_none(on) or ({"messageId": message_id} if message_id else None),
        "for": to_group(target) if "guid" in target else _user_or_none(target),
        "oldScope": scope.get("old"),
        "newScope": scope.get("new"),
    }


def _call(it: Json, data: Json) -> Json:
    on = _entity(data, "on")
    return {
        "type": it.get("type"),
        "sessionId": as_text(on.get("sessionid")) or "",
        "status": on.get("status"),
        "callInitiator": _user_or_none(_entity(on.get("data"), "sender")),
        "initiatedAt": as_time(on.get("initiatedAt")),
        "joinedAt": as_time(on.get("joinedAt")),
    }
