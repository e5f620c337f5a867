import type { FrameEntry } from "../log/entries.ts";
import { typeOfFrame } from "../log/query.ts";
import type { Hit, OwnFaults } from "./fault-list.ts";

type Direction = FrameEntry["direction"];

/** One frame on its way. */
export interface Frame {
  readonly direction: Direction;
  readonly text: string;
  /** The number of what led to it in the log. */
  readonly cause: number | undefined;
}

/** The two ends of a socket, between which faults stand. */
export interface SocketEnds {
  /** Notes a frame and hands it over. */
  deliver(frame: Frame, fault: string | undefined): void;
  /** Notes a frame that does not arrive. */
  lose(frame: Frame, fault: string): void;
  /** Breaks the line to the client. */
  drop(code: number, reason: string, fault: string): void;
  /** Whose socket it is; until it has authenticated, who its frame says to be. */
  owner(frame?: Frame): { readonly uid: string | undefined; readonly deviceId: string | undefined };
  /** Whether it has authenticated. */
  readonly isKnown: boolean;
}

/** A socket that faults may strike. */
export interface FaultySocket {
  /** Whether nothing can happen to a frame, nor by it. */
  readonly isQuiet: boolean;
  /** Lets a frame through, or whatever faults make of it. */
  pass(frame: Frame): void;
  /** Lets faults strike which are about the socket itself, of those that have just been added. */
  expose(added: ReadonlySet<string>): void;
  /** The client has gone: says so at once, unless a partition keeps it from being heard. */
  leave(tell: (fault: string | undefined) => void, hear: () => void): void;
}

/** Puts faults between the ends of a socket. */
export function createFaultySocket(faults: OwnFaults, ends: SocketEnds): FaultySocket {
  const heldBack: Record<Direction, Set<() => void>> = { in: new Set(), out: new Set() };
  let isGone = false;
  let isExposed = false;

  function pass(frame: Frame): void {
    const { direction, text } = frame;
    const target = {
      kind: "frame",
      ...ends.owner(frame),
      frame: typeOfFrame(text),
      direction,
      isAwaited: heldBack[direction].size > 0,
    } as const;
    const met: string[] = [];
    const copies: string[] = [];
    const holds: Hit[] = [];
    for (const hit of faults.meet(target)) {
      const { id, action } = hit;
      if ("duplicateFrame" in action) {
        for (let n = 0; n < action.duplicateFrame.copies; n += 1) copies.push(id);
        continue;
      }
      met.push(id);
      if ("drop" in action && action.drop.delay > 0) breakLater(hit);
      else if ("delayFrame" in action || "reorderFrame" in action) holds.push(hit);
      else {
        ends.lose(frame, met.join(","));
        if ("drop" in action) ends.drop(action.drop.code, action.drop.reason, id);
        // It would not have been opened, had it been known whose it is.
        else if ("partition" in action && !ends.isKnown) ends.drop(1006, "", id);
        return;
      }
    }
    hold(direction, holds, () => {
      ends.deliver(frame, met.length > 0 ? met.join(",") : undefined);
      for (const id of copies) ends.deliver(frame, id);
      followOn(direction);
      if (ends.isKnown && !isExposed) expose();
    });
  }

  /** Lets a frame go once every fault that holds it back does. */
  function hold(direction: Direction, [first, ...more]: readonly Hit[], deliver: () => void): void {
    if (!first) {
      if (!isGone) deliver();
      return;
    }
    const { action } = first;
    const goOn = (goesOn: boolean) => {
      if (goesOn) hold(direction, more, deliver);
    };
    if ("delayFrame" in action) {
      const { delay, jitter } = action.delayFrame;
      first.later(delay + jitter * first.chance("jitter"), goOn);
    } else if ("reorderFrame" in action) {
      const letGo = first.later(action.reorderFrame.within, (goesOn) => {
        heldBack[direction].delete(letGo);
        goOn(goesOn);
      });
      heldBack[direction].add(letGo);
    }
  }

  /** What was held back for a frame to leave first. */
  function followOn(direction: Direction): void {
    for (const letGo of [...heldBack[direction]]) letGo();
  }

  function breakLater(hit: Hit): void {
    const { action, id } = hit;
    if (!("drop" in action)) return;
    const { code, reason, delay } = action.drop;
    const drop = (goesOn: boolean) => {
      if (goesOn && !isGone) ends.drop(code, reason, id);
    };
    if (delay > 0) hit.later(delay, drop);
    else drop(true);
  }

  function expose(added?: ReadonlySet<string>): void {
    if (!ends.isKnown || isGone) return;
    isExposed = true;
    for (const hit of faults.meet({ kind: "socket", ...ends.owner() }, added)) breakLater(hit);
  }

  return {
    get isQuiet() {
      return faults.isIdle && heldBack.in.size === 0 && heldBack.out.size === 0;
    },
    pass,
    expose,
    leave(tell, hear) {
      isGone = true;
      for (const hit of faults.meet({ kind: "end", ...ends.owner() })) {
        tell(hit.id);
        hit.whenOver(hear);
        return;
      }
      tell(undefined);
      hear();
    },
  };
}
