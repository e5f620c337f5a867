/** An extension that an app has switched on. */
export interface EnabledExtension {
  readonly slug: string;
  readonly name: string;
}

/** Where a poll is: question, options and votes are in its message. */
export interface Poll {
  readonly id: string;
  readonly messageId: number;
  /** Who asked. */
  readonly uid: string;
}

/** What a text is translated to, as a test has said. */
export interface ScriptedTranslation {
  readonly text: string;
  readonly language: string;
  readonly translation: string;
}
